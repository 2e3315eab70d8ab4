"""`storymap token`: tokens with which programs use the API in a user's name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storymap.cli.account_options import ROLES, accounts_of, day, days_option, library_argument, role_of
from storymap.cli.plain import plain
from storymap.cli.story_argument import json_option, show_json

if TYPE_CHECKING:
    from storymap.accounts import Token


@click.group(short_help="Let programs use the API.")
def token() -> None:
    """Make and remove API tokens; DIR is the folder that the server serves."""


@token.command()
@click.argument("name")
@library_argument
@click.option("--role", type=click.Choice(ROLES), default="editor",
              help="The most that it may do, if the user may [default: editor].")
@click.option("--story", default="*", metavar="SLUG", help="The one story it is for; without it all.")
@days_option(90)
@click.option("--note", default="", metavar="TEXT", help="What it is for.")
@json_option
def add(name: str, folder: Path | None, role: str, story: str, days: int, note: str, as_json: bool) -> None:
    """Make a token for the user NAME and show it, this once."""
    with accounts_of(folder) as accounts:
        made, secret = accounts.tokens.add(name, role_of(role), story=story, days=days, note=note)
    if as_json:
        show_json(_values(made) | {"token": secret})
        return
    click.echo(secret)
    click.echo("Keep it as you keep a password: it can't be shown again. "
               f"It works until {day(made.expires)}; "
               f"storymap token remove {made.id} ends it before.", err=True)


@token.command("list")
@library_argument
@json_option
def list_tokens(folder: Path | None, as_json: bool) -> None:
    """List the tokens, without what they are."""
    with accounts_of(folder) as accounts:
        tokens = accounts.tokens.all()
    if as_json:
        show_json([_values(one) for one in tokens])
    for one in [] if as_json else tokens:
        story = "every story" if one.story == "*" else one.story
        note = f"; {plain(one.note)}" if one.note else ""
        until = day(one.expires)
        click.echo(f"{one.id}  {plain(one.user)}, {one.role.value} of {story}, until {until}{note}")


@token.command()
@click.argument("ident", metavar="ID")
@library_argument
@json_option
def remove(ident: str, folder: Path | None, as_json: bool) -> None:
    """Remove the token ID (as `list` shows it); programs that use it are refused at once."""
    with accounts_of(folder) as accounts:
        from storymap.accounts import AccountsProblem

        if not accounts.tokens.remove(ident):
            raise AccountsProblem(f"There is no token {plain(ident)}.")
    if as_json:
        show_json({"removed": ident})
    else:
        click.echo(f"Removed {plain(ident)}.")


def _values(one: Token) -> dict[str, Any]:
    return {"id": one.id, "user": one.user, "story": one.story, "role": one.role.value, "note": one.note,
            "made": day(one.made), "expires": day(one.expires)}
