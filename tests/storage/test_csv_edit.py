"""`read(write(text, change)) == apply(read(text), change)`, and every untouched line is unchanged."""

import codecs
import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storymap.problems import Problems
from storymap.storage.csv_edit import Change, EditRefused, _take_apart, edit_rows
from storymap.storage.csv_file import rows_of
from storymap.storage.encoding import clean
from storymap.storage.exact_text import exact
from storymap.storage.sites import COLUMNS
from storymap.storage.where import Where

LANGUAGES = ("en", "vi")
NAMES = ("id", "name", "lat", "lon", "note", "note@vi", "my own")
VALUES = st.text(st.sampled_from("aĐệ ,;\"'\n\t|#😀") | st.characters(codec="utf-8"), max_size=8)
CHANGES = st.dictionaries(st.sampled_from(NAMES), VALUES, min_size=1)


def read(data: bytes) -> dict[int, dict[str, str]]:
    rows = rows_of(data, COLUMNS, LANGUAGES, Where(Problems(), "sites.csv"))
    return {row.where.row or 0: {key: value for key, value in row.cells.items() if value} for row in rows}


def edited(data: bytes, changes: dict[int, Change], added: tuple[Change, ...] = ()) -> bytes:
    return edit_rows(data, COLUMNS, LANGUAGES, changes, added)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """CSV files as programs write them: delimiters, line ends, quoting and encodings of all kinds."""
    names = draw(st.permutations(NAMES))
    rows = draw(st.lists(st.lists(VALUES, min_size=1, max_size=len(names)), min_size=1, max_size=5))
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=draw(st.sampled_from(",;\t|")),
        lineterminator=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    )
    writer.writerows([names, *rows])
    body = draw(st.sampled_from(["", "\n"])) + text.getvalue() + draw(st.sampled_from(["", "\n", "\n\n"]))
    if draw(st.booleans()):
        body = body.rstrip("\r\n")
    mark, codec = draw(
        st.sampled_from([(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")])
    )
    return mark + body.encode(codec)


def changed(before: dict[int, dict[str, str]], changes: dict[int, Change]) -> dict[int, dict[str, str]]:
    """What reading must give after the changes, by the shortest definition."""
    merged = {
        row: cells | {key: clean(text) for key, text in changes.get(row, {}).items()}
        for row, cells in before.items()
    }
    return {row: {key: text for key, text in cells.items() if text} for row, cells in merged.items()}


@given(files(), st.data())
def test_reading_what_was_written_gives_the_change_and_nothing_else(data: bytes, more: st.DataObject) -> None:
    before = read(data)
    if not before:
        return
    changes = more.draw(st.dictionaries(st.sampled_from(sorted(before)), CHANGES, max_size=3))
    try:
        after = edited(data, changes)
    except EditRefused:
        return  # and nothing was written
    expected = changed(before, changes)
    found, wanted = (
        [cells for cells in rows.values() if any(text.strip() for text in cells.values())]
        for rows in (read(after), expected)
    )
    assert found == wanted


@given(files(), st.data())
def test_lines_without_a_change_keep_every_byte(data: bytes, more: st.DataObject) -> None:
    before = read(data)
    if not before:
        return
    row = more.draw(st.sampled_from(sorted(before)))
    try:
        after = edited(data, {row: {"lat": "16.75"}})
    except EditRefused:
        return
    common = 0
    while common < min(len(data), len(after)) and data[common] == after[common]:
        common += 1
    tail = 0
    while tail < min(len(data), len(after)) - common and data[-1 - tail] == after[-1 - tail]:
        tail += 1
    assert len(after) - common - tail <= len('"16.75"'.encode("utf-16-le")) + 2 * 7 + 2


@given(files())
@example(b"id,name,lat\r\na,b,1\r\n")
def test_no_change_is_no_change(data: bytes) -> None:
    if read(data):
        try:
            assert edited(data, {}) == data
        except EditRefused:
            return


@given(files(), CHANGES)
def test_an_added_row_comes_last_and_leaves_the_others(data: bytes, row: Change) -> None:
    before = read(data)
    try:
        after = read(edited(data, {}, (row,)))
    except EditRefused:
        return
    assert list(after.values())[: len(before)] == list(before.values())


KEPT = (
    'id,name,lat,lon,"note",my own\r\n# a remark,,,,,\r\n'
    'hue,"Huế",,,"a ""b""",x\r\nda,Đà Nẵng,16.0,108,,\r\n\r\n'
)


def test_comments_quotes_bom_and_line_ends_stay() -> None:
    data = codecs.BOM_UTF8 + KEPT.encode()
    after = edited(data, {3: {"lat": "16.46", "lon": "107.59"}})
    assert after == data.replace('"Huế",,,'.encode(), '"Huế",16.46,107.59,'.encode())


def test_a_missing_column_is_added_on_the_right() -> None:
    assert edited(b"id,name\na,A\nb,B", {3: {"lat": "1", "lon": "2"}}) == b"id,name,lat,lon\na,A,,\nb,B,1,2"


def test_a_short_row_is_filled_up() -> None:
    assert edited(b"id,name,lat,lon\na,A\n", {2: {"lat": "1", "lon": "2"}}) == b"id,name,lat,lon\na,A,1,2\n"


def test_a_row_is_added_after_the_last_one_with_its_own_line() -> None:
    assert edited(b"id,name\na,A", {}, ({"id": "b", "name": "B, b"},)) == b'id,name\na,A\nb,"B, b"'


def test_a_file_that_is_empty_gets_the_usual_header() -> None:
    assert edited(b"", {}, ({"id": "a", "name": "A"},)).startswith(b"id,name,lat,lon,")


def test_where_all_cells_are_quoted_a_new_one_is_too() -> None:
    assert (
        edited(b'"id","name","lat"\n"a","A",""\n', {2: {"lat": "1"}}) == b'"id","name","lat"\n"a","A","1"\n'
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'id,name,lat\na,"A,1\n', "never closed"),
        (b"id,name\na,A,B\n", "more cells than the header"),
        ("id,name\na,Café\n".encode("cp1252"), "Save it as UTF-8"),
        (b"x,y\na,A\n", "not a header"),
    ],
)
def test_what_can_not_be_changed_safely_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(EditRefused, match=says):
        edited(data, {2: {"note": "Huế ở đâu"}})


def test_a_row_that_is_gone_is_named() -> None:
    with pytest.raises(EditRefused, match="no row 9"):
        edited(b"id,name\na,A\n", {9: {"name": "B"}})


@given(files(), st.data())
def test_rows_that_are_neither_changed_nor_removed_keep_every_byte(data: bytes, more: st.DataObject) -> None:
    """Changes, removals and new rows at once: each other line is there as it was, in the same order."""
    rows = sorted(read(data))
    changed_rows = more.draw(st.dictionaries(st.sampled_from(rows), CHANGES, max_size=2)) if rows else {}
    changed_rows = {
        row: {name: text for name, text in change.items() if name in NAMES}
        for row, change in changed_rows.items()
    }
    others = [row for row in rows if row not in changed_rows]
    removed = more.draw(st.lists(st.sampled_from(others), unique=True, max_size=2)) if others else []
    places = more.draw(
        st.dictionaries(st.sampled_from([0, *rows]), st.lists(CHANGES, max_size=2), max_size=2)
    )
    try:
        after = edit_rows(data, COLUMNS, LANGUAGES, changed_rows, (), removed, places)
    except EditRefused:
        return
    old, new = exact(data, LANGUAGES), exact(after, LANGUAGES)
    assert (new.codec, new.mark) == (old.codec, old.mark)
    table, at = _take_apart(old.text, COLUMNS, LANGUAGES), 0
    for row, record in table.rows.items():
        if row not in changed_rows and row not in removed:
            line = old.text[record.start : record.end]
            at = new.text.index(line, at) + len(line)
    assert new.text.startswith(old.text[: table.header.end])
