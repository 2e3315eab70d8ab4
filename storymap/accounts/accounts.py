"""The accounts of one library, all parts together."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from storymap.accounts.attempts import Attempts
from storymap.accounts.database import Database
from storymap.accounts.folder import state_folder
from storymap.accounts.links import Links
from storymap.accounts.names import LONGEST_PASSWORD
from storymap.accounts.secret import Secret
from storymap.accounts.sessions import Sessions
from storymap.accounts.tokens import Tokens
from storymap.accounts.users import User, Users


@dataclass(frozen=True)
class SignIn:
    """How an attempt to sign in went: the user, or None and the seconds to wait (0: try again now)."""

    user: User | None = None
    wait: int = 0


class Accounts:
    """Users, sessions, tokens and links of a library; nothing is written before it is needed."""

    def __init__(self, library: Path, clock: Callable[[], float] = time.time) -> None:
        """Use the hidden folder of `library`, a folder of stories or one story; `clock` is for tests."""
        self.folder = state_folder(library)
        database, secret = Database(self.folder), Secret(self.folder)
        self.users = Users(database, clock)
        self.sessions = Sessions(database, secret, clock)
        self.tokens = Tokens(database, clock)
        self.links = Links(database, secret, clock)
        self._attempts = Attempts(database, secret, clock)

    def sign_in(self, name: str, password: str, address: str) -> SignIn:
        """Check a name and a password that came from an address; too many failures must wait."""
        if not self.users.any():
            return SignIn()
        wait = self._attempts.begin(name, address)
        if wait > 0:
            return SignIn(wait=math.ceil(wait))
        user = self.users.check(name, password[: LONGEST_PASSWORD + 1])
        if user is not None:
            self._attempts.succeeded(name, address)
        return SignIn(user)
