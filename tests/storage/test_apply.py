"""Changes become new bytes: what is asked for, and not one byte more."""

import shutil
from pathlib import Path

import pytest

from storymap.model.changes import AddRecord, Change, Kind, RemoveRecord, SetField
from storymap.storage import load
from storymap.storage.apply import apply_changes
from storymap.storage.csv_edit import EditRefused
from storymap.storage.editable import Editable, read_editable

STORIES = Path(__file__).parent.parent / "stories"
CANARIES = (
    "{{7*191}}",
    "{%x%}",
    "</script>",
    "a\u2028b",
    "a: b",
    "a #b",
    *(f"{sign}a" for sign in "[{&*!|>%@`'\"#-?,"),
    "😀",
    "a\0b",
    "a\rb",
    "---",
    "1995",
    "no",
    "null",
    "=1+1",
    "line\nline\n\nline",
    "\ufeffa",
    " a ",
)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STORIES / "pacific-crossing", tmp_path / "story"))


def apply(folder: Path, *changes: Change) -> Editable:
    """Apply changes, write the files, and return what is read then."""
    for name, data in apply_changes(folder, changes).items():
        path = folder / name
        if data is None:
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
    return read_editable(folder)


def test_nothing_is_written_for_a_value_that_is_there_already(story: Path) -> None:
    state = read_editable(story)
    changes = [
        SetField(kind, ident, field, value, value)
        for kind, records in state.records.items()
        for ident, fields in records.items()
        for field, value in fields.items()
    ]
    assert len(changes) > 40
    assert apply_changes(story, changes) == {}


def test_a_word_that_says_yes_stays_where_yes_is_said_again(story: Path) -> None:
    for name in ("story.yaml", "chapters/suva.md"):
        path = story / name
        path.write_text(path.read_text("utf-8").replace("title:", "draft: yes\ntitle:", 1), "utf-8")
    changes = [
        SetField(Kind.STORY, "", "draft", None, True),
        SetField(Kind.CHAPTER, "suva", "draft", None, True),
    ]
    assert apply_changes(story, changes) == {}


def test_every_field_can_be_removed_and_set_again(story: Path) -> None:
    before = read_editable(story)
    for kind, records in before.records.items():
        for ident, fields in records.items():
            for field, value in fields.items():
                if (kind, field) == (Kind.STORY, "languages"):
                    continue
                without = apply(story, SetField(kind, ident, field, value, None))
                assert field not in without.records[kind][ident], (kind, ident, field)
                again = apply(story, SetField(kind, ident, field, None, value))
                assert again.records == before.records, (kind, ident, field)


@pytest.mark.parametrize("canary", CANARIES)
def test_any_text_goes_into_any_field_and_comes_back(story: Path, canary: str) -> None:
    state = read_editable(story)
    fields = [
        (Kind.STORY, "", "summary"),
        (Kind.STORY, "", "cite@ar"),
        (Kind.STORY, "", "my own key"),
        *((Kind.CHAPTER, "suva", name) for name in ("title", "title@ar", "map", "map@ar", "text", "text@ar")),
        (Kind.CHAPTER, "suva", "my own"),
        *((Kind.SITE, next(iter(state.records[Kind.SITE])), name) for name in ("name", "note@ar", "my own")),
        *((Kind.EVENT, next(iter(state.records[Kind.EVENT])), name) for name in ("title", "text", "my own")),
        *((Kind.SOURCE, next(iter(state.records[Kind.SOURCE])), name) for name in ("citation", "my own")),
    ]
    after = apply(story, *(SetField(kind, ident, field, None, canary) for kind, ident, field in fields))
    for kind, ident, field in fields:
        found = after.records[kind][ident][field]
        expected = canary.replace("\0", "")
        if field.startswith("text") and kind is Kind.CHAPTER:
            expected = expected.replace("\r", "\n").strip()
        assert found == expected, (kind, field)
    changed = set(fields)
    for kind, records in state.records.items():
        for ident, values in records.items():
            for field, value in values.items():
                if (kind, ident, field) not in changed:
                    assert after.records[kind][ident][field] == value
    load(story)


def test_a_chapter_is_added_behind_another_and_taken_out_again(story: Path) -> None:
    before = read_editable(story)
    files = {path: path.read_bytes() for path in story.rglob("*") if path.is_file()}
    first = before.records[Kind.STORY][""]["chapters"][0]
    values = {"title": "New", "title@ar": "جديد", "text": "Text.\n\nMore.", "text@ar": "نص", "draft": True}
    after = apply(story, AddRecord(Kind.CHAPTER, "new", values, first))
    assert after.records[Kind.STORY][""]["chapters"][:2] == [first, "new"]
    assert after.records[Kind.CHAPTER]["new"] == values
    assert (story / "chapters" / "new.ar.md").exists()
    apply(story, RemoveRecord(Kind.CHAPTER, "new", values, first))
    assert {path: path.read_bytes() for path in story.rglob("*") if path.is_file()} == files


def test_a_row_that_is_removed_and_put_back_gives_the_same_file(story: Path) -> None:
    before = read_editable(story)
    names = ("sites.csv", "events.csv", "sources.csv")
    files = {name: (story / name).read_bytes() for name in names}
    for kind in (Kind.SITE, Kind.EVENT, Kind.SOURCE):
        last = ""
        for ident, fields in before.records[kind].items():
            assert ident not in apply(story, RemoveRecord(kind, ident, fields, last)).records[kind]
            again = apply(story, AddRecord(kind, ident, fields, last))
            assert list(again.records[kind].items()) == list(before.records[kind].items())
            last = ident
    assert {name: (story / name).read_bytes() for name in names} == files


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (SetField(Kind.SITE, "nowhere", "name", None, "A"), "no site `nowhere`"),
        (SetField(Kind.CHAPTER, "nowhere", "title", None, "A"), "no chapter `nowhere`"),
        (RemoveRecord(Kind.EVENT, "nowhere", {}), "no event `nowhere`"),
        (AddRecord(Kind.SITE, "Not Valid", {}), "not a valid id"),
        (AddRecord(Kind.CHAPTER, "../../etc/passwd", {}), "not a valid id"),
        (AddRecord(Kind.CHAPTER, "suva", {}), "taken"),
        (SetField(Kind.CHAPTER, "suva", "title@../x", None, "A"), "names no language"),
        (SetField(Kind.SITE, "suva", "id", "suva", "b"), "stays as it is"),
        (RemoveRecord(Kind.STORY, "", {}), "one story record"),
    ],
)
def test_what_can_not_be_done_is_refused_in_words(story: Path, change: Change, says: str) -> None:
    with pytest.raises(EditRefused, match=says):
        apply_changes(story, [change])


def test_a_chapter_is_changed_without_reading_the_tables(story: Path) -> None:
    for name in ("sites.csv", "events.csv", "sources.csv", "sites.geojson"):
        (story / name).unlink()
        (story / name).mkdir()
    assert list(apply_changes(story, [SetField(Kind.CHAPTER, "suva", "title", None, "A")])) == [
        "chapters/suva.md"
    ]


@pytest.mark.parametrize("ident", ["embed", "data", "media", "ar"])
def test_a_chapter_gets_no_id_whose_address_is_taken(story: Path, ident: str) -> None:
    with pytest.raises(EditRefused, match="is taken"):
        apply_changes(story, [AddRecord(Kind.CHAPTER, ident, {"title": "A"}, after="")])
