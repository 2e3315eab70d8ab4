"""A chapter's files say after an edit what the changes say; every other line keeps every byte."""

import codecs
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from storymap.model.changes import Kind, present
from storymap.storage.chapter_edit import edit_chapter
from storymap.storage.chapter_file import chapter_fields, languages_of_file, read_chapter_file
from storymap.storage.fields import canonical_record

LANGUAGES = ("en", "vi")
HEADS = st.lists(
    st.sampled_from(
        [
            "title: A day # the first",
            "view: {zoom: 9, center: [16.5, 107.6]}",
            "show:\n  events: [a, b]\n  tags:\n    - war   # and peace",
            "# what the author remarked",
            "my own: 'it''s kept'",
            "draft: yes",
            "",
        ]
    ),
    unique=True,
)
PARAGRAPHS = st.lists(
    st.sampled_from(
        ["Words.", "Đà Nẵng, 1968.", "* x\n* y", "  indented", "| a |\n|---|", "end  ", "# H", "---"]
    )
)
TEXTS = st.text(st.sampled_from("aĐệ :#-[]{}*|>`'\"\n\\😀\u2028") | st.characters(), max_size=12)
TITLES = st.sampled_from(["Another", "Huế: a city", "1968", "# no remark", "", None]) | TEXTS
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "title": TITLES,
        "title@vi": TITLES,
        "map@vi": TITLES,
        "text": PARAGRAPHS.map("\n\n".join) | TEXTS,
        "text@vi": PARAGRAPHS.map("\n\n".join) | TEXTS,
        "draft": st.booleans(),
        "view": st.none() | st.fixed_dictionaries({"zoom": st.integers(0, 19)}),
        "show": st.none() | st.dictionaries(st.sampled_from(["events", "sites"]), st.lists(TITLES)),
        "my own": TITLES,
    },
)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A chapter file as authors write them: with and without front matter, all line ends, marks."""
    head, body = "\n".join(draw(HEADS)), "\n\n".join(draw(PARAGRAPHS))
    above = draw(st.sampled_from(["", "\n"]))
    fenced = f"---\n{head}\n---\n{above}{body}" if draw(st.booleans()) else body.lstrip("-\n")
    text = fenced + draw(st.sampled_from(["", "\n", "\n\n"]))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    mark = draw(st.sampled_from([b"", codecs.BOM_UTF8]))
    return mark + text.replace("\n", newline).encode()


def fields(chapter: dict[str, bytes | None]) -> dict[str, Any]:
    read = {tag: read_chapter_file(data, languages_of_file(tag, LANGUAGES)) for tag, data in chapter.items()}
    return chapter_fields(read, LANGUAGES)


def edited(chapter: dict[str, bytes | None], changes: dict[str, Any]) -> dict[str, bytes | None]:
    made = chapter | edit_chapter(chapter, changes, LANGUAGES)
    return {tag: data for tag, data in made.items() if data is not None or tag == LANGUAGES[0]}


CHAPTERS = st.fixed_dictionaries({"en": files()}, optional={"vi": files()})


@given(CHAPTERS, CHANGES)
def test_reading_what_was_written_gives_the_changes_and_nothing_else(
    chapter: dict[str, bytes | None], changes: dict[str, Any]
) -> None:
    expected = canonical_record(Kind.CHAPTER, {**fields(chapter), **changes})
    assert fields(edited(chapter, changes)) == expected


@given(files(), st.sampled_from(["title", "view", "my own"]), TITLES)
def test_a_change_of_the_front_matter_leaves_the_text_as_it_was(data: bytes, key: str, value: Any) -> None:
    before = fields({"en": data})
    made = edited({"en": data}, {key: value})["en"]
    assert made is not None
    start = data.find(b"\n---", 4)
    body = data[start:] if data.lstrip(codecs.BOM_UTF8).startswith(b"---") else data.lstrip(codecs.BOM_UTF8)
    assert made.endswith(body)
    for line in data[: len(data) - len(body)].splitlines():
        if not line.startswith((key.encode(), b"  ")):
            assert line in made
    assert made.startswith(codecs.BOM_UTF8) == data.startswith(codecs.BOM_UTF8)
    if not present(value) and key not in before:
        assert made == data


@given(files(), PARAGRAPHS)
def test_a_change_of_the_text_leaves_the_front_matter_as_it_was(data: bytes, paragraphs: list[str]) -> None:
    made = edited({"en": data}, {"text": "\n\n".join(paragraphs)})["en"]
    assert made is not None
    if data.lstrip(codecs.BOM_UTF8).startswith(b"---"):
        assert made.startswith(data[: data.index(b"\n---", 4)])


@given(files(), st.data())
def test_lines_of_the_text_that_stay_keep_every_byte(data: bytes, more: st.DataObject) -> None:
    """One line in the middle changes: all that is above and below is the same, line ends included."""
    text = fields({"en": data}).get("text", "")
    lines = text.split("\n")
    place = more.draw(st.integers(0, len(lines) - 1))
    changed = [*lines[:place], "one new line", *lines[place + 1 :]]
    made = edited({"en": data}, {"text": "\n".join(changed)})["en"]
    old = lines[place].encode()
    assert made is not None
    assert made.count(b"one new line") == 1
    above, below = made.split(b"one new line")
    assert data.startswith(above) or not text
    assert data.endswith(below) or not text
    if text:
        assert data[len(above) : len(data) - len(below)].strip() == old.strip()


@given(files(), files())
def test_a_change_of_one_language_leaves_the_file_of_the_other_alone(first: bytes, second: bytes) -> None:
    chapter: dict[str, bytes | None] = {"en": first, "vi": second}
    assert "en" not in edit_chapter(chapter, {"text@vi": "Một đoạn khác."}, LANGUAGES)
    assert "vi" not in edit_chapter(chapter, {"text": "Another paragraph."}, LANGUAGES)


@given(CHAPTERS)
def test_no_change_is_no_change(chapter: dict[str, bytes | None]) -> None:
    assert edit_chapter(chapter, fields(chapter), LANGUAGES) == {}
