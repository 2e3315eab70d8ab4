"""Points are found in areas as geopandas finds them, by whichever engine."""

import pickle

import geopandas
import numpy as np
import pytest
import shapely

from storymap.tiles.events.areas import Areas

SQUARES = [shapely.box(x, y, x + 1, y + 1) for x in range(6) for y in range(6)]
ISLANDS = shapely.MultiPolygon([shapely.box(0.5, 0.5, 1.5, 1.5), shapely.Point(4, 4).buffer(0.7)])
RING = shapely.Point(3, 3).buffer(2).difference(shapely.Point(3, 3).buffer(1))
BOW_TIE = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])


def expected(shapes: list, lon: np.ndarray, lat: np.ndarray) -> list[tuple[int, int]]:
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat))
    pairs = geopandas.sjoin(points, geopandas.GeoDataFrame(geometry=shapes))
    return sorted(zip(pairs.index, pairs["index_right"], strict=True))


@pytest.mark.parametrize("sedona", [True, False])
def test_the_pairs_are_those_of_geopandas_also_on_edges_and_corners(sedona: bool):
    shapes = [*SQUARES, ISLANDS, RING]
    random = np.random.default_rng(7)
    lon, lat = random.uniform(-1, 7, 5000), random.uniform(-1, 7, 5000)
    lon[:2000], lat[1000:3000] = np.round(lon[:2000] * 2) / 2, np.round(lat[1000:3000] * 2) / 2
    corners = shapely.get_coordinates(RING)
    lon, lat = np.concatenate([lon, corners[:, 0]]), np.concatenate([lat, corners[:, 1]])
    areas = pickle.loads(pickle.dumps(Areas(shapes, sedona=sedona)))  # as another worker gets it
    found = [pair.tolist() for pair in areas.pairs(lon, lat)]
    assert list(zip(*found, strict=True)) == expected(shapes, lon, lat)


@pytest.mark.parametrize("sedona", [True, False])
def test_areas_that_cross_themselves_lines_and_nothing_are_as_geopandas_sees_them(sedona: bool):
    line = shapely.LineString([(0, 0), (0, 1), (2, 1)])
    shapes = [BOW_TIE, None, shapely.Polygon(), line, shapely.Point(0.5, 0.5), *SQUARES]
    steps = np.linspace(0, 2, 17)
    lon, lat = (side.ravel() for side in np.meshgrid(steps, steps))
    found = [pair.tolist() for pair in Areas(shapes, sedona=sedona).pairs(lon, lat)]
    assert list(zip(*found, strict=True)) == expected(shapes, lon, lat)
