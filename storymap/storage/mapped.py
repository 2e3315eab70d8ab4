"""A map out of a YAML file: its values, read as what they should be, with problems where they aren't."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from storymap.model import Text
from storymap.storage.languages import read_tag
from storymap.storage.where import Where, near_miss
from storymap.words import Words

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
"""A YAML value; every number, date and word is a text, as the author wrote it."""

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class Mapped:
    """A map's values, and the line of each by its path from the top of the file."""

    values: Mapping[str, Plain]
    lines: Mapping[Path, int]
    where: Where
    path: Path = ()

    def __contains__(self, key: str) -> bool:
        """Whether the key is there and has a value."""
        return self.values.get(key) is not None

    def at(self, *path: str | int) -> Where:
        """Return the place of a value, for problems."""
        full = self.path + path
        name = ".".join(part for part in full if isinstance(part, str))
        row = next(
            (self.lines[full[:end]] for end in range(len(full), 0, -1) if full[:end] in self.lines), None
        )
        return self.where.at(row=row, column=name)

    def get(self, key: str) -> Plain:
        """Return the value as it is, None when there is none."""
        return self.values.get(key)

    def string(self, key: str, default: str = "") -> str:
        """Return a value that must be one text."""
        value = self.values.get(key)
        if value is None:
            return default
        if isinstance(value, str):
            return value.strip()
        self.at(key).error(
            Words("one text is expected here"), found=value, hint=Words("Write `{key}: …`.", key=key)
        )
        return default

    def strings(self, key: str) -> list[tuple[str, Where]]:
        """Return the texts of a list, each with its place; a single text counts as a list of one."""
        value = self.values.get(key)
        if isinstance(value, str):
            return [(value.strip(), self.at(key))] if value.strip() else []
        if value is None:
            return []
        if isinstance(value, dict):
            self.at(key).error(
                Words("a list is expected here"),
                found=value,
                hint=Words("Write `{key}: [first, second]`.", key=key),
            )
            return []
        found = []
        for index, item in enumerate(value):
            if isinstance(item, str) and item.strip():
                found.append((item.strip(), self.at(key, index)))
            elif item:
                self.at(key, index).error(Words("one text is expected here"), found=item)
        return found

    def text(self, key: str, languages: Sequence[str]) -> Text:
        """Return a text field: one value in the first of `languages`, or a map by language."""
        value = self.values.get(key)
        if isinstance(value, str):
            return Text.of({languages[0]: value})
        if isinstance(value, list):
            self.at(key).error(
                Words("one text, or a map by language, is expected here"),
                found=value,
                hint=Words("Write `{key}: …`, with quotation marks if it starts with [ .", key=key),
            )
            return Text()
        found: dict[str, str] = {}
        for tag, text in (value or {}).items():
            here = self.at(key, tag)
            language = read_tag(tag, here)
            if isinstance(text, list | dict):
                here.error(Words("one text is expected here"), found=text)
            elif language and text:
                found[language] = text
        return Text.of(found)

    def maps(self, key: str) -> list[Mapped]:
        """Return the maps of a list; whatever else stands in it is an error."""
        value = self.values.get(key)
        if isinstance(value, dict):
            return [self.map(key)]
        if isinstance(value, str):
            self.at(key).error(
                Words("a list of maps is expected here"),
                found=value,
                hint=Words("Start each entry with `- `."),
            )
        found = []
        for index, item in enumerate(value if isinstance(value, list) else []):
            if isinstance(item, dict):
                found.append(Mapped(item, self.lines, self.where, (*self.path, key, index)))
            elif item is not None:
                self.at(key, index).error(
                    Words("a map of keys and values is expected here"),
                    found=item,
                    hint=Words("Write it as `{key: value, …}`."),
                )
        return found

    def map(self, key: str) -> Mapped:
        """Return the map under a key, empty when there is none."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, dict):
            self.at(key).error(
                Words("a map of keys and values is expected here"),
                found=value,
                hint=Words("Write `{key}: {{…}}`.", key=key),
            )
        values = value if isinstance(value, dict) else {}
        return Mapped(values, self.lines, self.where, (*self.path, key))

    def extra(self, known: Sequence[str]) -> tuple[tuple[str, Any], ...]:
        """Return the unknown keys with their values; one that looks like a known key is a notice."""
        missing = [key for key in known if key not in self.values]
        unknown = [key for key in self.values if key not in known]
        for key in unknown:
            near = near_miss(key, missing)
            self.at(key).notice(
                Words("`{key}` looks like `{near}`; it is kept but not used", key=key, near=near)
                if near
                else Words("`{key}` is not a key of this format; it is kept but not used", key=key),
                found=key,
                hint=Words("If so, write `{near}`.", near=near) if near else "",
            )
        return tuple((key, self.values[key]) for key in unknown)
