"""What the commands that add records share: the story, a free id, the save, and what is said about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storymap.cli import fit
from storymap.cli.plain import plain
from storymap.cli.story_argument import BUSY, TRIES, show_json, story_folder
from storymap.problems import StorymapError

if TYPE_CHECKING:
    from storymap.model import Story
    from storymap.model.changes import AddRecord, Kind
    from storymap.storage.decisions import Decision
    from storymap.storage.editable import Editable
    from storymap.storage.save import Saved


@dataclass(frozen=True)
class Target:
    """A story that gets a record: as it is now, with its version."""

    folder: Path
    version: str
    editable: Editable
    story: Story

    def free(self, kind: Kind, wanted: str, name: str) -> str:
        """Return the id that was asked for, or one made of the name.

        Raises
        ------
        StorymapError
            The id that was asked for is taken or not valid.
        """
        from storymap.model.changes import Kind
        from storymap.model.taken import taken_words
        from storymap.storage.apply_table import check_id
        from storymap.storage.ids import free_id, slug

        there = set(self.editable.records[kind])
        if kind is Kind.CHAPTER:
            there |= taken_words(self.story.languages)
        if wanted:
            check_id(wanted, wanted in there)
        return wanted or free_id(slug(name) or str(kind), there)

    def known(self, kind: Kind, words: str, option: str) -> str:
        """Return the id of the one record that has this id, or this name in any spelling; '' for ''.

        Raises
        ------
        StorymapError
            There is none, or there are several; the text names them.
        """
        from storymap.model.changes import Kind
        from storymap.model.text import fold

        records = self.editable.records[kind]
        if not words or words in records:
            return words
        field = {Kind.SITE: "name", Kind.SOURCE: "citation"}.get(kind, "title")
        alike = [ident for ident, values in records.items()
                 if any(fold(str(value)) == fold(words) for key, value in values.items()
                        if key.partition("@")[0] == field)]
        if len(alike) == 1:
            return alike[0]
        if alike:
            raise StorymapError(f"{option} {plain(words)!r} may be {', '.join(alike)}. Give the id.")
        raise StorymapError(f"There is no {kind} {plain(words)!r}. {_instead(words, records, field)} "
                            f"To add it: storymap add {kind} …")


def _instead(words: str, records: Mapping[str, Mapping[str, Any]], field: str) -> str:
    """Return the ids that may be meant, or the first ones of those that are there."""
    from difflib import get_close_matches

    from storymap.model.text import fold

    if not records:
        return "There is none yet."
    names = {fold(str(values.get(field, ""))): ident for ident, values in records.items()}
    names |= {fold(ident): ident for ident in records}
    close = dict.fromkeys(names[name] for name in get_close_matches(fold(words), names, 3, 0.7))
    if close:
        return f"Did you mean {' or '.join(close)}?"
    return f"There are: {', '.join(list(records)[:8])}{' …' if len(records) > 8 else ''}."


def open_target(story: Path) -> Target:
    """Return a story that is to get a record.

    Raises
    ------
    click.ClickException
        There is none.
    """
    from storymap.storage import load
    from storymap.storage.editable import read_editable
    from storymap.storage.version import version_of

    folder = story_folder(story)
    version = version_of(folder)
    return Target(folder, version, read_editable(folder), load(folder).story)


def translations(target: Target, texts: Sequence[str], field: str) -> dict[str, str]:
    """Return the fields of options such as `vi=Huế`.

    Raises
    ------
    StorymapError
        One has no `=`, or the story isn't told in its language.
    """
    from storymap.storage.fields import field_of

    languages = target.editable.languages
    found = {}
    for text in texts:
        language, sign, words = text.partition("=")
        if not sign or language.strip() not in languages:
            raise StorymapError(f"--lang takes LANGUAGE=TEXT in one of the story's languages "
                                f"({', '.join(languages)}); not {plain(text)!r}.")
        found[field_of(field, language.strip(), languages)] = words.strip()
    return found


def save_record(
    target: Target, kind: Kind, ident: str, values: Mapping[str, Any], *, author: str, as_json: bool,
    after: str | None = None, decisions: Sequence[Decision] = (), said: Sequence[str] = (),
) -> None:  # fmt: skip
    """Save a new record and say so; `said` are lines about it.

    Raises
    ------
    StorymapError
        The record is refused, or other programs write to the story without a pause.
    """
    from storymap.model.changes import AddRecord, present

    values = {name: value for name, value in values.items() if present(value)}
    name = str(values.get("name") or values.get("title") or values.get("citation") or ident)
    saved = _save(target, AddRecord(kind, ident, values, after), author=author,
                  message=f"Added the {kind} {name}", decisions=decisions)  # fmt: skip
    if as_json:
        show_json({"kind": str(kind), "id": ident, "fields": values, "version": saved.version,
                   "revision": saved.revision})  # fmt: skip
        return
    added = click.style("Added", fg="green")
    click.echo(f"{added} the {kind} {click.style(plain(ident), bold=True)}")
    for line in (text for part in (name, *said) if part for text in fit.wrapped(plain(part), "  ", "    ")):
        click.echo(line)


def _save(
    target: Target, change: AddRecord, *, author: str, message: str, decisions: Sequence[Decision]
) -> Saved:
    """Save a record that stands in nobody's way: what others saved meanwhile stays, and so does it."""
    from storymap.storage.editable import read_editable
    from storymap.storage.save import StaleVersion, save

    version = target.version
    for _ in range(TRIES):
        try:
            return save(target.folder, [change], expected=version, author=author, message=message,
                        decisions=decisions)  # fmt: skip
        except StaleVersion as stale:
            version = stale.current
        if change.id in read_editable(target.folder).records[change.kind]:
            raise StorymapError(f"Somebody else has just added the {change.kind} {plain(change.id)}. Nothing "
                                "was added; look at it, then run the command again.")
    raise StorymapError(BUSY)
