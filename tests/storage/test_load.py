from collections.abc import Callable
from pathlib import Path

import pytest

from storymap.model import Text
from storymap.problems import Problem, StoryNotFound
from storymap.storage import Loaded, load

Changed = Callable[[dict[str, str | bytes]], Loaded]
Named = Callable[[str], Loaded]
Only = Callable[[Loaded], Problem]


def _places(loaded: Loaded) -> list[tuple[str, str, int | None, str]]:
    return [
        (problem.severity.value, problem.file, problem.row, problem.column) for problem in loaded.problems
    ]


@pytest.mark.parametrize("name", ["two-places", "equator", "pacific-crossing"])
def test_a_valid_story_has_no_problems(broken: Named, name: str) -> None:
    assert broken(name).problems == ()


def test_a_missing_folder_is_named_with_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(StoryNotFound, match=r"storymap new .*nowhere"):
        load(tmp_path / "nowhere")


def test_an_empty_folder_is_a_story_whose_missing_story_file_is_a_problem(tmp_path: Path) -> None:
    loaded = load(tmp_path)
    missing = [problem.file for problem in loaded.problems if "missing" in problem.message]
    assert missing == ["story.yaml"]


def test_a_story_needs_only_its_story_file_and_a_chapter(tmp_path: Path) -> None:
    story = tmp_path / "alone"
    (story / "chapters").mkdir(parents=True)
    (story / "story.yaml").write_text("title: A\nchapters: [one]\n")
    (story / "chapters" / "one.md").write_text("---\ntitle: One\n---\nText.\n")
    assert load(story).problems == ()
    (story / "sites.csv").symlink_to("nowhere.csv")
    assert [problem.message for problem in load(story).problems] == ["the file is missing"]


def test_an_empty_story_file_is_a_problem(broken: Named) -> None:
    loaded = broken("empty")
    assert loaded.problems[0].message == "the file is empty"
    assert loaded.story.title.get("en") == "empty"


def test_one_broken_file_does_not_hide_the_others(two_places: Changed) -> None:
    loaded = two_places(
        {"story.yaml": "title: [\n", "chapters/first.md": b"\xff\xfe\x00", "sites.csv": b"\0\0\0"}
    )
    assert [event.id for event in loaded.story.events] == ["a", "b"]
    assert {"story.yaml", "sites.csv", "events.csv"} <= {problem.file for problem in loaded.problems}


def test_faulty_yaml_is_named_with_its_line(two_places: Changed) -> None:
    first = two_places({"story.yaml": "title: A\nsummary: one: two\n"}).problems[0]
    assert (first.file, first.row) == ("story.yaml", 2)
    assert "quotation marks" in first.hint


def test_of_a_story_file_that_cannot_be_read_nothing_is_said_to_be_missing(two_places: Changed) -> None:
    files = {"chapters/first.md": "---\ntitle: One\n---\n", "chapters/first.vi.md": "---\ntitle: Hai\n---\n"}
    assert len(list(two_places({"story.yaml": "title: [\n"} | files).problems)) == 1
    said = {problem.message for problem in two_places({"story.yaml": "{}\n"} | files).problems}
    assert {"the story has no title", "the story lists no chapters"} <= said


def test_a_translation_of_a_chapter_that_is_not_listed_is_told_once(two_places: Changed) -> None:
    files = {"chapters/more.md": "---\ntitle: One\n---\n", "chapters/more.vi.md": "---\ntitle: Hai\n---\n"}
    assert [problem.found for problem in two_places(files).problems] == ["more"]


def test_no_and_times_stay_words_as_yaml_1_2_has_it(two_places: Changed) -> None:
    story = two_places(
        {"story.yaml": "title: NO\nlicence: 12:30\nsummary: 007\nchapters: [first, second]"}
    ).story
    assert (story.title.get("en"), story.licence, story.summary.get("en")) == ("NO", "12:30", "007")


def test_an_alias_that_multiplies_itself_is_refused(two_places: Changed) -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 9))
    loaded = two_places({"story.yaml": f"title: A\nl0: &l0 [x]\n{levels}\n"})
    assert "too many values" in loaded.problems[0].message


def test_a_key_given_twice_is_an_error_and_the_first_is_used(two_places: Changed) -> None:
    loaded = two_places({"story.yaml": "title: A\ntitle: B\nchapters: [first, second]\n"})
    assert loaded.story.title.get("en") == "A"
    assert _places(loaded) == [("error", "story.yaml", 2, "title")]


def test_an_unknown_key_that_looks_like_a_known_one_is_kept_and_named(
    two_places: Changed, only: Only
) -> None:
    loaded = two_places({"story.yaml": "title: A\nsumary: B\nchapters: [first, second]\n"})
    assert only(loaded).hint == "If so, write `summary`."
    assert loaded.story.extra == (("sumary", "B"),)


def test_a_language_written_out_is_an_error_that_names_its_tag(two_places: Changed, only: Only) -> None:
    loaded = two_places({"story.yaml": "title: A\nlanguages: [en, Vietnamese]\nchapters: [first, second]\n"})
    assert only(loaded).hint == "Write `vi`."


def test_missing_translations_are_one_notice_for_each_file(two_places: Changed) -> None:
    loaded = two_places({"story.yaml": "title: A\nlanguages: [en, vi]\nchapters: [first, second]\n"})
    assert [(problem.file, problem.message) for problem in loaded.problems] == [
        ("story.yaml", "1 text without `vi`"),
        ("sites.csv", "2 texts without `vi`"),
        ("events.csv", "2 texts without `vi`"),
        ("chapters", "4 texts without `vi`"),
    ]


def test_a_repeated_and_a_missing_chapter_are_errors_and_the_rest_shows(broken: Named) -> None:
    loaded = broken("broken-chapters")
    assert [chapter.id for chapter in loaded.story.chapters] == ["first", "second"]
    assert [(problem.found, problem.row) for problem in loaded.problems] == [
        ("first", 3),
        ("third", 3),
        ("../second", 3),
        ("extra", None),
    ]
    assert loaded.problems[-1].hint == "Add `extra` to `chapters` in story.yaml."


def test_unknown_ids_are_named_with_the_nearest_known_one(broken: Named) -> None:
    loaded = broken("broken-unknown-ids")
    hints = {problem.found: problem.hint for problem in loaded.problems}
    assert hints["hu"] == "Did you mean `hue`?"
    assert hints["Đà Nẵng"] == "That is a name; write the id `da-nang`."
    assert set(hints) == {"hu", "Đà Nẵng", "nobody", "hanoi", "z", "zz", "dmz", "saigon", "nowhere"}
    assert [event.site for event in loaded.story.events] == ["hu", "Đà Nẵng"]
    chapter = loaded.story.chapters[0]
    assert (chapter.place, chapter.route, chapter.view.fit) == ("", ("hue",), ("hue",))


def test_a_translated_chapter_gives_its_title_text_and_media_texts_only(two_places: Changed) -> None:
    loaded = two_places(
        {
            "story.yaml": "title: {en: A, vi: A}\nlanguages: [en, vi]\nchapters: [first]\n",
            "chapters/first.md": "---\ntitle: One\n"
            "media: [{url: 'https://a.example/b.png', alt: x}]\n---\nText",
            "chapters/first.vi.md": "---\ntitle: Một\nplace: hue\nmedia: [{alt: ảnh}]\n---\nChữ",
            "chapters/second.md": "",
            "sites.csv": "id,name,name@vi,lat,lon\nhue,Hue,Huế,16.4,107.5\nda-nang,Da Nang,Đà Nẵng,16,108\n",
            "events.csv": "id,site,when,title,title@vi\na,hue,1993,A,A\n",
        }
    )
    chapter = loaded.story.chapters[0]
    assert chapter.title == Text((("en", "One"), ("vi", "Một")))
    assert chapter.text == Text((("en", "Text"), ("vi", "Chữ")))
    assert chapter.media[0].alt == Text((("en", "x"), ("vi", "ảnh")))
    assert chapter.place == ""
    assert [problem.column for problem in loaded.problems] == ["place", ""]


def test_a_folder_whose_name_is_no_id_gets_a_folded_one(tmp_path: Path) -> None:
    (tmp_path / "Quảng Trị").mkdir()
    loaded = load(tmp_path / "Quảng Trị")
    assert loaded.story.id == "quang-tri"
    assert loaded.problems[0].hint == "Name the folder `quang-tri`."


def test_code_in_every_field_is_carried_as_text(broken: Named) -> None:
    story = broken("canaries").story
    code = "{{7*191}} {%x%} ${7*191} </script> <img src=x onerror=alert(1)> \u2028end"
    site, event, source, chapter = story.sites[0], story.events[0], story.sources[0], story.chapters[0]
    texts = [
        story.title,
        story.summary,
        story.cite,
        story.layers[0].title,
        story.layers[0].note,
        site.name,
        site.note,
        event.title,
        event.text,
        event.note,
        source.citation,
        source.note,
        chapter.title,
        chapter.text,
        chapter.map_text,
        chapter.media[0].alt,
        chapter.media[0].caption,
        chapter.media[0].credit,
    ]
    words = [
        story.licence,
        story.basemap.tiles,
        story.authors[0].name,
        site.kind,
        site.country,
        site.gazetteer_id,
        event.place,
        source.accessed,
        source.licence,
        event.tags[0],
        site.extra[0][1],
        story.extra[0][1],
    ]
    assert [text for text in texts if not text.values[0][1].endswith(code)] == []
    assert [word for word in words if not word.endswith(code)] == []


def test_code_in_an_id_gives_a_plain_id_and_an_error(broken: Named) -> None:
    loaded = broken("canaries")
    assert loaded.story.events[1].id == "event-id-7-191-x-7-191-script-img-src-x-onerror-alert-1-end"
    assert ("error", "events.csv", 3, "id") in _places(loaded)
    assert loaded.story.events[1].when_text.startswith("event-when {{7*191}}")


@pytest.mark.parametrize(("written", "draft"), [("true", True), ("YES", True), ("1", True), ("no", False)])
def test_a_draft_is_read_from_the_story_and_from_a_chapter(
    two_places: Changed, written: str, draft: bool
) -> None:
    chapter = f"---\ntitle: A\ndraft: {written}\n---\nText."
    loaded = two_places(
        {"story.yaml": f"title: A\ndraft: {written}\nchapters: [first]\n", "chapters/first.md": chapter}
    )
    assert (loaded.story.draft, loaded.story.chapters[0].draft) == (draft, draft)
    assert not any("true" in problem.message for problem in loaded.problems)


def test_a_draft_that_is_neither_true_nor_false_stays_hidden_with_a_warning(two_places: Changed) -> None:
    loaded = two_places({"story.yaml": "title: A\ndraft: maybe\nchapters: [first]\n"})
    assert loaded.story.draft
    assert ("warning", "story.yaml", 2, "draft") in _places(loaded)


def test_a_chapter_whose_address_is_taken_still_shows_and_is_an_error(two_places: Changed) -> None:
    loaded = two_places(
        {
            "story.yaml": "title: T\nlanguages: [en, vi]\nchapters: [embed, vi, map, en]\n",
            **{f"chapters/{name}.md": "---\ntitle: A\n---\nText.\n" for name in ("embed", "vi", "map", "en")},
        }
    )
    assert [chapter.id for chapter in loaded.story.chapters] == ["embed", "vi", "map", "en"]
    wrong = [each for each in loaded.problems if each.message.startswith("something else of the story")]
    assert [(each.found, str(each.severity)) for each in wrong] == [("embed", "error"), ("vi", "error")]
    assert wrong[0].hint == "Rename the file to embed-chapter.md, and write `embed-chapter` here."
