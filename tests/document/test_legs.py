"""Routes grow as the story goes on."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from storymap.document.legs import line, story_legs
from storymap.document.places import Place, read_place
from storymap.model import Chapter, Site, Text


def places(**positions: tuple[float, float] | None) -> dict[str, Place]:
    return {key: read_place(Site(key, Text(), position)) for key, position in positions.items()}


def chapter(*route: str) -> Chapter:
    return Chapter("c", Text(), Text(), route=route)


WORLD = places(
    a=(0.0, 0.0),
    b=(1.0, 1.0),
    c=(30.0, 10.0),
    lost=None,
    fiji=(178.0, -18.0),
    samoa=(-172.0, -13.8),
    hanoi=(105.85, 21.03),
    washington=(-77.03, 38.9),
)


def states(*routes: tuple[str, ...]) -> list[dict[str, str]]:
    shown = story_legs([chapter(*route) for route in routes], WORLD)
    return [{leg["from"] + leg["to"]: leg["state"] for leg in legs} for legs in shown]


def test_legs_are_next_then_current_then_travelled() -> None:
    assert states((), ("a", "b"), (), ("b", "c", "a")) == [
        {"ab": "next"},
        {"ab": "current"},
        {"ab": "travelled", "bc": "next"},
        {"ab": "travelled", "bc": "current", "ca": "current"},
    ]


def test_a_leg_that_was_travelled_stays_so_until_it_is_current_again() -> None:
    assert states(("a", "b"), (), ("a", "b")) == [{"ab": "current"}, {"ab": "travelled"}, {"ab": "current"}]


def test_a_stop_without_coordinates_is_passed_over() -> None:
    assert states(("a", "lost", "b", "b", "unknown")) == [{"ab": "current"}]


def test_a_short_leg_is_straight_and_a_long_one_is_a_great_circle() -> None:
    assert line("a", "b", WORLD) == [[0, 0], [1, 1]]
    assert 6 < len(line("a", "c", WORLD)) <= 32


def test_a_leg_across_180_goes_on_beyond_it() -> None:
    assert line("fiji", "samoa", WORLD)[-1] == [188, -13.8]
    assert line("samoa", "fiji", WORLD)[-1] == [-182, -18]


def test_a_great_circle_over_the_pole_is_drawn_straight_the_short_way_round() -> None:
    assert line("hanoi", "washington", WORLD) == [[105.85, 21.03], [282.97, 38.9]]


POINT = st.tuples(st.floats(-180, 180), st.floats(-80, 80))


@given(POINT, POINT)
def test_no_line_ever_jumps(start: tuple[float, float], end: tuple[float, float]) -> None:
    found = line("s", "e", places(s=start, e=end))
    assert 2 <= len(found) <= 32
    assert all(abs(one[0] - two[0]) <= 180.01 for one, two in pairwise(found))
