"""Each reason for which a row is left out is counted, and the row is listed with what was found."""

import csv
from pathlib import Path

from storymap.model import EventSet, Text
from storymap.tiles.engines import Local
from storymap.tiles.events.checking import REASONS
from storymap.tiles.events.making import make_event_tiles

BAD = {
    ",17,1968-02-16": "missing coordinates",
    "107,,sometime": "missing coordinates",
    "107,n/a,1968-02-16": "unreadable coordinates",
    "1e999999x,17,1968-02-16": "unreadable coordinates",
    "181,17,1968-02-16": "coordinates out of range",
    "107,-90.5,sometime": "coordinates out of range",
    "107,86,1968-02-16": "beyond the map",
    "107,17,sometime": "unreadable date",
    "107,17,1969-02-29": "unreadable date",
}
GOOD = ["107,17,1968-02-16", "107,17,", "180,-85,1968", " +107.5 ,1.7e1,1968-02"]


def test_every_reason_is_counted_and_every_bad_row_listed(tmp_path: Path):
    (tmp_path / "m.csv").write_text("\n".join(["lon,lat,date", GOOD[0], *BAD, *GOOD[1:]]) + "\n")
    wanted = EventSet("missions", Text(), "m.csv", "lon", "lat", "date")
    summary = make_event_tiles(wanted, (), tmp_path, Local()).summary
    assert set(BAD.values()) == set(REASONS) - {""}
    assert summary["bad"] == {reason: list(BAD.values()).count(reason) for reason in BAD.values()}
    assert (summary["rows"], summary["shown"]) == (len(BAD) + len(GOOD), len(GOOD))
    listed = csv.DictReader((tmp_path / "tiles" / "missions-bad-rows.csv").read_text().splitlines())
    found = [(row["row"], f"{row['lon']},{row['lat']},{row['when']}", row["reason"]) for row in listed]
    assert found == [(str(number), *pair) for number, pair in enumerate(BAD.items(), 3)]
