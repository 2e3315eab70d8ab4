"""`storymap link`: addresses that let people without an account preview or edit one story for some days."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storymap.cli.account_options import accounts_of, day, days_option, library_argument, role_of
from storymap.cli.plain import plain
from storymap.cli.story_argument import json_option, show_json

if TYPE_CHECKING:
    from storymap.accounts import Link


@click.group(short_help="Let people in without an account.")
def link() -> None:
    """Make and revoke links; STORY is a story's folder, DIR the folder that the server serves."""


@link.command()
@click.argument("story", metavar="STORY", type=click.Path(path_type=Path))
@click.option("--role", type=click.Choice(("viewer", "editor")), default="viewer",
              help="A viewer sees the preview, an editor changes the story [default: viewer].")
@days_option(14)
@click.option("--note", default="", metavar="TEXT", help="Whom it is for; the history shows it.")
@click.option("--public-url", default="", metavar="URL",
              help="Address of the site; without it STORYMAP_PUBLIC_URL, or this machine's.")
@json_option
def add(story: Path, role: str, days: int, note: str, public_url: str, as_json: bool) -> None:
    """Make a link to one story and show its address, this once."""
    from storymap.storage.library import is_story

    folder = story.absolute()
    if not is_story(folder):
        raise click.ClickException(f"There is no story in {story}.")
    site = public_url or os.environ.get("STORYMAP_PUBLIC_URL") or "http://127.0.0.1:8000"
    with accounts_of(folder.parent) as accounts:
        made, token = accounts.links.add(folder.name, role_of(role), days=days, note=note)
    address = f"{site.rstrip('/')}/edit/link/{token}"
    if as_json:
        show_json(_values(made) | {"url": address})
        return
    click.echo(address)
    click.echo(f"Whoever has it is {role} of {made.story} until {day(made.expires)}. It can't be shown "
               f"again; storymap link remove {made.id} ends it before.", err=True)


@link.command("list")
@library_argument
@json_option
def list_links(folder: Path | None, as_json: bool) -> None:
    """List the links, without their addresses."""
    with accounts_of(folder) as accounts:
        links = accounts.links.all()
    if as_json:
        show_json([_values(one) for one in links])
    for one in [] if as_json else links:
        note = f"; {plain(one.note)}" if one.note else ""
        click.echo(f"{one.id}  {one.role.value} of {one.story}, until {day(one.expires)}{note}")


@link.command()
@click.argument("ident", metavar="ID")
@library_argument
@json_option
def remove(ident: str, folder: Path | None, as_json: bool) -> None:
    """Revoke the link ID (as `list` shows it), at once and for whoever has opened it too."""
    with accounts_of(folder) as accounts:
        from storymap.accounts import AccountsProblem

        if not accounts.links.remove(ident):
            raise AccountsProblem(f"There is no link {plain(ident)}.")
    if as_json:
        show_json({"removed": ident})
    else:
        click.echo(f"Revoked {plain(ident)}.")


def _values(one: Link) -> dict[str, Any]:
    return {"id": one.id, "story": one.story, "role": one.role.value, "note": one.note, "author": one.author,
            "made": day(one.made), "expires": day(one.expires)}
