"""Boxes that take the short way round the globe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.document.spans import box_of, box_of_disc, grown, narrowest

LONGITUDES = st.floats(-180, 180).map(lambda lon: round(lon, 3))


@pytest.mark.parametrize(
    ("intervals", "span"),
    [
        ([(10, 10)], (10, 10)),
        ([(170, 170), (-170, -170)], (170, 190)),
        ([(-170, -170), (175, 175)], (175, 190)),
        ([(-77, -77), (106, 106)], (-254, -77)),
        ([(-77, -77), (2, 2), (106, 106)], (-77, 106)),
        ([(176, 182), (-179, -175)], (176, 185)),
        ([(-180, 180)], (-180, 180)),
        ([(-90, -90), (90, 90)], (-90, 90)),
    ],
)
def test_the_narrowest_span_holds_all_and_may_pass_180(
    intervals: list[tuple[float, float]], span: tuple[float, float]
) -> None:
    west, east = narrowest(intervals)
    assert (west, east) in (span, (span[0] - 360, span[1] - 360))
    assert -180 < (west + east) / 2 <= 180


@given(st.lists(LONGITUDES, min_size=1, max_size=8))
def test_every_point_lies_in_the_span_and_no_span_is_narrower(longitudes: list[float]) -> None:
    west, east = narrowest((lon, lon) for lon in longitudes)
    assert west <= east <= west + 360
    for lon in longitudes:
        assert any(west - 1e-6 <= lon + turn <= east + 1e-6 for turn in (-720, -360, 0, 360, 720))
    starts = [max((other - lon) % 360 for other in longitudes) for lon in longitudes]
    assert east - west <= min(starts) + 1e-6


def test_no_box_is_no_box() -> None:
    assert box_of([]) is None


@given(st.tuples(LONGITUDES, st.floats(-90, 90)), st.floats(0.001, 30_000))
def test_a_disc_and_its_margin_stay_on_the_map(centre: tuple[float, float], radius: float) -> None:
    west, south, east, north = grown(box_of_disc(centre, radius), 0.08, 0.02)
    assert west < east <= west + 360 + 1e-6
    assert -85 <= south < north <= 85
