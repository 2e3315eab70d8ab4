"""Media of a chapter."""

import pytest

from storymap.document.media import address, chapter_media, kind_of
from storymap.model import Media


def test_a_file_is_relative_to_the_story_and_encoded() -> None:
    assert address(Media("image", "Đà Nẵng #1.jpg")) == "media/%C4%90%C3%A0%20N%E1%BA%B5ng%20%231.jpg"
    assert address(Media("image", "media/a.jpg")) == "media/a.jpg"


def test_an_outside_page_names_its_host() -> None:
    (found,) = chapter_media([Media("embed", url="https://v.example:8443/1")], "en")
    assert found["host"] == "v.example:8443"
    assert found["width"] is None


@pytest.mark.parametrize(
    "media",
    [
        Media("image", "../a.jpg"),
        Media("image", "/etc/a.jpg"),
        Media("image", "a\\..\\b.jpg"),
        Media("embed", url="javascript:alert(1)"),
        Media("embed", url="//v.example"),
        Media("embed", url="https://[broken"),
        Media("embed"),
    ],
)
def test_what_lies_outside_the_folder_or_is_no_web_address_is_left_out(media: Media) -> None:
    assert chapter_media([media], "en") == []


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "image"), ("a.mp3", "audio"), ("a.webm", "video"), ("a.pdf", "embed")]
)
def test_the_kind_follows_the_names_ending_when_the_author_gives_none(name: str, kind: str) -> None:
    assert kind_of(Media("", name)) == kind


def test_a_picture_in_the_maps_place_says_so_with_its_larger_file() -> None:
    media = Media("image", "a.jpg", where="map", size=(60, 40), large="ä.jpg", large_size=(300, 200))
    (found,) = chapter_media([media], "en")
    assert (found["where"], found["width"], found["height"]) == ("map", 60, 40)
    assert found["large"] == {"url": "media/%C3%A4.jpg", "width": 300, "height": 200}
    (other,) = chapter_media([Media("image", "a.jpg", large="../b.jpg", large_size=(3, 2))], "en")
    assert (other["where"], other["large"]) == ("text", None)
