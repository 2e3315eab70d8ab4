"""What the commands that add records share: the story, a free id, the save, and what is said about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storymap.cli.plain import plain
from storymap.cli.story_argument import show_json, story_folder
from storymap.problems import StorymapError

if TYPE_CHECKING:
    from storymap.model import Story
    from storymap.model.changes import Kind
    from storymap.storage.decisions import Decision
    from storymap.storage.editable import Editable


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
        from storymap.storage.apply_table import check_id
        from storymap.storage.ids import free_id, slug

        there = self.editable.records[kind]
        if wanted:
            check_id(wanted, wanted in there)
        return wanted or free_id(slug(name) or str(kind), there)

    def known(self, kind: Kind, words: str, option: str) -> str:
        """Return the id of the one record that has this id, or this name in any spelling.

        Raises
        ------
        StorymapError
            There is none, or there are several; the text names them.
        """
        from storymap.model.changes import Kind
        from storymap.model.text import fold

        records = self.editable.records[kind]
        if words in records:
            return words
        field = {Kind.SITE: "name", Kind.SOURCE: "citation"}.get(kind, "title")
        alike = [ident for ident, values in records.items()
                 if any(fold(str(value)) == fold(words) for key, value in values.items()
                        if key.partition("@")[0] == field)]
        if len(alike) == 1:
            return alike[0]
        if alike:
            raise StorymapError(f"{option} {plain(words)!r} may be {', '.join(alike)}. Give the id.")
        listed = ", ".join(list(records)[:8]) + (" …" if len(records) > 8 else "")
        raise StorymapError(f"There is no {kind} {plain(words)!r}. "
                            f"{f'There are: {listed}.' if records else ''} Add it first: storymap add {kind}")


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


def read_date(text: str, option: str) -> str:
    """Return a date as EDTF, also when it is written as people say it ("c. 1968").

    Raises
    ------
    StorymapError
        It can't be read, or in more than one way; the text says which.
    """
    from storymap.model import WhenError, parse_when
    from storymap.model.when_hints import hint_for, readings
    from storymap.model.when_words import label

    text = text.strip()
    try:
        return parse_when(text).text if text else ""
    except WhenError:
        found = readings(text)
    if len(found) == 1:
        return found[0]
    if found:
        ways = "; ".join(f"{edtf} ({label(parse_when(edtf), 'en')})" for edtf in found)
        raise StorymapError(f"{option} {plain(text)!r} can be read in several ways. Write one of: {ways}.")
    raise StorymapError(f"{option} {plain(text)!r} is not a date that can be read. {hint_for(text)}")


def save_record(
    target: Target, kind: Kind, ident: str, values: Mapping[str, Any], *, author: str, as_json: bool,
    after: str | None = None, decisions: Sequence[Decision] = (), said: str = "",
) -> None:  # fmt: skip
    """Save a new record and say so.

    Raises
    ------
    StorymapError
        Another program changed the story meanwhile, or the record is refused.
    """
    from storymap.model.changes import AddRecord, present
    from storymap.storage.save import StaleVersion, save

    values = {name: value for name, value in values.items() if present(value)}
    name = str(values.get("name") or values.get("title") or values.get("citation") or ident)
    try:
        saved = save(target.folder, [AddRecord(kind, ident, values, after)], expected=target.version,
                     author=author, message=f"Added the {kind} {name}", decisions=decisions)  # fmt: skip
    except StaleVersion:
        raise StorymapError("Another program changed the story meanwhile. Try again.") from None
    if as_json:
        show_json({"kind": str(kind), "id": ident, "fields": values, "version": saved.version,
                   "revision": saved.revision})  # fmt: skip
        return
    click.echo(f"Added the {kind} {click.style(plain(ident), bold=True)}: {plain(name)}{said}")
