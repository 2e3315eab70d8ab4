"""Who may do what with which story: users, roles, sessions, API tokens and links, in one SQLite file."""

from storymap.accounts.accounts import Accounts, SignIn
from storymap.accounts.database import AccountsProblem
from storymap.accounts.links import Link
from storymap.accounts.roles import EVERY_STORY, Role, role_for
from storymap.accounts.tokens import Token
from storymap.accounts.users import User

__all__ = ["EVERY_STORY", "Accounts", "AccountsProblem", "Link", "Role", "SignIn", "Token", "User",
           "role_for"]
