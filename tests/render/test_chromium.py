"""What Chromium prints is made the same each time."""

import pytest

from storymap.render.chromium import settled

PRINTED = (
    b"%PDF-1.4\n1 0 obj\n<</Creator (Chromium)\n/CreationDate (D:20261128014544+07'00')\n"
    b"/ModDate (D:20261128014544+07'00')>>\nendobj\n"
)


@pytest.mark.parametrize("day", [(2026, 11, 22), None])
def test_a_pdf_has_the_day_that_it_is_given_and_nothing_else_moves(day: tuple[int, int, int] | None):
    dated = settled(PRINTED, day)
    assert len(dated) == len(PRINTED)
    assert dated.count(b"(D:20261122000000+00'00')") == (2 if day else 0)
    assert b"1128014544" not in dated
    assert dated.endswith(b">>\nendobj\n")


@pytest.mark.parametrize("year", [-43, 0, 10_191])
def test_a_pdf_has_no_day_of_a_year_that_its_dates_cannot_say(year: int):
    assert settled(PRINTED, (year, 1, 1)) == settled(PRINTED, None)


def test_nodes_are_counted_from_one_in_their_order():
    cells = b"/ID (node00000451) /Headers [(node00000449) (node00000451)] /Limits [(node00000460)]"
    assert settled(cells, None) == (
        b"/ID (node00000002) /Headers [(node00000001) (node00000002)] /Limits [(node00000003)]"
    )
