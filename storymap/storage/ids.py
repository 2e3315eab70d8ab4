"""Ids of one kind of record: given once, looked up by every reference."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from storymap.model import ID_PATTERN, fold
from storymap.storage.where import Where, listed, near_miss
from storymap.words import Words

_MOST_HINTS = 200  # looking for near misses takes time


def slug(text: str) -> str:
    """Return the id that a name folds to (`Quảng Trị` → `quang-tri`), or ''."""
    folded = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(text))
    return "-".join(folded.split())[:64].strip("-")


def free_id(made: str, taken: Container[str]) -> str:
    """Return an id that isn't taken yet: `made` itself, or with the first free number behind it."""
    final, number = made, 1
    while final in taken:
        number += 1
        final = f"{made[:56].rstrip('-')}-{number}"
    return final


RECORDS = {
    "chapter": Words("chapter"),
    "event": Words("event"),
    "event set": Words("event set"),
    "layer": Words("layer"),
    "site": Words("site"),
    "source": Words("source"),
}
"""The kinds of records, as messages name them."""


class Ids:
    """The ids of one kind of record, such as all sites.

    The first record keeps an id; a later one with the same id is an error and gets a number of its own, so
    that it still shows. A record whose id breaks the rules gets a mended one, and references still find it.
    """

    def __init__(self, kind: str, home: str) -> None:
        """Start with no ids of `kind` (a word such as `site`), which are defined in the file `home`."""
        self.kind = kind
        self.home = home
        self._by_written: dict[str, str] = {}
        self._rows: dict[str, int | None] = {}
        self._named: dict[str, str] = {}
        self._copies: dict[str, int] = {}
        self._hints: dict[str, str] = {}
        self._kind_words = RECORDS.get(kind, kind)

    def claim(self, written: str, name: str, where: Where) -> str:
        """Return the id for a new record: as written if it is valid and free, else one made from it."""
        written = written.strip()
        made = written if ID_PATTERN.fullmatch(written) else slug(written) or slug(name)
        made = made or f"{self.kind}-{where.row or len(self._rows) + 1}"
        final = self._free(made)
        if not written:
            where.error(
                Words("the {kind} has no id", kind=self._kind_words),
                hint=Words("Write one, such as `{final}`.", final=final),
            )
        elif not ID_PATTERN.fullmatch(written):
            where.error(
                Words("this id is not valid"),
                found=written,
                hint=Words(
                    "Write `{final}`: small letters a-z, digits and single hyphens, at most 64.", final=final
                ),
            )
        elif final != written:
            first = self._rows[made]
            where.error(
                Words("this id is given twice; the first keeps it")
                if first is None
                else Words("this id is given twice; the first in row {row} keeps it", row=first),
                found=written,
                hint=Words(
                    "Give this {kind} an id of its own; until then it is `{final}`.",
                    kind=self._kind_words,
                    final=final,
                ),
            )
        self._by_written.setdefault(written or final, final)
        self._by_written.setdefault(final, final)
        self._rows[final] = where.row
        if folded := fold(name):
            self._named.setdefault(folded, final)
        return final

    def name(self, name: str, final: str) -> None:
        """Remember another name of the record, for hints."""
        if folded := fold(name):
            self._named.setdefault(folded, final)

    def find(self, written: str) -> str | None:
        """Return the id that a reference means, or None."""
        return self._by_written.get(written.strip())

    def require(self, written: str, where: Where) -> str | None:
        """Return the id that a reference means; an unknown one is an error, with the nearest id as a hint."""
        found = self.find(written)
        if found is None:
            where.error(
                Words("there is no {kind} with this id", kind=self._kind_words),
                found=written,
                hint=self.hint(written),
            )
        return found

    def require_all(self, written: Iterable[str], where: Where) -> tuple[str, ...]:
        """Return the ids of several references, without unknown ones, which are errors, and repetitions."""
        return tuple(dict.fromkeys(found for each in written if (found := self.require(each, where))))

    def hint(self, written: str) -> str:
        """Return what to write in place of an unknown reference."""
        if written not in self._hints and len(self._hints) < _MOST_HINTS:
            self._hints[written] = self._hint(written)
        return self._hints.get(written, Words("Add it to {home}, or correct the id.", home=self.home))

    def _hint(self, written: str) -> str:
        if by_name := self._named.get(fold(written)):
            return Words("That is a name; write the id `{id}`.", id=by_name)
        if near := near_miss(written, self._rows):
            return Words("Did you mean `{near}`?", near=near)
        known = (
            Words("Known are {known}.", known=listed(self._rows))
            if self._rows
            else Words("There are none in {home} yet.", home=self.home)
        )
        return Words("Add it to {home}, or correct the id. {known}", home=self.home, known=known)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids in the order of the file."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Count the records."""
        return len(self._rows)

    def _free(self, made: str) -> str:
        final = made
        while final in self._rows:
            number = self._copies[made] = self._copies.get(made, 1) + 1
            final = f"{made[:56].rstrip('-')}-{number}"
        return final
