"""Which event sets a chapter shows, and what part of each: every entry is the whole state of one set."""

from __future__ import annotations

from storymap.model import EventSetState
from storymap.model.event_sets import month_of
from storymap.storage.ids import Ids
from storymap.storage.mapped import Mapped
from storymap.storage.shown import Shown
from storymap.words import Words

KEYS = ("id", "from", "to", "categories")


def _state(entry: Mapped, known: Ids) -> EventSetState | None:
    entry.extra(KEYS)
    if "id" not in entry:
        entry.at("id").error(
            Words("the event set has no id"), hint=Words("Write `{id: …, from: 1968-01, to: 1968-06}`.")
        )
        return None
    ident = known.require(entry.string("id"), entry.at("id"))
    if not ident:
        return None
    start, end = _month(entry, "from"), _month(entry, "to")
    if start and end and month_of(start, "01") > month_of(end, "12"):
        entry.at("from").error(
            Words("`from` is later than `to`; all months are shown"),
            found=f"{start}, {end}",
            hint=Words("Write the earlier month as `from`."),
        )
        start = end = ""
    categories = dict.fromkeys(word for word, _ in entry.strings("categories"))
    return EventSetState(ident, start, end, tuple(categories))


def _month(entry: Mapped, key: str) -> str:
    """Return a year, a month or a date as it is written; what is none is an error and ""."""
    text = entry.string(key)
    if not text or month_of(text, "01"):
        return text
    entry.at(key).error(
        Words("this is not a month"), found=text, hint=Words("Write `{key}: 1968-02`.", key=key)
    )
    return ""


_SHOWN = Shown(
    "event_sets",
    EventSetState,
    _state,
    odd=Words("this is not an event set"),
    twice=Words("the event set is listed twice; the first one counts"),
)


def read_set_states(head: Mapped, known: Ids) -> tuple[EventSetState, ...]:
    """Return the sets that are shown: ids, or maps of `id`, `from`, `to` and `categories`."""
    return _SHOWN.read(head, known)
