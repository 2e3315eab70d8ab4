"""Event sets become tiles: nothing is lost at any zoom, bad rows are told, a stopped run goes on."""

import csv
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import fsspec
import geopandas
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from click.testing import CliRunner
from pmtiles.reader import MemorySource, Reader, all_tiles

from storymap.cli import main
from storymap.model import EventSet, Site, Text
from storymap.tiles.engines import Local
from storymap.tiles.events import blocks, pyramid
from storymap.tiles.events import pieces as piece_sizes
from storymap.tiles.events.encoding import CELLS, read_tile
from storymap.tiles.events.faults import EventSetFault
from storymap.tiles.events.making import make_event_tiles
from tests.object_store import environment, make_public_bucket, object_store
from tests.tiles.air_operations import pieces, write

ROWS = 60_000
AREAS = {
    "north": shapely.box(100, 17, 112, 25),
    "dmz": shapely.Polygon([(106, 16.6), (107.4, 16.6), (107.4, 17.2), (106.7, 17.4)]),
}


def missions(data: str, **more: Any) -> EventSet:
    return EventSet("missions", Text.of({"en": "Missions"}), data, "lon", "lat", "date", "type", **more)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiles") / "air"
    (folder / "data").mkdir(parents=True)
    write(ROWS, folder / "data" / "missions.csv")
    geopandas.GeoDataFrame({"name": list(AREAS)}, geometry=list(AREAS.values()), crs=4326).to_file(
        folder / "areas.geojson"
    )
    (folder / "chapters").mkdir()
    (folder / "chapters" / "first.md").write_text("---\ntitle: First\n---\nText.\n")
    (folder / "story.yaml").write_text(
        "title: Air\nchapters: [first]\nevent_sets:\n"
        "  - {id: missions, title: Missions, data: data/missions.csv, lon: lon, lat: lat, when: date,\n"
        "     category: type, areas: areas.geojson, area_id: name}\n"
    )
    return folder


@pytest.fixture(scope="module")
def good() -> pd.DataFrame:
    """The rows that a person would keep, found by pandas."""
    frame = pd.concat(table.to_pandas() for table in pieces(ROWS))
    lon, lat = (pd.to_numeric(frame[name], errors="coerce") for name in ("lon", "lat"))
    day = pd.to_datetime(frame["date"], errors="coerce", format="%Y-%m-%d")
    frame = frame.assign(x=lon, y=lat, day=day)
    return frame[lon.between(-180, 180) & lat.between(-85, 85) & day.notna()]


@pytest.fixture(scope="module", autouse=True)
def small() -> Any:
    """Bounds so low that few rows need many blocks, pieces and zooms."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "MOST", 8_000)
        patch.setattr(pyramid, "FEW_ROWS", 300)
        patch.setattr(pyramid, "MOST_ENTRIES", 1_500)
        patch.setattr(piece_sizes, "CSV_BYTES", 700_000)
        yield


@pytest.fixture(scope="module")
def made(story: Path) -> dict[str, Any]:
    """What the command says of a run."""
    ran = CliRunner().invoke(main, ["tiles", str(story), "--json"])
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.stdout)["event_sets"][0]


def counts_at(archive: bytes, zoom: int, categories: list[str]) -> Counter[tuple[int, str]]:
    """Return rows by month and category from the cells of a zoom and the rows of it and the zooms above."""
    found: Counter[tuple[int, str]] = Counter()
    for (z, _, _), data in all_tiles(MemorySource(archive)):
        kind, _, columns = read_tile(gzip.decompress(data))
        if kind == CELLS and z == zoom:
            for month, category, count in zip(*columns[1:4], strict=True):
                found[int(month), categories[int(category)]] += int(count)
        elif kind != CELLS and z <= zoom:
            days = np.datetime64("1965-01-01") + columns[2].astype(int)
            months = days.astype("datetime64[M]").astype(int) + 60
            found.update(zip(months.tolist(), (categories[int(at)] for at in columns[4]), strict=True))
    return found


def test_counts_by_month_and_category_add_up_to_the_rows_at_every_zoom(
    story: Path, made: dict[str, Any], good: pd.DataFrame
):
    archive = (story / "tiles" / "missions.pmtiles").read_bytes()
    months = (good["day"].dt.year - 1965) * 12 + good["day"].dt.month - 1
    expected = Counter(zip(months.tolist(), good["type"], strict=True))
    low, high = made["tiles"]["zooms"]
    assert (low, high >= 8) == (0, True)
    for zoom in range(low, high + 1):
        assert counts_at(archive, zoom, made["tiles"]["categories"]) == expected
    assert sum(expected.values()) == made["shown"] == made["rows"] - sum(made["bad"].values())


@pytest.mark.usefixtures("made")
def test_rows_keep_their_place_to_a_metre_their_date_and_their_attributes(story: Path, good: pd.DataFrame):
    archive = (story / "tiles" / "missions.pmtiles").read_bytes()
    found = []
    for (z, column, row), data in all_tiles(MemorySource(archive)):
        kind, bits, columns = read_tile(gzip.decompress(data))
        if kind != CELLS:
            x = (column * 2**bits + columns[0].astype(float) + 0.5) / 2 ** (bits + z)
            y = (row * 2**bits + columns[1].astype(float) + 0.5) / 2 ** (bits + z)
            lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * y))))
            found.append(
                pd.DataFrame(
                    {
                        "x": x * 360 - 180,
                        "y": lat,
                        "day": columns[2].astype(int),
                        "weight": columns[7].astype(int),
                        "country": columns[6],
                    }
                )
            )
    shown = pd.concat(found)
    assert len(shown) == len(good)
    days = (good["day"] - pd.Timestamp("1965-01-01")).dt.days
    expected = pd.DataFrame(
        {"x": good["x"], "y": good["y"], "day": days, "weight": good["weight"], "country": good["country"]}
    )
    order = ["day", "weight", "country", "x", "y"]
    both = [frame.assign(x=frame["x"].round(4), y=frame["y"].round(4)) for frame in (shown, expected)]
    left, right = (frame.groupby(order[:3]).agg({"x": "sum", "y": "sum"}) for frame in both)
    assert (left.index == right.index).all()
    assert np.abs(left - right).max().max() < 0.01


def test_places_count_as_geopandas_joins_them(story: Path, made: dict[str, Any], good: pd.DataFrame):
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(good["x"], good["y"]), crs=4326)
    areas = geopandas.GeoDataFrame(geometry=list(AREAS.values()), crs=4326)
    joined = geopandas.sjoin(points, areas).sort_values("index_right")
    first = joined[~joined.index.duplicated()]["index_right"].value_counts()
    assert {place["id"]: place["count"] for place in made["places"]} == {
        name: first[at] for at, name in enumerate(AREAS)
    }
    rows = list(csv.DictReader((story / "tiles" / "missions-places.csv").read_text().splitlines()))
    assert sum(int(row["count"]) for row in rows) == made["shown"]
    assert sum(int(row["count"]) for row in rows if row["place"] == "dmz") == first[1]


def test_bad_rows_are_listed_with_the_row_of_a_spreadsheet(story: Path, made: dict[str, Any]):
    lines = list(csv.reader((story / "data" / "missions.csv").read_text().splitlines()))
    listed = list(csv.DictReader((story / "tiles" / "missions-bad-rows.csv").read_text().splitlines()))
    assert Counter(row["reason"] for row in listed) == made["bad"]
    assert len(made["bad"]) == 4
    assert all(lines[int(row["row"]) - 1][:3] == [row["lon"], row["lat"], row["when"]] for row in listed)


@pytest.mark.usefixtures("made")
def test_a_stopped_run_goes_on_and_ends_with_the_same_bytes(story: Path):
    archive = (story / "tiles" / "missions.pmtiles").read_bytes()
    wanted = missions("data/missions.csv", areas="areas.geojson", area_id="name")

    class Stopped(Exception):
        pass

    def stop(_: str, done: int, __: int) -> None:
        if done == 3:
            raise Stopped

    with pytest.raises(Stopped):
        make_event_tiles(wanted, (), story, Local(), progress=stop)
    kept = {path: path.stat().st_mtime_ns for path in (story / "tiles" / ".missions").glob("*.arrow")}
    assert len(kept) == 3

    def look(stage: str, _: int, __: int) -> None:
        if stage == "Drawing":
            assert kept == {path: path.stat().st_mtime_ns for path in kept}

    make_event_tiles(wanted, (), story, Local(), progress=look)
    assert (story / "tiles" / "missions.pmtiles").read_bytes() == archive
    assert not (story / "tiles" / ".missions").exists()


@pytest.mark.parametrize("ending", ["parquet", "geoparquet", "fgb", "gpkg", "csv.gz", "folder"])
def test_all_formats_give_the_same_counts(made: dict[str, Any], tmp_path: Path, ending: str):
    table = pa.concat_tables(pieces(ROWS))
    home = tmp_path / "data"
    home.mkdir()
    wanted, data = missions(""), str(home / f"m.{ending}")
    if ending == "folder":
        data = str(home)
        for at in range(3):
            pq.write_table(table.slice(at * 20_000, 20_000), home / f"{at}.parquet")
    elif ending == "parquet":
        pq.write_table(table, data, row_group_size=9_000)
    elif ending == "csv.gz":
        table.to_pandas().to_csv(data, index=False)
    else:
        frame = table.to_pandas()
        x, y = (pd.to_numeric(frame[name], errors="coerce") for name in ("lon", "lat"))
        points = geopandas.GeoDataFrame(frame, geometry=geopandas.points_from_xy(x, y), crs=4326)
        points.loc[x.isna() | y.isna(), "geometry"] = None
        if ending == "geoparquet":
            points.to_parquet(data)
        else:
            points.to_file(data, **({"SPATIAL_INDEX": "NO"} if ending == "fgb" else {}))
        wanted = EventSet("missions", Text(), "", when="date", category="type")
    summary = make_event_tiles(wanted, (), tmp_path, Local(), data=data).summary
    assert [summary[key] for key in ("rows", "shown")] == [made[key] for key in ("rows", "shown")]
    assert summary["months"] == made["months"]
    assert summary["categories"] == made["categories"]


def test_dates_are_as_exact_as_written_and_sites_go_before_areas(tmp_path: Path):
    (tmp_path / "m.csv").write_text(
        "lon;lat;date;type;at\n"
        "107;17;1968;A;\n107;17;1968-02;A;hue\n+107;17;;B;nowhere\n107;17;1968-02-30;A;\n1;86;1968;A;\n"
    )
    sites = (Site("hue", Text()), Site("zone", Text(), geometry=shapely.geometry.mapping(AREAS["dmz"])))
    summary = make_event_tiles(missions("m.csv", site="at"), sites, tmp_path, Local()).summary
    assert summary["bad"] == {"beyond the map": 1, "unreadable date": 1}
    assert [summary[key] for key in ("undated", "year only", "month only", "unknown sites")] == [1, 1, 1, 1]
    assert summary["months"] == {"from": "1968-02", "counts": [1], "none": 2}
    assert {place["id"]: place["count"] for place in summary["places"]} == {"zone": 2, "hue": 1}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "There is no column lon"),
        ('lon,lat,date,type\n1,2,1968,"a\n', "goes over several lines"),
        ("lon,lat,date,type\n" + "".join(f"1,2,1968,{n}\n" for n in range(300)), "300 different values"),
    ],
)
def test_what_can_not_be_cut_is_refused_in_words(tmp_path: Path, text: str, words: str):
    (tmp_path / "m.csv").write_text(text)
    with pytest.raises(EventSetFault, match=words):
        make_event_tiles(missions("m.csv"), (), tmp_path, Local())
    assert not list((tmp_path / "tiles").glob("*.pmtiles"))


@pytest.mark.parametrize("data", ["/etc/passwd.csv", "../m.csv", "file:///etc/m.csv", "gone.csv"])
def test_a_story_reads_nothing_outside_its_folder(tmp_path: Path, data: str):
    with pytest.raises(EventSetFault):
        make_event_tiles(missions(data), (), tmp_path, Local())


def test_the_archive_says_what_its_columns_are(story: Path, made: dict[str, Any]):
    reader = Reader(MemorySource((story / "tiles" / "missions.pmtiles").read_bytes()))
    assert reader.metadata()["storymap"] == made["tiles"]
    assert made["bytes"] / made["shown"] < 50


def test_an_object_store_holds_the_data_and_the_unfinished_work(
    story: Path, made: dict[str, Any], monkeypatch: pytest.MonkeyPatch
):
    with object_store() as address:
        for name, value in environment(address).items():
            monkeypatch.setenv(name, value)
        make_public_bucket(address, "events")
        fsspec.filesystem("s3").put(str(story / "data" / "missions.csv"), "events/data/missions.csv")
        expected = (story / "tiles" / "missions.pmtiles").read_bytes()
        wanted = missions("s3://events/data/*.csv", areas="areas.geojson", area_id="name")
        kept: list[str] = []

        def look(stage: str, _: int, __: int) -> None:
            if stage == "Drawing":
                kept.extend(fsspec.filesystem("s3").ls("events/work"))

        report = make_event_tiles(wanted, (), story, Local(), work="s3://events/work", progress=look)
        assert report.archive.read_bytes() == expected
        assert report.summary["bad"] == made["bad"]
        assert any(name.endswith(".arrow") for name in kept)
        assert not fsspec.filesystem("s3").exists("events/work")
