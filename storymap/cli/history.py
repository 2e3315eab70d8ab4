"""`storymap history`: who changed what in a story, and when."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from storymap.cli.plain import plain
from storymap.cli.story_argument import (
    clock,
    faults_as_words,
    json_option,
    show_json,
    story_argument,
    story_folder,
)

if TYPE_CHECKING:
    from storymap.model.changes import Change
    from storymap.storage.history import History, Revision

_SHOWN = 60


@click.command(short_help="Show who changed what in a story.")
@story_argument
@click.argument("revision", required=False, default="")
@click.option("--limit", default=20, type=click.IntRange(1), help="At most so many revisions [default: 20].")
@json_option
def history(story: Path, revision: str, limit: int, as_json: bool) -> None:
    """List the revisions of STORY, the latest first; or what REVISION changed."""
    from storymap.storage.history import History

    kept = History(story_folder(story))
    with faults_as_words():
        if revision:
            _show_revision(kept, revision, as_json)
        else:
            _list(kept, limit, as_json, story)


def _list(kept: History, limit: int, as_json: bool, story: Path) -> None:
    revisions = kept.revisions(limit + 1)
    if as_json:
        show_json([revision.as_dict() for revision in revisions[:limit]])
        return
    if not revisions:
        click.echo("There is no revision yet; the first save makes one.", err=True)
    for revision in revisions[:limit]:
        click.echo(_line(revision))
    if len(revisions) > limit:
        typed = f"storymap history {shlex.quote(str(story))} --limit {limit * 5}"
        click.echo(f"There are older ones: {typed}", err=True)


def _line(revision: Revision) -> str:
    ident = click.style(revision.id[:10], fg="yellow")
    return f"{ident}  {clock(revision.time)}  {plain(revision.author)}: {plain(revision.message)}"


def _show_revision(kept: History, prefix: str, as_json: bool) -> None:
    from storymap.model.changes import as_json as values_of
    from storymap.storage.differences import differences
    from storymap.storage.editable import editable_of
    from storymap.storage.restoring import find_revision

    revision = find_revision(kept, prefix)
    before = kept.before(revision.id)
    old = kept.files_at(before) if before else {}
    new = kept.files_at(revision.id)
    changes = differences(editable_of(old), editable_of(new))
    files = sorted(name for name in {*old, *new} if old.get(name) != new.get(name))
    if as_json:
        show_json({**revision.as_dict(), "files": files, "changes": [values_of(one) for one in changes]})
        return
    click.echo(_line(revision))
    click.echo(f"  files: {plain(', '.join(files)) or 'none'}")
    for change in changes:
        for line in _lines(change):
            click.echo(f"  {line}")


def _lines(change: Change) -> list[str]:
    from storymap.model.changes import AddRecord, RemoveRecord, SetField

    name = plain(f"{change.kind} {change.id}".strip())
    if isinstance(change, SetField):
        old, new = _short(change.was), _short(change.now)
        return [f"{name}: {plain(change.field)}",
                *([click.style(f"  - {old}", fg="red")] if old else []),
                *([click.style(f"  + {new}", fg="green")] if new else [])]
    title = _short((change.values if isinstance(change, AddRecord) else change.was).get("title") or
                   (change.values if isinstance(change, AddRecord) else change.was).get("name"))
    gone = isinstance(change, RemoveRecord)
    text = f"{'- ' if gone else '+ '}{name}{f' ({title})' if title else ''}"
    return [click.style(text, fg="red" if gone else "green")]


def _short(value: object) -> str:
    """Return a value in one line."""
    text = plain(str(value)) if value not in (None, "", [], {}) else ""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN - 1]}…"
