"""A story on paper has all its chapters, maps and sources, and asks for nothing from outside."""

import re
import shutil
from html import escape, unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from storymap.document import build_document
from storymap.render.handout import render_handout
from storymap.render.qr import qr_svg
from storymap.storage import load

STORY = Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing"
ADDRESS = "https://maps.example.org/pacific-crossing/"


def handout(language: str = "en", address: str = "") -> str:
    loaded = load(STORY)
    return render_handout(loaded.story, build_document(loaded.story, language), STORY, address=address)


def test_every_chapter_has_its_map_in_the_page_and_nothing_runs():
    chapters = load(STORY).story.chapters
    page = handout()
    assert len(re.findall(r'<article class="chapter"', page)) == len(chapters)
    maps = re.findall(r'<img src="data:image/svg[^"]*" alt="[^"]+" width="720"', page)
    assert len(maps) == len(chapters) + 1
    assert "<script" not in page
    assert 'rel="preload"' not in page


def test_pictures_come_from_the_folder_of_the_story():
    found = re.findall(r'<img src="(file:[^"]*)"', handout())
    assert found
    assert all(Path(address.removeprefix("file://")).is_file() for address in found)


def printed(folder: Path) -> str:
    loaded = load(folder)
    return render_handout(loaded.story, build_document(loaded.story, "en"), folder)


def files(page: str) -> list[str]:
    """Return the names of the pictures in a page, all of which are on the disk."""
    found = [Path(unquote(unescape(one))) for one in re.findall(r'<img src="file://([^"]*)"', page)]
    assert all(file.is_file() for file in found)
    return [file.name for file in found]


def test_pictures_in_the_texts_of_chapters_and_events_come_from_the_folder_too(tmp_path: Path):
    folder = shutil.copytree(STORY, tmp_path / "crossing")
    for name in ("R&D.png", "text.png", "note.png"):
        shutil.copy(STORY / "media" / "sea.png", folder / "media" / name)
    shutil.copy(STORY / "media" / "sea.png", tmp_path / "secret.png")
    with (folder / "chapters" / "oakland.md").open("a", encoding="utf-8") as chapter:
        chapter.write("\n\n![Inline](../media/R&D.png) ![Outside](../media/../../secret.png)\n")
    (folder / "events.csv").write_text(
        "id,when,title,certainty,text,note\n"
        "storm,1928-06-04,Storms,uncertain,![In the text](media/text.png),![In the note](media/note.png)\n",
        "utf-8",
    )
    page = printed(folder)
    assert {"R&D.png", "text.png", "note.png"} <= set(files(page))
    assert 'src="media/../../secret.png"' in page


@pytest.mark.parametrize("name", ["ảnh đẹp.png", "a b.png", "%.png", "%25.png", "x#y.png", "q?.png", "&.png"])
def test_pictures_may_have_any_name(tmp_path: Path, name: str):
    folder = shutil.copytree(STORY, tmp_path / "cross ing")
    (folder / "media" / "sea.png").rename(folder / "media" / name)
    chapter = folder / "chapters" / "oakland.md"
    chapter.write_text(chapter.read_text("utf-8").replace("file: sea.png", f"file: '{name}'"), "utf-8")
    assert files(printed(folder)) == [name]


def test_the_address_stands_on_the_first_page_with_its_qr_code():
    assert "qr" not in re.findall(r'class="drawn ?([^"]*)"', handout())
    page = handout("ar", ADDRESS)
    assert f"<b>{ADDRESS}</b>" in page
    assert 'lang="ar" dir="rtl"' in page
    assert "data:image/svg" in page.partition('class="drawn qr"')[2][:40]


def test_an_address_always_gives_the_same_picture_and_another_one_another():
    assert qr_svg(ADDRESS) == qr_svg(ADDRESS)
    assert qr_svg(ADDRESS) != qr_svg(ADDRESS + "vi/")


def test_an_event_set_stands_on_paper_in_words_and_numbers(missions_story: Path):
    loaded = load(missions_story)
    page = render_handout(loaded.story, build_document(loaded.story, "vi"), missions_story)
    assert "Chương này hiện 892 trong 19.989 sự kiện." in page
    assert '<th scope="row" dir="auto">Miền Bắc</th><td>3.519</td>' in page
    assert "Trong tệp này" not in page


def test_english_words_keep_their_order_in_an_arabic_story():
    page = handout("ar")
    for words in ("1 minute", "37.72° N, 122.22° W", "No.", "Sources of this chapter:"):
        assert f"\u2066{words}\u2069" in page
    assert "\u2066" not in handout("en").partition("<body")[2]


def test_pictures_with_any_name_come_from_the_folder(decomposed: Path):
    loaded = load(decomposed)
    page = render_handout(loaded.story, build_document(loaded.story, "en"), decomposed)
    found = re.findall(r'<img src="(file:[^"]*)"', page)
    assert found
    assert all(Path(unquote(address.removeprefix("file://"))).is_file() for address in found)


def test_latin_words_keep_their_order_in_a_hebrew_story(tmp_path: Path):
    title, author = "R & D <x> ]]>", "A & B <c>"
    (tmp_path / "story.yaml").write_text(
        f'title: {{he: "{title}"}}\nlanguages: [he]\nauthors: ["{author}"]\nchapters: [one]\n', "utf-8"
    )
    (tmp_path / "events.csv").write_text("id,when,title\ne,1928,Storm (one)!\n", "utf-8")
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "one.md").write_text(
        f'---\ntitle: {{he: "{title}"}}\nshow: {{events: [e]}}\n---\nשלום\n', "utf-8"
    )
    loaded = load(tmp_path)
    page = render_handout(loaded.story, build_document(loaded.story, "he"), tmp_path)
    for before, words in (("<h1><bdi>", title), ('_title"><bdi>', title), ("<bdi>", author),
                          ('<p class="event-title"><span dir="auto">', "Storm (one)!")):  # fmt: skip
        assert before + escape(words) + "</" in page
