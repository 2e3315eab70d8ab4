"""A slim tile shows the same world with less."""

import gzip
import zlib
from functools import cache
from typing import Any

import mapbox_vector_tile
from pmtiles.reader import MemorySource, Reader
from shapely.geometry import shape

from storymap.paths import geodata_dir
from storymap.tiles import pack_tiles, slim_tile

WORLD = geodata_dir() / "basemap" / "world.pmtiles"
NORTHERN_VIETNAM = (5, 25, 14)


@cache
def reader() -> Reader:
    return Reader(MemorySource(WORLD.read_bytes()))


def layers(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = mapbox_vector_tile.decode(data)
    return found


def slim(tile: tuple[int, int, int], *languages: str) -> bytes:
    return slim_tile(reader().get(*tile), tile[0], languages)


def test_it_takes_less_than_three_quarters_and_is_the_same_each_time():
    whole, less = reader().get(*NORTHERN_VIETNAM), slim(NORTHERN_VIETNAM, "vi")
    assert len(gzip.compress(less)) < 0.75 * len(whole)
    slim_tile.cache_clear()
    assert slim(NORTHERN_VIETNAM, "vi") == less


def test_land_stays_where_it_was():
    before = layers(gzip.decompress(reader().get(*NORTHERN_VIETNAM)))["earth"]
    after = layers(slim(NORTHERN_VIETNAM))["earth"]
    areas = [
        sum(shape(f["geometry"]).area for f in layer["features"]) / layer["extent"] ** 2
        for layer in (before, after)
    ]
    assert abs(areas[0] - areas[1]) < 0.01


def test_names_come_in_the_storys_languages_alone():
    tile = (2, 3, 1)
    names = {
        key
        for feature in layers(slim(tile, "vi"))["places"]["features"]
        for key in feature["properties"]
        if key.startswith("name")
    }
    assert names == {"name", "name:vi"}


def test_the_first_tiles_come_first_until_the_size_is_reached():
    wanted = [(0, 0, 0), (1, 0, 0), (1, 1, 0), (9, 0, 0)]
    sizes: list[int] = []

    def change(tile: tuple[int, int, int], data: bytes) -> bytes:
        sizes.append(tile[0])
        return slim_tile(data, tile[0], ())

    most = sum(len(zlib.compress(slim(tile), 9)) for tile in wanted[:2])
    packed = Reader(MemorySource(pack_tiles(WORLD, wanted, change=change, most=most)))
    assert packed.get(0, 0, 0) == slim((0, 0, 0))
    assert packed.get(1, 0, 0) is not None
    assert packed.get(1, 1, 0) is None
    assert sizes == [0, 1, 1]
