import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from storymap.problems import Problem, Severity
from storymap.storage import Loaded, load
from storymap.storage.media_path import media_path

Changed = Callable[[dict[str, str | bytes]], Loaded]
Only = Callable[[Loaded], Problem]


def _chapter(media: str) -> str:
    return f"---\ntitle: One\nmedia:\n  - {media}\n---\nText\n"


def _picture(width: int, height: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), "#7a8a6a").save(made, "PNG")
    return made.getvalue()


def test_a_picture_of_the_text_has_its_size(two_places: Changed) -> None:
    chapter = _chapter("{file: a.png, alt: x}")
    loaded = two_places({"chapters/first.md": chapter, "media/a.png": _picture(30, 20)})
    assert [media.size for media in loaded.story.chapters[0].media] == [(30, 20)]


def test_a_picture_that_can_not_be_read_is_told_and_stays(two_places: Changed, only: Only) -> None:
    chapter = _chapter("{file: a.png, alt: x}")
    loaded = two_places({"chapters/first.md": chapter, "media/a.png": b"no picture"})
    problem = only(loaded)
    assert (problem.severity, problem.message) == (Severity.WARNING, "the picture can't be read")
    assert [(media.file, media.size) for media in loaded.story.chapters[0].media] == [("a.png", None)]


def test_the_kind_follows_from_the_ending(two_places: Changed) -> None:
    loaded = two_places(
        {
            "chapters/first.md": _chapter(
                "{file: media/a.JPG, alt: x}\n  - {file: b.ogg}\n"
                "  - {url: 'https://a.example/c.mp4'}\n"
                "  - {url: 'https://a.example/d'}"
            ),
            "media/a.JPG": _picture(30, 20),
            "media/b.ogg": b"x",
        }
    )
    assert loaded.problems == ()
    assert [(media.kind, media.file) for media in loaded.story.chapters[0].media] == [
        ("image", "a.JPG"),
        ("audio", "b.ogg"),
        ("video", ""),
        ("embed", ""),
    ]


def test_a_picture_without_alt_text_is_a_warning(two_places: Changed, only: Only) -> None:
    chapter = _chapter("{file: a.png}")
    problem = only(two_places({"chapters/first.md": chapter, "media/a.png": _picture(3, 2)}))
    assert (problem.severity, problem.file, problem.row, problem.column) == (
        Severity.WARNING,
        "chapters/first.md",
        4,
        "media.alt",
    )


def test_files_outside_the_media_folder_are_refused(two_places: Changed) -> None:
    for name in ("../story.yaml", "/etc/passwd", "a/../../story.yaml", "~/x.png", "C:/x.png", "..\\\\x.png"):
        loaded = two_places({"chapters/first.md": _chapter(f'{{file: "{name}", alt: x}}')})
        assert [problem.severity for problem in loaded.problems] == [Severity.ERROR], name
        assert loaded.story.chapters[0].media == ()


def test_a_link_that_leads_out_is_refused(two_places: Changed, only: Only, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"x")
    folder = two_places({"chapters/first.md": _chapter("{file: a.png, alt: x}"), "media/b.png": b"x"}).folder
    (folder / "media" / "a.png").symlink_to(tmp_path / "secret.png")
    assert "link that leads out" in only(load(folder)).message


def test_a_linked_table_that_leads_out_is_refused(two_places: Changed, tmp_path: Path) -> None:
    folder = two_places({}).folder
    (tmp_path / "events.csv").write_text("id,when,title\n")
    (folder / "events.csv").unlink()
    (folder / "events.csv").symlink_to(tmp_path / "events.csv")
    assert "link that leads out" in load(folder).problems[0].message


def test_a_missing_file_is_an_error_and_the_other_media_stay(two_places: Changed, only: Only) -> None:
    loaded = two_places(
        {"chapters/first.md": _chapter("{file: a.png, alt: x}\n  - {file: b.wav}"), "media/b.wav": b"x"}
    )
    assert only(loaded).message == "the file is missing"
    assert [media.file for media in loaded.story.chapters[0].media] == ["b.wav"]


def test_an_address_that_runs_code_is_refused(two_places: Changed, only: Only) -> None:
    loaded = two_places({"chapters/first.md": _chapter("{url: 'javascript:alert(1)', alt: x}")})
    assert only(loaded).message == "this is not a web address"
    assert loaded.story.chapters[0].media == ()


@pytest.mark.parametrize("name", ["link.png", ".hidden.png", ".private/a.png", "linked/a.png"])
def test_hidden_files_and_links_within_the_story_are_told_and_left_out(
    name: str, two_places: Changed, only: Only
) -> None:
    files: dict[str, str | bytes] = {
        f"media/{own}": _picture(3, 2) for own in ("plain.png", ".hidden.png", ".private/a.png", "real/a.png")
    }
    folder = two_places(
        files | {"chapters/first.md": _chapter(f"{{file: {name}, alt: x}}\n  - {{file: plain.png, alt: x}}")}
    ).folder
    (folder / "media" / "link.png").symlink_to("plain.png")
    (folder / "media" / "linked").symlink_to("real")
    loaded = load(folder)
    problem = only(loaded)
    assert (problem.severity, problem.file, problem.row, problem.found) == (
        Severity.ERROR, "chapters/first.md", 4, name,
    )  # fmt: skip
    assert ("link" if "link" in name else "hidden") in problem.message
    assert problem.hint
    assert [media.file for media in loaded.story.chapters[0].media] == ["plain.png"]


def test_a_link_to_nothing_and_one_to_itself_are_told_as_links(two_places: Changed, only: Only) -> None:
    folder = two_places({"chapters/first.md": _chapter("{file: a.png, alt: x}"), "media/b.png": b"x"}).folder
    for target in ("gone.png", "a.png"):
        (folder / "media" / "a.png").unlink(missing_ok=True)
        (folder / "media" / "a.png").symlink_to(target)
        assert "links are not followed" in only(load(folder)).message


@pytest.mark.parametrize("written", ["ph\u1ed1/\u00e9.png", "pho\u0302\u0301/e\u0301.png"])
@pytest.mark.parametrize("on_disk", ["ph\u1ed1/\u00e9.png", "pho\u0302\u0301/e\u0301.png"])
def test_a_name_is_found_in_whatever_unicode_form_the_disk_has_it(
    written: str, on_disk: str, two_places: Changed
) -> None:
    loaded = two_places(
        {"chapters/first.md": _chapter(f"{{file: {written}, alt: x}}"), f"media/{on_disk}": _picture(30, 20)}
    )
    assert loaded.problems == ()
    assert [media.size for media in loaded.story.chapters[0].media] == [(30, 20)]


def test_of_two_files_that_differ_by_their_unicode_form_each_is_found_by_its_own(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    for name in ("\u00e9.png", "e\u0301.png"):
        (tmp_path / "media" / name).write_bytes(name.encode())
    for name in ("\u00e9.png", "e\u0301.png"):
        assert media_path(tmp_path, name).read_bytes() == name.encode()


def test_a_link_in_another_unicode_form_is_no_more_followed_than_any(
    two_places: Changed, only: Only
) -> None:
    folder = two_places(
        {"chapters/first.md": _chapter("{file: \u00e9.png, alt: x}"), "media/b.png": b"x"}
    ).folder
    (folder / "media" / "e\u0301.png").symlink_to("b.png")
    assert "links are not followed" in only(load(folder)).message
