import gzip
import math
from functools import cache

import mapbox_vector_tile
from pmtiles.reader import MemorySource, Reader

from storymap.paths import geodata_dir


@cache
def archive() -> Reader:
    return Reader(MemorySource((geodata_dir() / "basemap" / "world.pmtiles").read_bytes()))


def layer(zoom: int, column: int, row: int, name: str) -> list[dict]:
    data = archive().get(zoom, column, row)
    layers = mapbox_vector_tile.decode(gzip.decompress(data)) if data else {}
    return layers[name]["features"] if name in layers else []


def unit(lon: float, lat: float) -> tuple[float, float]:
    return 128 * (lon + 180) / 360, 128 * (0.5 - math.asinh(math.tan(math.radians(lat))) / (2 * math.pi))


def names(lon: float, lat: float, country: str) -> set[str]:
    column, row = unit(lon, lat)
    places = (f["properties"] for f in layer(7, int(column), int(row), "places"))
    return {p["name"] for p in places if p["country"] == country and p["kind"] in ("city", "town")}


def test_the_archive_has_the_layers_that_the_styles_are_written_for():
    metadata = archive().metadata()
    assert {each["id"] for each in metadata["vector_layers"]} == {
        "earth", "water", "rivers", "regions", "borders", "places",
    }  # fmt: skip
    assert (archive().header()["min_zoom"], archive().header()["max_zoom"]) == (0, 7)


def test_the_metadata_holds_no_trace_of_the_machine_that_built_it():
    assert set(archive().metadata()) == {"name", "description", "attribution", "type", "vector_layers"}
    assert "/" not in archive().metadata()["attribution"]


def test_the_places_of_the_first_story_are_there_with_their_diacritics():
    wanted = {
        "Hà Nội": (105.84, 21.02), "Huế": (107.6, 16.46), "Đà Nẵng": (108.22, 16.07),
        "Quảng Trị": (107.18, 16.75),
        "Khe Sanh": (106.74, 16.63), "Biên Hòa": (106.82, 10.94), "Đà Lạt": (108.44, 11.95),
        "Thành phố Hồ Chí Minh": (106.63, 10.82),
    }  # fmt: skip
    for name, at in wanted.items():
        assert name in names(*at, "VN")
    assert "Lubbock" in names(-101.855, 33.578, "US")
    assert "Washington" in names(-77.036, 38.895, "US")


def test_no_vietnamese_name_uses_the_icelandic_letter_or_a_unit_prefix():
    for lon, lat in ((105.8, 21.0), (106.7, 16.6), (107.2, 16.7), (106.6, 10.8), (108.4, 11.9)):
        for name in names(lon, lat, "VN"):
            assert "\u00d0" not in name
            assert not name.lower().startswith(("thị xã ", "thị trấn "))


def test_the_three_mislabelled_provinces_carry_their_own_names():
    units = {
        f["properties"]["name"]
        for column in range(100, 104)
        for row in range(54, 62)
        for f in layer(7, column, row, "places")
        if f["properties"]["kind"] == "region" and f["properties"]["country"] == "VN"
    }
    assert {"Đồng Nai", "Bắc Kạn", "Hưng Yên"} <= units
    assert not {"Đông Nam Bộ", "Đông Bắc", "Đồng Bằng Sông Hồng"} & units


def test_no_label_stands_on_the_paracels_or_the_spratlys():
    def spots(column: int, row: int):
        for feature in layer(7, column, row, "places"):
            x, y = feature["geometry"]["coordinates"]
            yield column + x / 4096, row + 1 - y / 4096, feature["properties"]

    (west, north), (east, south) = unit(111, 17.6), unit(116.3, 7.2)
    near = [spot for column in range(102, 106) for row in range(56, 62) for spot in spots(column, row)]
    assert near
    assert [p for x, y, p in near if west < x < east and north < y < south] == []


def test_the_line_between_the_koreas_is_dashed_and_that_of_viet_nam_and_laos_is_not():
    korea, laos = (
        [f["properties"] for f in layer(7, int(column), int(row), "borders")]
        for column, row in (unit(127.0, 38.0), unit(106.6, 16.5))
    )
    assert any(p.get("disputed") == 1 for p in korea)
    assert laos
    assert all("disputed" not in p for p in laos)
