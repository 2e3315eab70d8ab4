"""A tile archive is cut to what some boxes need."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pmtiles.reader import MemorySource, Reader, all_tiles

from storymap.paths import geodata_dir
from storymap.tiles import Box, cut_archive
from storymap.tiles.cut import tile_box, tiles_of

WORLD = geodata_dir() / "basemap" / "world.pmtiles"
HUE = (107.3, 16.2, 107.8, 16.7)


def tiles(archive: bytes) -> dict[tuple[int, int, int], bytes]:
    return dict(all_tiles(MemorySource(archive)))


@pytest.fixture(scope="module")
def whole() -> dict[tuple[int, int, int], bytes]:
    return tiles(WORLD.read_bytes())


def test_the_world_stays_whole_down_to_its_zoom_and_what_is_cut_is_the_same(
    whole: dict[tuple[int, int, int], bytes],
):
    cut = tiles(cut_archive(WORLD, [HUE], world_zoom=3))
    assert {place for place in whole if place[0] <= 3} <= set(cut)
    assert all(whole[place] == data for place, data in cut.items())


def test_only_tiles_around_the_boxes_are_kept_below():
    cut = tiles(cut_archive(WORLD, [HUE], world_zoom=3))
    assert {(x, y) for z, x, y in cut if z == 7} == {(102, 57), (102, 58)}


def test_a_box_across_the_date_line_keeps_both_sides():
    cut = tiles(cut_archive(WORLD, [(178.0, -19.0, -178.0, -16.0)], world_zoom=2))
    assert {x for z, x, _ in cut if z == 6} <= {0, 63}
    assert {63} <= {x for z, x, _ in cut if z == 6}


def test_the_same_boxes_give_the_same_bytes():
    assert cut_archive(WORLD, [HUE], world_zoom=2) == cut_archive(WORLD, [HUE], world_zoom=2)


def test_the_header_names_the_zooms_that_are_left():
    header = Reader(MemorySource(cut_archive(WORLD, [HUE], world_zoom=2, max_zoom=5))).header()
    assert (header["min_zoom"], header["max_zoom"]) == (0, 5)


@given(st.tuples(st.floats(-180, 180), st.floats(-80, 80), st.floats(0.01, 20), st.floats(0.01, 9)))
def test_a_place_inside_a_box_has_its_tile(spot: tuple[float, float, float, float]):
    lon, lat, width, height = spot
    box: Box = (lon - width, lat - height, lon + width, lat + height)
    inside = tiles_of([(lon, lat, lon, lat)], 9)
    around = tiles_of([box], 9)
    assert all(any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in around) for x, y, _, _ in inside)


def test_the_box_of_a_tile_holds_the_tile_and_all_below_it():
    for z, x, y in ((0, 0, 0), (3, 0, 7), (5, 31, 0), (5, 26, 14)):
        assert tiles_of([tile_box(z, x, y)], z) == [(x, y, x, y)]
        assert tiles_of([tile_box(z, x, y)], z + 2) == [(4 * x, 4 * y, 4 * x + 3, 4 * y + 3)]
