"""Pictures of IIIF services of every level, from a real server that refuses what it doesn't list."""

import io
import json
import math
import re
from typing import Any

import pytest
from PIL import Image

from storymap.formats.fetching import FetchError
from storymap.formats.iiif import fetch_info, fetch_picture
from storymap.formats.iiif_info import is_image_info, read_info
from storymap.formats.iiif_requests import plan
from tests.iiif_service import SIZE, info, info2, picture, serving

TILES = [{"width": 256, "scaleFactors": [1, 2, 4, 8]}]
SIZES = [{"width": 250, "height": 125}, {"width": 500, "height": 250}, {"width": 1000, "height": 500}]
SERVICES: dict[str, dict[str, Any]] = {
    "two-of-3": info(),
    "one-of-3": info(profile="level1"),
    "one-of-2": info2(1),
    "limited": info(maxWidth=400, tiles=TILES),
    "silent": info2(2, tiles=TILES, **{"says nothing of": 260}),
    "small": info2(1, supports={"maxWidth": 300}),
    "sizes-of-3": info(profile="level0", sizes=SIZES),
    "sizes-of-2": info2(0, sizes=SIZES),
    "tiles-of-3": info(profile="level0", tiles=TILES),
    "tiles-of-2": info2(0, tiles=TILES),
    "both": info(profile="level0", sizes=SIZES, tiles=[{"width": 300, "height": 200, "scaleFactors": [1]}]),
    "bare-of-3": info(profile="level0"),
    "bare-of-2": info2(0),
    "extra": info(profile="level0", extraFeatures=["regionByPx", "sizeByW"]),
    "one-tile": info2(0, tiles=[{"width": 4096, "scaleFactors": [1, 2]}]),
}
PART = (300, 200, 1200, 700)


def right(data: bytes, part: tuple[int, int, int, int]) -> bool:
    """Whether a picture is that part: its colours say where they are from."""
    with Image.open(io.BytesIO(data)) as made:
        drawn = made.convert("RGB")
    for across, down in ((0.02, 0.02), (0.5, 0.5), (0.97, 0.03), (0.03, 0.97), (0.97, 0.97), (0.34, 0.71)):
        red, green, blue = drawn.getpixel((int(across * drawn.width), int(down * drawn.height)))  # type: ignore[misc]
        x, y = part[0] + across * part[2], part[1] + down * part[3]
        if math.dist((red, green, blue), (255 * x / SIZE[0], 255 * y / SIZE[1], 90)) > 6:
            return False
    return True


@pytest.mark.parametrize("box", [None, PART], ids=["whole", "part"])
@pytest.mark.parametrize("longest", [300, 3000])
@pytest.mark.parametrize("name", SERVICES)
def test_every_level_gives_the_part_that_is_asked_for(
    name: str, longest: int, box: tuple[int, int, int, int] | None
) -> None:
    part = box or (0, 0, *SIZE)
    with serving(SERVICES) as (home, asked):
        found = fetch_info(f"{home}/{name}", home.partition("//")[2])
        made = fetch_picture(found, box, longest, trusted=home.partition("//")[2])
    assert made.part == part
    assert right(made.data, part)
    finest = {"small": 300, "sizes-of-3": 0.5 * part[2], "sizes-of-2": 0.5 * part[2]}.get(name, part[2])
    assert made.width == pytest.approx(min(longest, part[2], finest), abs=2)
    assert made.height == pytest.approx(made.width * part[3] / part[2], abs=2)
    pictures = [path for path in asked if path.endswith(".jpg")]
    assert len(set(pictures)) == len(pictures)
    assert made.answers <= len(pictures) <= made.answers + 2  # few forms of an address were refused


def test_one_answer_is_kept_as_it_was_sent() -> None:
    with serving(SERVICES) as (home, asked):
        host = home.partition("//")[2]
        for name in ("two-of-3", "sizes-of-3"):
            made = fetch_picture(fetch_info(f"{home}/{name}", host), None, 500, trusted=host)
            assert (made.width, made.height, made.answers) == (500, 250, 1)
            form = asked[-1]
            assert form in (f"/{name}/full/500,/0/default.jpg", f"/{name}/full/500,250/0/default.jpg")
            sent = io.BytesIO()
            picture().resize((500, 250), Image.Resampling.LANCZOS).save(sent, "JPEG", quality=95)
            assert made.data == sent.getvalue()


def test_tiles_are_asked_for_once_each_and_only_those_under_the_part() -> None:
    shares: list[float] = []
    with serving(SERVICES) as (home, asked):
        host = home.partition("//")[2]
        found = fetch_info(f"{home}/tiles-of-3", host)
        made = fetch_picture(found, PART, 600, trusted=host, told=shares.append)
    tiles = [path for path in asked if path.endswith(".jpg")]
    # 600 of 1200 pixels: halved, tiles of 512 pixels; those from 0 to 1536 across and from 0 to 1000 down
    assert made.answers == len(tiles) == len(set(tiles)) == 6
    tile = re.compile(r"/(0|512|1024),(0|512),512,(512|488)/256,(256|244)/0/default.jpg$")
    assert all(tile.search(path) for path in tiles)
    assert shares == sorted(shares)
    assert (len(shares), shares[-1]) == (6, 1)


@pytest.mark.parametrize("name", ["two-of-3", "tiles-of-2", "sizes-of-3"])
def test_a_mask_that_is_no_box_leaves_the_rest_clear(name: str) -> None:
    mask = [(300, 200), (1500, 550), (300, 900)]
    with serving(SERVICES) as (home, _):
        host = home.partition("//")[2]
        found = fetch_info(f"{home}/{name}", host)
        made = fetch_picture(found, PART, 600, mask=mask, trusted=host)
        boxed = [(300, 200), (1500, 200), (1500, 900), (300, 900), (300, 200)]
        plain = fetch_picture(found, PART, 600, mask=boxed, trusted=host)
    assert made.clipped
    assert made.name.endswith(".webp")
    assert not plain.clipped
    assert plain.name.endswith(".jpg")
    with Image.open(io.BytesIO(made.data)) as drawn:
        assert drawn.mode == "RGBA"
        alpha = drawn.getchannel("A")
        width, height = drawn.size
        inside = ((0.1, 0.5), (0.6, 0.5), (0.95, 0.5))
        outside = ((0.9, 0.05), (0.9, 0.95))
        for places, wanted in ((inside, 255), (outside, 0)):
            assert {alpha.getpixel((int(x * width), int(y * height))) for x, y in places} == {wanted}
        flat = io.BytesIO()
        left = drawn.convert("RGB").crop((0, int(height * 0.3), int(width * 0.3), int(height * 0.7)))
        left.save(flat, "PNG")
    assert right(flat.getvalue(), (300, 410, 360, 280))


def test_a_service_that_says_nonsense_is_refused_in_words() -> None:
    bad: dict[str, dict[str, Any]] = {
        "no-size": {"profile": "level2", "width": "wide"},
        "negative": info(width=-5),
        "huge": info(width=10**12),
        "crumbs": info(profile="level0", tiles=[{"width": 1, "scaleFactors": [1]}]),
        "bomb": info(width=900_000, height=900_000, profile="level0",
                     tiles=[{"width": 900_000, "scaleFactors": [1]}]),
        "lies": info(profile="level0", width=1500, height=700, tiles=[{"width": 700, "scaleFactors": [1]}]),
        "dust": info(width=10**6, height=10**6, profile="level0", tiles=[{"width": 1, "scaleFactors": [1]}]),
        "nothing": info(profile="level0", sizes="all", tiles=[3, {"width": True}, {"width": 9}, None]),
    }  # fmt: skip
    with serving(bad, {"text": b"<html>"}) as (home, _):
        host = home.partition("//")[2]
        unread = {"no-size": "names no size", "negative": "that can be", "huge": "that can be", "gone": "404"}
        for name, words in unread.items():
            with pytest.raises(FetchError, match=words):
                fetch_info(f"{home}/{name}", host)
        large = {"crumbs": "2,000,000 tiles", "dust": "1,000,000,000,000 tiles", "bomb": "900,000 × 900,000"}
        for name, words in large.items():
            with pytest.raises(FetchError, match=words):
                fetch_picture(fetch_info(f"{home}/{name}", host), None, 3000, trusted=host)
        assert fetch_picture(fetch_info(f"{home}/nothing", host), None, 900, trusted=host).width == 900
        with pytest.raises(FetchError, match="outside its picture"):
            fetch_picture(fetch_info(f"{home}/lies", host), (1500, 0, 10, 10), 900, trusted=host)


def test_what_is_no_picture_is_refused() -> None:
    with serving({}, {"full": b"", "scan": b"<html>no picture</html>"}) as (home, _):
        host = home.partition("//")[2]
        found = read_info(f"{home}/scan", json.dumps(info()).encode())
        with pytest.raises(FetchError, match="no picture that can be read"):
            fetch_picture(found, None, 900, trusted=host)


def test_the_finest_listed_size_is_cut_where_a_part_is_wanted() -> None:
    found = read_info("https://iiif.example.org/a", json.dumps(SERVICES["both"]).encode())
    assert plan(found, (0, 0, *SIZE), 900).answers[0].forms[0] == "full/1000,500"
    assert plan(found, (0, 0, 1000, 500), 450).answers[0].forms[0] == "full/1000,500"
    fine = plan(found, (0, 0, 600, 400), 600)  # finer than any size: tiles
    assert [one.forms[0] for one in fine.answers] == [
        "0,0,300,200/300,200", "300,0,300,200/300,200", "0,200,300,200/300,200", "300,200,300,200/300,200",
    ]  # fmt: skip
    assert fine.box == (0, 0, 600, 400)


def test_an_info_json_is_known_from_an_annotation() -> None:
    assert is_image_info(info())
    assert is_image_info(info2(0))
    assert not is_image_info({"type": "Annotation", "@context": ["http://iiif.io/api/image/3/context.json"]})
    assert not is_image_info([info()])
    assert read_info("", json.dumps({**info2(1), "@id": "https://iiif.example.org/a/"}).encode()).service == (
        "https://iiif.example.org/a"
    )
    with pytest.raises(FetchError, match="names no address"):
        read_info("", json.dumps(info()).encode())
