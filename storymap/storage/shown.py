"""What a chapter shows of something that the story has: ids, or maps that give each one's whole state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from storymap.storage.ids import Ids
from storymap.storage.mapped import Mapped
from storymap.words import Words


class _State(Protocol):
    @property
    def id(self) -> str: ...


S = TypeVar("S", bound=_State)


@dataclass(frozen=True)
class Shown(Generic[S]):
    """How one key of a chapter is read: what an id alone means, what a map means, what is said of others."""

    key: str
    plain: Callable[[str], S]
    whole: Callable[[Mapped, Ids], S | None]
    odd: Words
    twice: Words

    def read(self, head: Mapped, known: Ids) -> tuple[S, ...]:
        """Return the states in the order of the list, each id once."""
        value = head.get(self.key)
        found: dict[str, S] = {}
        for index, entry in enumerate(value if isinstance(value, list) else [value]):
            where = head.at(self.key, index)
            state = None
            if isinstance(entry, dict):
                path = (*head.path, self.key, index)
                state = self.whole(Mapped(entry, head.lines, head.where, path), known)
            elif isinstance(entry, str) and entry.strip():
                ident = known.require(entry.strip(), where)
                state = self.plain(ident) if ident else None
            elif entry:
                where.error(self.odd, found=entry, hint=Words("Write its id."))
            if state and state.id in found:
                where.warning(self.twice, found=state.id)
            elif state:
                found[state.id] = state
        return tuple(found.values())
