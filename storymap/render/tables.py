"""A story's places and events as tables: GeoJSON and CSV that a spreadsheet opens as it should."""

import csv
import io
import json
import re
from collections.abc import Mapping
from typing import Any

from storymap.model.story import Event, Story

# A cell of these characters alone is a number or an EDTF date; a spreadsheet can't run it as a formula.
_HARMLESS = re.compile(r"^[+-]?[0-9][0-9.~?%/X-]*$")
_COLUMNS = ("id", "site", "place", "lat", "lon", "when", "when_alternative", "title", "text", "source",
            "certainty", "tags", "note", "date", "earliest", "latest", "placed")


def sites_geojson(document: Mapping[str, Any]) -> str:
    """Return the story's sites as a GeoJSON FeatureCollection (RFC 7946)."""
    return _dumps(document["sites"])


def events_geojson(story: Story, document: Mapping[str, Any]) -> str:
    """Return the events as GeoJSON points at their sites' centres; one without a place has no geometry."""
    features = []
    for row in _rows(story, document):
        position = None if row["lat"] == "" else [row["lon"], row["lat"]]
        geometry = None if position is None else {"type": "Point", "coordinates": position}
        properties = {key: value for key, value in row.items() if key not in ("lat", "lon", "id")}
        features.append({"type": "Feature", "id": row["id"], "geometry": geometry, "properties": properties})
    return _dumps({"type": "FeatureCollection", "features": features})


def events_csv(story: Story, document: Mapping[str, Any]) -> str:
    """Return the events as CSV with the columns of a story's `events.csv`, then what was worked out of them.

    It starts with a byte order mark, so that spreadsheets read it as UTF-8. A text that a spreadsheet would
    run as a formula (it starts with `=`, `+`, `-`, `@`, a tab or a line end) gets an apostrophe in front.
    """
    lines = io.StringIO()
    writer = csv.DictWriter(lines, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(story, document):
        writer.writerow({key: calm(value) if isinstance(value, str) else value for key, value in row.items()})
    return "\ufeff" + lines.getvalue()


def calm(text: str) -> str:
    """Return the text with an apostrophe in front when a spreadsheet would run it as a formula."""
    risky = text.lstrip(" ")[:1] in ("=", "+", "-", "@") or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if risky and not _HARMLESS.match(text) else text


def _rows(story: Story, document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return one row per event, in the order of the document."""
    written = {event.id: event for event in story.events}
    sites = {site["id"]: site["properties"] for site in document["sites"]["features"]}
    return [_row(event, written.get(event["id"]), sites.get(event["site"]), document["language"])
            for event in document["events"]]


def _row(event: Mapping[str, Any], written: Event | None, site: Mapping[str, Any] | None,
         language: str) -> dict[str, Any]:
    """Return an event's row; dates and texts are as the author wrote them."""
    lon, lat = (site["centre"] if site and site["centre"] else ("", ""))
    return {
        "id": event["id"], "site": event["site"] or "",
        "place": site["name"] if site else (written.place if written else ""),
        "lat": lat, "lon": lon, "when": event["when"] or "",
        "when_alternative": ";".join(other["when"] for other in event["also"]),
        "title": event["title"], "text": written.text.get(language) if written else "",
        "source": ";".join(event["sources"]), "certainty": event["certainty"],
        "tags": ";".join(event["tags"]),
        "note": written.note.get(language) if written else "",
        "date": event["label"] or "", "earliest": event["start"] or "", "latest": event["end"] or "",
        "placed": event["placed"],
    }


def _dumps(value: Any) -> str:
    """Return JSON with sorted keys, one story one text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
