"""Which features of a layer a chapter keeps."""

from collections.abc import Mapping
from typing import Any

from storymap.document.layers.classes import number
from storymap.document.layers.columns import Features, column_of, count_of


def kept(features: Features, conditions: Mapping[str, Any]) -> list[int] | None:
    """Return the numbers (from 0) of the features that meet all conditions; None when there are none to meet.

    A condition on a property is a list of values, or a map with the numbers `from` and `to`.
    """
    if not conditions:
        return None
    columns = [(column_of(features, name), what) for name, what in conditions.items()]
    return [
        index
        for index in range(count_of(features))
        if all(_meets(column[index], what) for column, what in columns)
    ]


def _meets(value: Any, condition: Any) -> bool:
    if isinstance(condition, Mapping):
        found = number(value)
        low, high = condition.get("from"), condition.get("to")
        return found is not None and (low is None or found >= low) and (high is None or found <= high)
    wanted = condition if isinstance(condition, list | tuple | set | frozenset) else [condition]
    return any(_same(value, word) for word in wanted)


def _same(value: Any, word: Any) -> bool:
    if str(value).strip().casefold() == str(word).strip().casefold():
        return True
    one, other = number(value), number(word)
    return one is not None and one == other


def both(some: list[int] | None, others: list[int]) -> list[int]:
    """Return the numbers that are in both lists, in order; None is all."""
    if some is None:
        return others
    wanted = set(others)
    return [number for number in some if number in wanted]
