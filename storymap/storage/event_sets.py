"""The `event_sets` of story.yaml: which large tables belong to the story, and what their columns mean."""

from __future__ import annotations

from collections.abc import Sequence

from storymap.model import EventSet, Text
from storymap.storage.ids import Ids
from storymap.storage.mapped import Mapped
from storymap.words import Words

KEYS = (
    "id", "title", "data", "lon", "lat", "when", "category", "site", "areas", "area_id", "columns", "note",
)  # fmt: skip


def read_event_sets(values: Mapped, languages: Sequence[str], ids: Ids) -> tuple[EventSet, ...]:
    """Return the event sets of a story; one without data is an error and left out."""
    found = (_event_set(entry, languages, ids) for entry in values.maps("event_sets"))
    return tuple(entry for entry in found if entry is not None)


def _event_set(entry: Mapped, languages: Sequence[str], ids: Ids) -> EventSet | None:
    entry.extra(KEYS)
    title = entry.text("title", languages)
    final = ids.claim(entry.string("id"), title.get(languages[0]), entry.at("id"))
    data = entry.string("data")
    if not data:
        entry.at("data").error(
            Words("the event set names no data"), found=final, hint=Words("Write `data: data/….csv`.")
        )
        return None
    if ("lon" in entry) != ("lat" in entry):
        entry.at("lon" if "lon" in entry else "lat").error(
            Words("`lon` and `lat` belong together"),
            found=final,
            hint=Words("Name both columns, or neither where the file has geometries."),
        )
        return None
    return EventSet(
        id=final,
        title=title or Text.of({languages[0]: final}),
        data=data,
        columns=tuple(name for name, _ in entry.strings("columns")),
        note=entry.text("note", languages),
        lon=entry.string("lon"),
        lat=entry.string("lat"),
        when=entry.string("when"),
        category=entry.string("category"),
        site=entry.string("site"),
        areas=entry.string("areas"),
        area_id=entry.string("area_id"),
    )
