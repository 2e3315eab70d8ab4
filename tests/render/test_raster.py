"""PNG pictures of drawn maps."""

import io
import re
import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from storymap.document import build_document
from storymap.render.picture import draw_map
from storymap.render.raster import draw_png
from storymap.storage import load

STORIES = Path(__file__).resolve().parents[1] / "stories"


def drawn(size: tuple[int, int] = (1200, 630), language: str = "en") -> str:
    document = build_document(load(STORIES / "pacific-crossing").story, language)
    return draw_map(document, None, size=size)


def size_of(png: bytes) -> tuple[str | None, tuple[int, int]]:
    with Image.open(io.BytesIO(png)) as picture:
        return picture.format, picture.size


def test_the_picture_has_the_size_of_the_drawing():
    assert size_of(draw_png(drawn())) == ("PNG", (1200, 630))


def test_the_same_drawing_gives_the_same_bytes():
    assert draw_png(drawn()) == draw_png(drawn())


def written(text: str) -> bytes:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60">'
        f'<text x="15" y="40" font-size="24" font-family="system-ui, sans-serif">{text}</text></svg>'
    )
    with Image.open(io.BytesIO(draw_png(svg))) as picture:
        return picture.convert("RGBA").tobytes()


def test_every_vietnamese_letter_is_drawn_and_none_as_an_empty_box():
    letters = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    tones = "\u0300\u0301\u0303\u0309\u0323"
    toned = {unicodedata.normalize("NFC", letter + tone) for letter in letters for tone in tones}
    drawn_letters = {letter: written(letter) for letter in toned | {*letters, "đ", "Đ"}}
    assert len(set(drawn_letters.values())) == len(drawn_letters)
    assert written("") not in drawn_letters.values()


def pieces(text: str) -> list[tuple[int, int]]:
    """Where the pieces begin and end that a drawn text has from left to right, with nothing between them."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">{text}</svg>'
    with Image.open(io.BytesIO(draw_png(svg))) as picture:
        inked = "".join(
            "x" if picture.crop((x, 0, x + 1, 40)).getchannel("A").getbbox() else " " for x in range(200)
        )
    return [found.span() for found in re.finditer("x+", inked)]


def test_an_arabic_name_stays_in_one_piece_after_its_number():
    numbered = re.search(r"<text[^>]*>(<tspan[^>]*>\W*3\W*<.*?)</text>", drawn((1200, 630), "ar"))
    assert numbered is not None
    name = re.sub(r"<[^>]*>|3|\u200e", "", numbered[1]).strip()
    plain, whole = (
        pieces(f'<text x="10" y="30" font-size="24" direction="ltr">{text}</text>')
        for text in (name, numbered[1])
    )
    number, first = whole[:2]
    assert first[0] - number[1] >= 3
    assert whole[-1][1] - first[0] == pytest.approx(plain[-1][1] - plain[0][0], abs=2)


def test_a_script_that_the_font_lacks_still_gives_a_picture():
    assert size_of(draw_png(drawn(language="ar"))) == ("PNG", (1200, 630))
