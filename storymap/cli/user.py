"""`storymap user`: who has an account, and which role in which story."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storymap.cli.account_options import ROLES, accounts_of, day, library_argument, role_of
from storymap.cli.plain import plain
from storymap.cli.story_argument import json_option, show_json

if TYPE_CHECKING:
    from storymap.accounts import User

_stdin_option = click.option("--password-stdin", is_flag=True,
                             help="Read the password from standard input, one line.")
_story_option = click.option("--story", default="*", metavar="SLUG",
                             help="The story that the role is for; without it all stories.")


@click.group(short_help="Say who may change which story.")
def user() -> None:
    """Make and change the accounts of a library; DIR is the folder that the server serves."""


@user.command()
@click.argument("name")
@library_argument
@click.option("--role", type=click.Choice(ROLES), help="The first user is an owner unless you say otherwise.")
@_story_option
@_stdin_option
@json_option
def add(name: str, folder: Path | None, role: str | None, story: str, password_stdin: bool,
        as_json: bool) -> None:
    """Add a user; the password is asked for twice."""
    with accounts_of(folder) as accounts:
        from storymap.accounts import AccountsProblem
        from storymap.accounts.names import why_not_a_name

        if wrong := why_not_a_name(name):
            raise AccountsProblem(wrong)
        if role is None and accounts.users.any():
            raise click.UsageError(f"Say which role {name} gets: --role viewer, editor or owner.")
        password = _password(name, password_stdin)
        made = accounts.users.add(name, password, {story: role_of(role or "owner")})
    if as_json:
        show_json(_values(made))
    else:
        click.echo(f"Added {plain(made.name)}, {_roles(made)}. The server asks for the password from now on, "
                   "at /edit/login.")


@user.command("list")
@library_argument
@json_option
def list_users(folder: Path | None, as_json: bool) -> None:
    """List the users with their roles."""
    with accounts_of(folder) as accounts:
        users = accounts.users.all()
    if as_json:
        show_json([_values(one) for one in users])
    for one in [] if as_json else users:
        click.echo(f"{plain(one.name)}: {_roles(one)}; since {day(one.made)}")
    if not users and not as_json:
        click.echo("Nobody has an account: whoever sits at this machine may change everything.")


@user.command()
@click.argument("name")
@library_argument
@json_option
def remove(name: str, folder: Path | None, as_json: bool) -> None:
    """Remove a user with all sessions and tokens; what they wrote stays."""
    with accounts_of(folder) as accounts:
        accounts.users.remove(name)
        left = accounts.users.any()
    if as_json:
        show_json({"removed": name, "users_left": left})
        return
    click.echo(f"Removed {plain(name)}.")
    if not left:
        click.echo("Nobody has an account now: whoever sits at this machine may change everything.")


@user.command()
@click.argument("name")
@library_argument
@_stdin_option
@json_option
def password(name: str, folder: Path | None, password_stdin: bool, as_json: bool) -> None:
    """Give a user a new password, and sign them out everywhere."""
    with accounts_of(folder) as accounts:
        from storymap.accounts import AccountsProblem

        if accounts.users.find(name) is None:
            raise AccountsProblem(f"There is no user {plain(name)}.")
        accounts.users.set_password(name, _password(name, password_stdin))
    if as_json:
        show_json({"changed": name})
    else:
        click.echo(f"{plain(name)} has a new password, and is signed out everywhere.")


@user.command()
@click.argument("name")
@click.argument("role", type=click.Choice((*ROLES, "none")))
@library_argument
@_story_option
@json_option
def role(name: str, role: str, folder: Path | None, story: str, as_json: bool) -> None:
    """Give a user a role in one story or in all, or take it away with `none`."""
    with accounts_of(folder) as accounts:
        accounts.users.set_role(name, story, None if role == "none" else role_of(role))
        found = accounts.users.find(name)
    assert found is not None  # set_role has refused an unknown name
    if as_json:
        show_json(_values(found))
    else:
        click.echo(f"{plain(found.name)}: {_roles(found)}")


def _password(name: str, from_stdin: bool) -> str:
    """Return a password from standard input, or one that was typed twice without being shown."""
    from storymap.accounts import AccountsProblem
    from storymap.accounts.names import SHORTEST_PASSWORD, why_not_a_password

    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise AccountsProblem("There is no terminal to ask for a password. Pipe it in: --password-stdin")
    click.echo(f"A password has at least {SHORTEST_PASSWORD} characters; a few words in a row are good.")
    typed: str = click.prompt("Password", hide_input=True)
    if wrong := why_not_a_password(typed, name):
        raise AccountsProblem(wrong)
    if click.prompt("The same again", hide_input=True) != typed:
        raise AccountsProblem("The two passwords differ. Nothing was changed.")
    return typed


def _roles(one: User) -> str:
    words = [f"{role.value} of {'every story' if story == '*' else story}"
             for story, role in one.roles.items()]
    return ", ".join(words) or "without a role"


def _values(one: User) -> dict[str, Any]:
    return {"name": one.name, "since": day(one.made),
            "roles": {story: role.value for story, role in one.roles.items()}}
