"""events.csv becomes events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from storymap.model import Event, Text
from storymap.storage.coordinates import notice_commas, read_position
from storymap.storage.csv_file import Row, rows_if_there
from storymap.storage.csv_header import Columns
from storymap.storage.ids import Ids
from storymap.storage.translations import Translations
from storymap.storage.values import read_certainty, read_list, read_when, read_whens
from storymap.storage.where import Where
from storymap.words import Words

FILE = "events.csv"
COLUMNS = Columns(
    plain=("id", "site", "place", "lat", "lon", "when", "when_alternative", "source", "certainty", "tags"),
    texts=("title", "text", "note"),
    required=("id", "title", "when"),
    example="id,site,place,lat,lon,when,title,text,source,certainty,tags,note",
)


def read_events(
    folder: Path, languages: Sequence[str], ids: Ids, sites: Ids, sources: Ids, where: Where
) -> tuple[Event, ...]:
    """Return the events in the order of the file, none when there is no file.

    An event whose date can't be read stays, with `when` None; one whose site is unknown keeps the word, so
    that the join can count it.
    """
    found = []
    translations = Translations(languages, where)
    cells: list[tuple[str, Where]] = []
    for row in rows_if_there(folder, COLUMNS, languages, where):
        event = _event(row, languages, ids, sites, sources)
        cells.append((row.get("lat") + row.get("lon"), row.where))
        translations.note(row.where, event.title, event.text, event.note)
        found.append(event)
    translations.report()
    notice_commas(cells, where)
    return tuple(found)


def _event(row: Row, languages: Sequence[str], ids: Ids, sites: Ids, sources: Ids) -> Event:
    title = row.text("title")
    final = ids.claim(row.get("id"), title.get(languages[0]), row.at("id"))
    if not title:
        row.at("title").error(
            Words("the event has no title"), hint=Words("Say in a few words what happened.")
        )
        title = Text.of({languages[0]: row.get("id") or final})
    site = row.get("site")
    if not row.get("when"):
        row.at("when").notice(
            Words("the event has no date"),
            found=final,
            hint=Words("Write a date such as 1995, 1995-07 or 199X for the 1990s."),
        )
    return Event(
        id=final,
        title=title,
        text=row.text("text"),
        site=(sites.require(site, row.at("site")) or site) if site else "",
        place=row.get("place"),
        position=read_position(row.get("lat"), row.get("lon"), row.where),
        when=read_when(row.get("when"), row.at("when")),
        when_text=row.get("when"),
        when_alternative=read_whens(row.get("when_alternative"), row.at("when_alternative")),
        certainty=read_certainty(row.get("certainty"), row.at("certainty")),
        sources=sources.require_all(read_list(row.get("source")), row.at("source")),
        tags=read_list(row.get("tags")),
        note=row.text("note"),
        row=row.where.row,
        extra=row.extra,
    )
