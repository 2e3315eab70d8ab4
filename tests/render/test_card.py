"""Cards: readable letters, few sizes, the same bytes for the same story."""

import io

import pytest
from PIL import Image

from storymap.document import build_document
from storymap.paths import shipped_stories_dir
from storymap.render.card import CARD, CARD_SIZES, card_within, draw_card
from storymap.storage import load

DOCUMENT = build_document(load(shipped_stories_dir() / "closing-the-past").story, "en")


@pytest.mark.parametrize("size", CARD_SIZES)
def test_a_card_has_its_size_and_the_same_bytes_each_time(size: tuple[int, int]):
    data = draw_card(DOCUMENT, "unsafe-ground", size)
    assert Image.open(io.BytesIO(data)).size == size
    assert draw_card(DOCUMENT, "unsafe-ground", size) == data


def test_a_large_card_is_the_middle_one_with_more_pixels():
    large, middle = (Image.open(io.BytesIO(draw_card(DOCUMENT, "", size))) for size in CARD_SIZES[:2])
    difference = [
        abs(one - other)
        for one, other in zip(
            large.convert("L").resize(middle.size).tobytes(), middle.convert("L").tobytes(), strict=True
        )
    ]
    assert sum(difference) / len(difference) < 4


def test_the_largest_card_that_fits_is_taken():
    assert card_within(None, None) == card_within(1200, 630) == CARD
    assert card_within(1199, None) == card_within(None, 400) == (600, 315)
    assert card_within(320, 200) == (300, 158)
    assert card_within(299, None) is None
