"""Changing one row alone gives the same bytes as reading and comparing the whole file."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.model.changes import Kind
from storymap.storage.csv_edit import EditRefused, edit_rows
from storymap.storage.csv_index import _made, index_of
from storymap.storage.csv_records import read_records
from storymap.storage.sites import COLUMNS

LANGUAGES = ("en", "vi")
NAMES = ("id", "name", "lat", "note@vi", "my own")
VALUES = st.text(st.sampled_from('aĐệ ,;"\n\r\t|#😀\u2028\x85\u0301\u037e\ufeff'), max_size=6)
IDS = st.sampled_from(["a", "b", "c-1", "d", "e", "a\nb", "A", "", " b"])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    names = draw(st.permutations(NAMES))
    rows = draw(st.lists(st.tuples(IDS, *[VALUES] * 4), min_size=1, max_size=6, unique_by=lambda row: row[0]))
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=draw(st.sampled_from(",,;\t")),
        lineterminator=draw(st.sampled_from(["\n", "\r\n", "\r"])),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
    )
    writer.writerow(names)
    for ident, *others in rows:
        cells = dict(zip(NAMES, [ident, *others], strict=True))
        writer.writerow([cells[name] for name in names])
        if draw(st.integers(0, 5)) == 0:
            text.write(draw(st.sampled_from(["\n", "\r\n", " ,\n", '5" x\n', '"open\n'])))
    body = text.getvalue()
    if draw(st.booleans()):
        body = body.rstrip("\r\n")
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + body.encode()


CELLS = st.dictionaries(st.sampled_from(NAMES[1:]), VALUES, min_size=1)


@given(files(), st.data())
def test_an_indexed_edit_gives_the_bytes_of_the_whole_one(data: bytes, more: st.DataObject) -> None:
    index = index_of(data, COLUMNS, LANGUAGES)
    if index is None:
        return
    found = read_records(Kind.SITE, data, LANGUAGES)
    assert dict(index.rows) == found.rows
    if not index.rows:
        return
    row = st.sampled_from(sorted(index.rows.values()))
    changes = more.draw(st.dictionaries(row, CELLS, max_size=2))
    removed = more.draw(st.lists(row.filter(lambda each: each not in changes), max_size=2, unique=True))
    new = CELLS.map(lambda cells: {"id": "new", **cells})
    added = more.draw(st.lists(new, max_size=2))
    inserted = more.draw(st.dictionaries(row | st.just(0), st.lists(new, min_size=1, max_size=2), max_size=2))
    results: list[bytes | None] = []
    for edit in (
        lambda: index.edit(changes, added, removed, inserted),
        lambda: edit_rows(data, COLUMNS, LANGUAGES, changes, added, removed, inserted),
    ):
        try:
            results.append(edit())
        except EditRefused:
            results.append(None)
    if results[1] is not None or results[0] is None:
        assert results[0] == results[1]


@given(files(), st.data())
def test_what_is_remembered_after_a_change_is_the_index_of_the_new_file(
    data: bytes, more: st.DataObject
) -> None:
    index = index_of(data, COLUMNS, LANGUAGES)
    if index is None or not index.rows:
        return
    row = more.draw(st.sampled_from(sorted(index.rows.values())))
    try:
        result = index.edit({row: more.draw(CELLS)}, [], [], {})
    except EditRefused:
        return
    remembered, fresh = index_of(result, COLUMNS, LANGUAGES), _made(result, COLUMNS, LANGUAGES)
    assert remembered == fresh


@pytest.mark.parametrize(
    "data",
    [
        b"id,name\na,A\na,B\n",
        b"id,name\nA,A\n",
        b"id,name\n,A\n",
        b'id,name\n"a\nb",A\n',
        b'id,name\na,"A\n',
        b"sep=,\nid,name\na,A\n",
        b"id,name\na,\0A\n",
        b"id,name\na,\xe9\n",
        "id,name\na,A\n".encode("utf-16"),
        b"name\nA\n",
        b"",
    ],
)
def test_where_ids_are_not_certain_there_is_no_index(data: bytes) -> None:
    assert index_of(data, COLUMNS, LANGUAGES) is None
