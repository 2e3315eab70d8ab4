"""A picture that stands where the map is: one per chapter, a file of the story, with its larger file."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from storymap.problems import Problem, Severity
from storymap.storage import Loaded, load

Changed = Callable[[dict[str, str | bytes]], Loaded]
Only = Callable[[Loaded], Problem]
HUNG = Path(__file__).parent.parent / "stories" / "hung-pictures"


def picture(width: int, height: int, turned: int = 0) -> bytes:
    """A picture; `turned` is how a camera says that it was held."""
    file = io.BytesIO()
    exif = Image.Exif()
    if turned:
        exif[0x0112] = turned
    Image.new("RGB", (width, height), "navy").save(file, "JPEG", exif=exif)
    return file.getvalue()


PICTURES: dict[str, str | bytes] = {
    "media/a.jpg": picture(60, 40), "media/b.jpg": picture(40, 40), "media/large.jpg": picture(300, 200),
    "media/c.ogg": b"x", "media/broken.png": b"no picture",
}  # fmt: skip


@pytest.fixture
def chapter(two_places: Changed) -> Callable[..., Loaded]:
    """Return a function that loads a story whose first chapter has these media."""

    def loaded(*media: str) -> Loaded:
        entries = "".join(f"  - {one}\n" for one in media)
        return two_places(
            {**PICTURES, "chapters/first.md": f"---\ntitle: One\nmedia:\n{entries}---\nText\n"}
        )

    return loaded


def test_a_picture_in_the_maps_place_has_its_size_and_its_larger_file() -> None:
    loaded = load(HUNG)
    assert loaded.problems == ()
    coast, harbour, tower, _ = loaded.story.chapters
    assert coast.media == ()
    (one,) = harbour.media
    assert (one.where, one.size, one.large, one.large_size) == (
        "map", (900, 600), "harbour-large.png", (2700, 1800),
    )  # fmt: skip
    assert tower.media[0].large == ""
    assert one.alt.get("vi").startswith("Ba chiếc thuyền")


def test_a_picture_that_a_camera_took_lying_has_the_size_that_readers_see(two_places: Changed) -> None:
    loaded = two_places(
        {
            "chapters/first.md": "---\ntitle: One\nmedia: [{file: t.jpg, alt: x, where: map}]\n---\nText\n",
            "media/t.jpg": picture(60, 40, turned=6),
        }
    )
    assert loaded.story.chapters[0].media[0].size == (40, 60)


@pytest.mark.parametrize(
    ("entry", "column", "message", "hint"),
    [
        ("{file: c.ogg, where: map}", "media.where", "only a picture", "Delete `where`"),
        ("{url: 'https://a.example/a.jpg', alt: x, where: map}", "media.where", "another host",
         "media/"),
        ("{file: broken.png, alt: x, where: map}", "media.file", "can't be read", "JPEG"),
        ("{file: a.jpg, alt: x, where: map, large: none.jpg}", "media.large", "the file is missing", ""),
        ("{file: a.jpg, alt: x, where: map, large: scan.tiff}", "media.large", "not shown", "JPEG"),
        ("{file: a.jpg, alt: x, where: map, large: b.jpg}", "media.large", "the same picture", "one scan"),
        ("{file: large.jpg, alt: x, where: map, large: a.jpg}", "media.large", "more pixels", "one scan"),
    ],
)  # fmt: skip
def test_what_cannot_stand_there_is_an_error_that_says_what_to_do(
    chapter: Callable[..., Loaded], only: Only, entry: str, column: str, message: str, hint: str
) -> None:
    loaded = chapter(entry)
    problem = only(loaded)
    assert (problem.severity, problem.file, problem.row, problem.column) == (
        Severity.ERROR, "chapters/first.md", 4, column,
    )  # fmt: skip
    assert message in problem.message
    assert hint in problem.hint
    (media,) = loaded.story.chapters[0].media  # it is shown all the same
    assert media.large == ""
    assert media.where == ("map" if "large:" in entry else "text")


def test_of_two_pictures_the_first_stands_there(chapter: Callable[..., Loaded], only: Only) -> None:
    loaded = chapter(
        "{file: a.jpg, alt: x, where: map}", "{file: b.jpg, alt: x}", "{file: b.jpg, alt: y, where: Map}"
    )
    problem = only(loaded)
    assert (problem.severity, problem.row) == (Severity.ERROR, 6)
    assert "another picture of this chapter" in problem.message
    assert [one.where for one in loaded.story.chapters[0].media] == ["map", "text", "text"]


def test_a_missing_file_is_left_out_and_a_missing_alt_is_a_warning(
    chapter: Callable[..., Loaded], only: Only
) -> None:
    loaded = chapter("{file: none.jpg, alt: x, where: map}")
    assert only(loaded).message == "the file is missing"
    assert loaded.story.chapters[0].media == ()
    assert only(chapter("{file: a.jpg, where: map}")).column == "media.alt"


def test_a_slip_of_the_pen_is_understood_and_told(chapter: Callable[..., Loaded], only: Only) -> None:
    loaded = chapter("{file: a.jpg, alt: x, where: maps}")
    assert only(loaded).severity is Severity.WARNING
    assert loaded.story.chapters[0].media[0].where == "map"
    loaded = chapter("{file: a.jpg, alt: x, large: large.jpg}")
    assert only(loaded).severity is Severity.NOTICE
    assert loaded.story.chapters[0].media[0].large == ""
