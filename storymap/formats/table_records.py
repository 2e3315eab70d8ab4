"""Makes the records of an import: ids, sites that events need, sources, duplicates of what is there."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from storymap.formats.table_places import RowPlace, RowStatus, near
from storymap.formats.table_rows import Draft, position_cells
from storymap.gazetteer.accepted import cells_of, decision_of
from storymap.gazetteer.place import Place
from storymap.model import ID_PATTERN, Position, Story, fold
from storymap.model.changes import AddRecord, Change, Kind
from storymap.storage.decisions import Decision, Status
from storymap.storage.ids import RECORDS, free_id, slug
from storymap.storage.values import read_list
from storymap.words import Words

_SITES, _EVENTS = "sites.csv", "events.csv"
_LONGEST_MADE = 40
_STATUS = {RowStatus.FOUND: Status.ACCEPTED, RowStatus.DOUBTFUL: Status.REVIEW,
           RowStatus.NOT_FOUND: Status.NOT_FOUND}  # fmt: skip


class Outcome(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    EXISTING = "existing"


class NewRecords:
    """The changes and decisions of an import, row by row."""

    def __init__(self, story: Story, kind: Kind, date: str, program: str) -> None:
        """Start with what the story has."""
        self.changes: list[Change] = []
        self.decisions: list[Decision] = []
        self._kind = kind
        self._date, self._program = date, program
        self._taken = {
            Kind.SITE: {site.id for site in story.sites},
            Kind.EVENT: {event.id for event in story.events},
            Kind.SOURCE: {source.id for source in story.sources},
        }
        self._sources = {fold(text): one.id for one in story.sources for _, text in one.citation.values}
        self._sources |= {one.url: one.id for one in story.sources if one.url}
        self._events = {
            (fold(title), event.when_text, where)
            for event in story.events for _, title in event.title.values
            for where in {event.site, fold(event.place)} - {""} or {""}
        }  # fmt: skip
        self._new_sites: dict[tuple[str, str], list[tuple[str, Position | None]]] = {}

    def take(self, draft: Draft, place: RowPlace | None) -> Outcome:
        """Add the records of one row, unless the story has it already."""
        return self._site(draft, place) if self._kind is Kind.SITE else self._event(draft, place)

    def _site(self, draft: Draft, found: RowPlace | None) -> Outcome:
        if found is not None and found.site:
            draft.where.notice(
                Words("this place is the site `{site}` already; it stays as it is", site=found.site),
                found=draft.asked)  # fmt: skip
            return Outcome.EXISTING
        place = found.place if found else None
        position = draft.position or _position(place)
        same = self._same_site(draft.asked, draft.get("country"), position)
        if same:
            draft.where.notice(
                Words("the table has this place already, as `{same}`; it is added once", same=same),
                found=draft.asked)  # fmt: skip
            return Outcome.EXISTING
        ident = self._id(Kind.SITE, draft, draft.asked)
        values = dict(draft.values)
        if found is not None:
            values = _filled(values, {**position_cells(draft), **_of_place(found)})
            self._decide(found, (_SITES, ident))
        self._add(Kind.SITE, ident, values, draft)
        self._remember(draft.asked, draft.get("country"), ident, position)
        return Outcome.ADDED

    def _event(self, draft: Draft, found: RowPlace | None) -> Outcome:
        values = dict(draft.values)
        where = {found.site if found else "", fold(draft.asked)} - {""} or {""}
        keys = {(fold(draft.get("title")), values.get("when", ""), one) for one in where}
        if draft.get("title") and keys & self._events:
            draft.where.notice(Words("the story has this event already; it is not added again"),
                               found=draft.get("title"))  # fmt: skip
            return Outcome.EXISTING
        self._events |= keys
        if found is not None and found.site:
            values["site"] = found.site
        elif found is not None:
            self._give_site(draft, found, values)
        ident = self._id(Kind.EVENT, draft, draft.get("title"))
        if found is not None and "site" not in values and not draft.position:
            self._decide(found, (_EVENTS, ident))
        self._add(Kind.EVENT, ident, values, draft)
        return Outcome.ADDED

    def _give_site(self, draft: Draft, found: RowPlace, values: dict[str, str]) -> None:
        """Give an event its new site, which an earlier row may have made; without one, its own words."""
        position = draft.position or _position(found.place)
        if position is None or not draft.asked:
            values |= {**position_cells(draft), "place": draft.asked}
            values.pop("precision_km", None)
            return
        country = draft.get("country")
        same = self._same_site(draft.asked, country, position)
        if same:
            values["site"] = same
            return
        ident = free_id(slug(draft.asked) or "site", self._taken[Kind.SITE])
        self._taken[Kind.SITE].add(ident)
        self._remember(draft.asked, country, ident, position)
        kind, code = draft.get("kind"), country if len(country) == 2 else ""
        site = _filled({"name": draft.asked, "kind": kind, "country": code},
                       {**position_cells(draft), **_of_place(found)})  # fmt: skip
        self._decide(found, (_SITES, ident))
        values["site"] = ident
        self.changes.append(AddRecord(Kind.SITE, ident, site))

    def _same_site(self, name: str, country: str, position: Position | None) -> str:
        """Return the id of the new site with this name that an earlier row made near there, or ''."""
        known = self._new_sites.get((fold(name), country.casefold()), ())
        return next((ident for ident, other in known if near(other, position)), "") if name else ""

    def _remember(self, name: str, country: str, ident: str, position: Position | None) -> None:
        self._new_sites.setdefault((fold(name), country.casefold()), []).append((ident, position))

    def _add(self, kind: Kind, ident: str, values: dict[str, str], draft: Draft) -> None:
        values["source"] = ";".join(self._source(text) for text in read_list(draft.get("source")))
        values.pop("id", None)
        self.changes.append(AddRecord(kind, ident, {name: text for name, text in values.items() if text}))

    def _id(self, kind: Kind, draft: Draft, name: str) -> str:
        """Return the row's own id if it may stand, else one made from its name."""
        written, taken = draft.get("id"), self._taken[kind]
        made = written if ID_PATTERN.fullmatch(written) else slug(written) or _short(slug(name))
        if written and made in taken:
            draft.where.at(column="id").error(
                Words("this id is taken by another {kind}", kind=RECORDS[kind]), found=written,
                hint=Words("Write another one, or leave it empty."))  # fmt: skip
        elif written and made != written:
            draft.where.at(column="id").notice(Words("the id becomes `{made}`", made=made), found=written)
        final = free_id(made or f"{kind}-{draft.row}", taken)
        taken.add(final)
        return final

    def _source(self, text: str) -> str:
        """Return the id of a source given by id, citation or address; a new one is added."""
        taken = self._taken[Kind.SOURCE]
        if text in taken:
            return text
        if known := self._sources.get(fold(text)) or self._sources.get(text):
            return known
        bare = text.removeprefix("https://").removeprefix("http://")
        ident = free_id(_short(slug(bare)) or "source", taken)
        taken.add(ident)
        self._sources[fold(text)] = ident
        url = {"url": text} if text.startswith(("https://", "http://")) else {}
        self.changes.append(AddRecord(Kind.SOURCE, ident, {"citation": text, **url}))
        return ident

    def _decide(self, found: RowPlace, record: tuple[str, str]) -> None:
        if found.status is RowStatus.GIVEN:
            return
        status = Status.REJECTED if found.by_author and found.place is None else _STATUS[found.status]
        by = "author" if found.by_author else self._program
        self.decisions.append(decision_of(record, found.name, status, found.candidates, found.place,
                                          date=self._date, by=by))  # fmt: skip


def _of_place(found: RowPlace) -> dict[str, str]:
    if found.place is None:
        return {}
    place = found.place
    return {"kind": place.kind, "country": place.country, **cells_of(place, by_author=found.by_author)}


def _filled(values: Mapping[str, str], more: Mapping[str, str]) -> dict[str, str]:
    """Return values with what more is known in the empty ones: what the table says is never replaced."""
    return {**values, **{name: text for name, text in more.items() if not values.get(name)}}


def _position(place: Place | None) -> Position | None:
    return (place.lon, place.lat) if place else None


def _short(ident: str) -> str:
    """Return an id of at most 40 characters that ends with a whole word."""
    if len(ident) <= _LONGEST_MADE:
        return ident
    return ident[: _LONGEST_MADE + 1].rpartition("-")[0] or ident[:_LONGEST_MADE]
