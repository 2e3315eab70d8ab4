"""Pictures on the ground by the transformation that their author names."""

import math
from itertools import product

import pytest

from storymap.document.layers.faults import layer_problems
from storymap.document.layers.warp import warp
from storymap.model import GroundPoint, Layer, Overlay, Story, Text

SIDE = 800.0
GRID = [(float(x), float(y)) for x, y in product((0, 250, 500, 800), repeat=2)]


def bent(pixel: tuple[float, float], order: int) -> tuple[float, float]:
    """Where a polynomial of an order puts a pixel; Web Mercator is all but plain this near to the equator."""
    x, y = pixel[0] / SIDE, pixel[1] / SIDE
    lon, lat = 105 + 0.5 * x + 0.1 * y, -0.4 * y + 0.05 * x
    if order > 1:
        lon, lat = lon + 0.08 * x * y, lat + 0.06 * x * x
    if order > 2:
        lon, lat = lon + 0.05 * y**3, lat - 0.04 * x * y * y
    return lon, lat


def picture(pixels: list[tuple[float, float]], order: int, asked: str) -> Overlay:
    points = tuple(GroundPoint(pixel, bent(pixel, order)) for pixel in pixels)
    return Overlay("plan.png", "", int(SIDE), int(SIDE), points, asked)


@pytest.mark.parametrize(("asked", "order"), [("affine", 1), ("polynomial-2", 2), ("polynomial-3", 3)])
def test_a_polynomial_is_found_again_from_its_points(asked: str, order: int) -> None:
    found = warp(picture(GRID, order, asked))
    assert found is not None
    assert found.method == asked
    assert found.off_km < 0.01
    count = found.cells + 1
    for number, (lon, lat) in enumerate(found.mesh):
        pixel = (number % count * SIDE / found.cells, number // count * SIDE / found.cells)
        assert (lon, lat) == pytest.approx(bent(pixel, order), abs=1e-4)


def test_what_does_not_go_through_its_points_says_how_far_they_are_off() -> None:
    """The picture is cubic: lower polynomials miss its points, the spline goes through them."""
    off = {}
    for asked in ("similarity", "affine", "polynomial-2", "polynomial-3", "spline"):
        found = warp(picture(GRID, 3, asked))
        assert found is not None
        assert found.method == asked
        off[asked] = found.off_km
    assert off["similarity"] > off["affine"] > off["polynomial-2"] > 0.1
    assert off["polynomial-3"] < 0.01
    assert off["spline"] < 0.01


def test_a_projective_map_of_many_points_lies_between_them() -> None:
    corners = [(0.0, 0.0), (SIDE, 0.0), (SIDE, SIDE), (0.0, SIDE)]
    ground = [(105.0, 0.0), (105.6, 0.05), (105.5, -0.4), (105.1, -0.35)]
    four = warp(Overlay("a.png", "", 800, 800, tuple(map(GroundPoint, corners, ground)), "projective"))
    assert four is not None
    middle = four.mesh[len(four.mesh) // 2]
    points = (*map(GroundPoint, corners, ground), GroundPoint((SIDE / 2, SIDE / 2), (middle[0], middle[1])))
    five = warp(Overlay("a.png", "", 800, 800, points, "projective"))
    assert five is not None
    assert (five.method, five.off_km) == ("projective", pytest.approx(0, abs=0.01))
    assert all(math.dist(one, other) < 1e-4 for one, other in zip(four.mesh, five.mesh, strict=True))


@pytest.mark.parametrize(
    ("asked", "pixels", "drawn", "needed"),
    [
        ("polynomial-2", GRID[:2], "similarity", "6 points"),
        ("polynomial-2", [GRID[0], GRID[3], GRID[12], GRID[15]], "projective", "6 points"),
        ("polynomial-3", [*GRID[:4], *GRID[8:12]], "spline", "10 points"),
        # ten points, all on two lines: no cubic is told by them
        ("polynomial-3", [(x * 80.0, y) for x in range(6) for y in (0.0, 800.0)], "spline", "10 points"),
        ("spline", GRID[:2], "similarity", "3 points"),
    ],
)
def test_too_few_points_fall_back_and_the_author_is_told(
    asked: str, pixels: list[tuple[float, float]], drawn: str, needed: str
) -> None:
    overlay = picture(pixels, 1, asked)
    found = warp(overlay)
    assert found is not None
    assert found.method == drawn
    layer = Layer("plan", Text.of({"en": "Plan"}), kind="image", overlay=overlay)
    (problem,) = layer_problems(Story("port", Text.of({"en": "Port"}), layers=(layer,)))
    assert f"for `{asked}`; its picture is drawn as {drawn}" in problem.message
    assert needed in problem.hint


def test_points_that_are_one_place_tie_nothing() -> None:
    points = tuple(GroundPoint(pixel, (105.0, 10.0)) for pixel in GRID)
    for asked in ("", "affine", "polynomial-2", "spline"):
        assert warp(Overlay("a.png", "", 800, 800, points, asked)) is None
