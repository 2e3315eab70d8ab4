from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.problems import Problem, Problems, Severity
from storymap.storage import Loaded
from storymap.storage.coordinates import read_position
from storymap.storage.where import Where

Named = Callable[[str], Loaded]
Only = Callable[[Loaded], Problem]


def _read(lat: str, lon: str) -> tuple[tuple[float, float] | None, list[Problem]]:
    problems = Problems()
    return read_position(lat, lon, Where(problems, "sites.csv", 2)), list(problems)


@pytest.mark.parametrize(
    ("lat", "lon", "position"),
    [
        ("0", "0", (0.0, 0.0)),
        ("-0.0", "107", (107.0, 0.0)),
        ("16,75", "107,18", (107.18, 16.75)),
        (" 16.75° ", "107.18 °", (107.18, 16.75)),
        ("16.75° N", "107.18E", (107.18, 16.75)),
        ("33.5 S", "70.6 W", (-70.6, -33.5)),
        ("16° 45' 0\" N", "107°10′48″E", (107.18, 16.75)),
        ("−33.5", "+151", (151.0, -33.5)),
        ("90", "-180", (-180.0, 90.0)),
        ("", "", None),
    ],
)
def test_coordinates_are_read_as_people_write_them(
    lat: str, lon: str, position: tuple[float, float] | None
) -> None:
    assert _read(lat, lon) == (position, [])


@pytest.mark.parametrize(
    ("lat", "lon", "column", "message"),
    [
        ("107.58", "16.47", "lat", "lat and lon look swapped"),
        ("95", "200", "lat", "`lat` is out of range"),
        ("5", "181", "lon", "`lon` is out of range"),
        ("", "5", "lat", "`lat` is missing, but `lon` is there"),
        ("0", "", "lon", "`lon` is missing, but `lat` is there"),
        ("nan", "5", "lat", "`lat` is not a number"),
        ("5", "inf", "lon", "`lon` is not a number"),
        ("1_6", "5", "lat", "`lat` is not a number"),
        ("1.234,5", "5", "lat", "`lat` is not a number"),
        ("16 E", "5", "lat", "`lat` can't end in E"),
    ],
)
def test_coordinates_that_cannot_be_used_are_one_error(lat: str, lon: str, column: str, message: str) -> None:
    position, (problem,) = _read(lat, lon)
    assert position is None
    assert (problem.severity, problem.row, problem.column, problem.message) == (
        Severity.ERROR,
        2,
        column,
        message,
    )
    assert problem.hint


@given(st.floats(-90, 90, allow_nan=False), st.floats(-180, 180, allow_nan=False))
def test_every_position_on_earth_is_read_back(lat: float, lon: float) -> None:
    assert _read(repr(lat), repr(lon)) == ((lon, lat), [])


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_gives_a_position_on_earth_or_none(lat: str, lon: str) -> None:
    position, _ = _read(lat, lon)
    assert position is None or (abs(position[0]) <= 180 and abs(position[1]) <= 90)


def test_a_swapped_site_stays_without_a_position(broken: Named, only: Only) -> None:
    loaded = broken("broken-swapped")
    assert [site.position for site in loaded.story.sites] == [None, (108.22, 16.06)]
    assert (only(loaded).row, only(loaded).hint) == (2, "Write lat 16.47 and lon 107.58.")


def test_a_site_that_would_lie_among_the_others_when_swapped_is_a_warning(broken: Named, only: Only) -> None:
    problem = only(broken("broken-swapped-quietly"))
    assert (problem.severity, problem.row, problem.hint) == (
        Severity.WARNING,
        4,
        "If so, write lat 43.77 and lon 11.25.",
    )


def test_decimal_commas_are_understood_with_one_notice(broken: Named) -> None:
    loaded = broken("broken-decimal-commas")
    assert [site.position for site in loaded.story.sites] == [(107.58, 16.47), (108.22, 16.06)]
    assert [problem.severity for problem in loaded.problems] == [Severity.NOTICE, Severity.NOTICE]
    assert loaded.problems[1].found == "row 2, row 3"


def test_unreadable_coordinates_are_errors_with_their_rows(broken: Named) -> None:
    loaded = broken("broken-coordinates")
    assert [(problem.row, problem.column) for problem in loaded.problems] == [
        (2, "lat"),
        (4, "lat"),
        (5, "lon"),
        (6, "lat"),
        (6, "lon"),
    ]
    assert [site.position is None for site in loaded.story.sites] == [True, False, True, True, True]


def test_the_equator_and_the_zero_meridian_are_places(broken: Named) -> None:
    assert [site.position for site in broken("equator").story.sites] == [(0.0, 0.0), (108.22, 0.0)]
