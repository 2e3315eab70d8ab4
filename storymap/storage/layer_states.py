"""Which layers a chapter shows, and how: each entry is the whole state of one layer."""

from __future__ import annotations

from typing import Any

from storymap.model import LayerState
from storymap.model.layers import COMPARES
from storymap.storage.ids import Ids
from storymap.storage.mapped import Mapped, Plain
from storymap.storage.shown import Shown
from storymap.storage.values import plain_number, read_number, read_when
from storymap.storage.where import Where, listed, near_miss
from storymap.words import Words

KEYS = ("id", "opacity", "filter", "when", "compare")


def _state(entry: Mapped, known: Ids) -> LayerState | None:
    entry.extra(KEYS)
    ident = known.require(entry.string("id"), entry.at("id")) if "id" in entry else None
    if not ident:
        if "id" not in entry:
            entry.at("id").error(Words("the layer has no id"), hint=Words("Write `{id: …, opacity: 0.5}`."))
        return None
    opacity = read_number(entry.string("opacity"), entry.at("opacity"), least=0, most=1)
    when = read_when(entry.string("when"), entry.at("when"))
    return LayerState(ident, opacity, _filter(entry), _compare(entry), when)


def _compare(entry: Mapped) -> str:
    word = entry.string("compare").lower()
    if not word or word in COMPARES:
        return word
    near = near_miss(word, COMPARES) or ""
    entry.at("compare").warning(
        Words("this is not one of {compares}", compares=listed(COMPARES)),
        found=word,
        hint=Words("Write `{near}`.", near=near or COMPARES[0]),
    )
    return near


def _filter(entry: Mapped) -> dict[str, Any]:
    """Return the conditions by property: a tuple of values, or a map with the numbers `from` and `to`."""
    conditions = entry.map("filter")
    found: dict[str, Any] = {}
    for name, value in conditions.values.items():
        if isinstance(value, dict):
            found[name] = _range(value, conditions.at(name))
        elif isinstance(value, list):
            found[name] = tuple(word for word in value if isinstance(word, str))
        elif value is not None:
            found[name] = (value,)
    return found


def _range(value: dict[str, Plain], where: Where) -> dict[str, float]:
    found = {}
    for key, word in value.items():
        number = plain_number(word) if isinstance(word, str) else None
        if key in ("from", "to") and number is not None:
            found[key] = number
        else:
            where.error(
                Words("this condition can't be read"),
                found=f"{key}: {word}",
                hint=Words("Write `{from: 10, to: 20}`."),
            )
    return found


_SHOWN = Shown(
    "layers",
    LayerState,
    _state,
    odd=Words("this is not a layer"),
    twice=Words("the layer is listed twice; the first one counts"),
)


def read_states(head: Mapped, known: Ids) -> tuple[LayerState, ...]:
    """Return the layers that are on: ids, or maps of `id`, `opacity`, `filter`, `when` and `compare`."""
    return _SHOWN.read(head, known)
