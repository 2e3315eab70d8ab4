"""A layer that is no part of the document, in words: for those who don't see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class LayerText:
    """A layer of another program in one chapter: its name, a sentence, and the first rows of its values."""

    title: str
    text: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    more: int = 0  #: how many rows are left out


Others = Mapping[str | None, Sequence[LayerText]]
"""Such layers by the id of their chapter; those of None are on in every chapter."""
