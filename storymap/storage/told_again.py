"""Problems as plain values, which are kept with what was read and told again with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from storymap.problems import Problem
from storymap.storage.where import Where
from storymap.words import Words


def plain_problems(problems: Iterable[Problem]) -> list[list[Any]]:
    """Return what problems say, with their place inside a file, as JSON has it."""
    return [
        [str(one.severity), one.row, one.column, *map(_plain, (one.message, one.found, one.hint))]
        for one in problems
    ]


def tell_again(problems: Iterable[Iterable[Any]], where: Where) -> None:
    """Note what `plain_problems` gave of a file; texts can be said in other languages as before."""
    for severity, row, column, *texts in problems:
        message, found, hint = map(_text, texts)
        here = where.at(row, column or None)
        {"error": here.error, "warning": here.warning, "notice": here.notice}[severity](message, found, hint)


def _plain(value: Any) -> Any:
    """Return a text with what it was made of."""
    if isinstance(value, Words):
        return {"message": value.message, "values": {name: _plain(one) for name, one in value.values.items()}}
    return value


def _text(value: Any) -> Any:
    if isinstance(value, dict):
        message: str = value["message"]
        return Words(message, **{name: _text(one) for name, one in value["values"].items()})
    return value
