"""The first row of a CSV file: which column holds what, in which language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storymap.storage.languages import read_tag
from storymap.storage.where import Where, listed, near_miss
from storymap.words import Words


@dataclass(frozen=True)
class Columns:
    """The columns of a file: `plain` ones, `texts` (also as `name@language`), and those it must have."""

    plain: tuple[str, ...]
    texts: tuple[str, ...]
    required: tuple[str, ...]
    example: str

    @property
    def known(self) -> tuple[str, ...]:
        """All the names, without languages."""
        return self.plain + self.texts

    def knows(self, written: str) -> bool:
        """Whether a cell of the header names a known column."""
        return written.strip().casefold().split("@")[0] in self.known


@dataclass(frozen=True)
class Header:
    """The columns of one file in order ('' for one without a usable name), sorted out."""

    names: tuple[str, ...]
    by_language: dict[str, dict[str, str]]
    unknown: tuple[str, ...]


def read_header(
    cells: Sequence[str], columns: Columns, languages: Sequence[str], where: Where
) -> Header | None:
    """Return the header, or None (an error) when the row names no known column."""
    if not any(columns.knows(cell) for cell in cells):
        if near := [name for cell in cells if (name := near_miss(cell, columns.known))]:
            hint = Words("Did you mean {names}?", names=listed(near))
        else:
            hint = Words("The first row names the columns: {example}", example=columns.example)
        where.error(Words("the first row is not a header"), found=", ".join(cells), hint=hint)
        return None
    names: list[str] = []
    unknown: list[str] = []
    by_language: dict[str, dict[str, str]] = {text: {} for text in columns.texts}
    for number, cell in enumerate(cells, 1):
        name = cell.strip()
        base, at, tag = name.partition("@")
        base = base.strip().casefold()
        if not name:
            names.append("")
            continue
        language: str | None = languages[0]
        if base in columns.known:
            name = base
            if at:
                language = read_tag(tag, where.at(column=cell)) if base in columns.texts else None
                name = f"{base}@{language}" if language else cell.strip()
                if base in columns.plain:
                    where.at(column=cell).notice(
                        Words("`{base}` has no languages; the column is kept but not shown", base=base),
                        found=cell,
                    )
        if name in names:
            where.at(column=name).error(
                Words("two columns have this name; column {number} is not read", number=number),
                found=cell,
                hint=Words("Give it another name, or delete it."),
            )
            names.append("")
            continue
        names.append(name)
        if base in columns.texts and language:
            if language in by_language[base]:
                where.at(column=name).error(
                    Words("`{column}` already holds this language", column=by_language[base][language]),
                    found=cell,
                    hint=Words("Keep one of the two columns."),
                )
            by_language[base].setdefault(language, name)
        elif name not in columns.plain:
            unknown.append(name)
    _report(names, unknown, columns, where)
    return Header(tuple(names), by_language, tuple(unknown))


def _report(names: list[str], unknown: list[str], columns: Columns, where: Where) -> None:
    """Report near misses among the unknown columns, and required ones that aren't there."""
    missing = [name for name in columns.known if name not in names]
    for name in unknown:
        if near := near_miss(name.split("@")[0], missing):
            where.at(column=name).notice(
                Words("`{name}` looks like `{near}`; the column is kept but not shown", name=name, near=near),
                found=name,
                hint=Words("If so, write `{near}`.", near=near),
            )
    for name in columns.required:
        if name not in names:
            where.at(column=name).error(
                Words("the column `{name}` is missing", name=name),
                hint=Words("Expected is: {example}", example=columns.example),
            )
