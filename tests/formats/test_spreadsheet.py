"""Tables as spreadsheets and people leave them."""

import csv
import io
import unicodedata
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from storymap.formats import spreadsheet
from storymap.formats.spreadsheet import Table, TableRefused, read_table


def xlsx(rows, *, merged=(), formats=(), titles=("Sheet",)) -> bytes:
    book = Workbook()
    for number, title in enumerate(titles):
        sheet = book.active if not number else book.create_sheet()
        sheet.title = title
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    for cell, number_format in formats:
        sheet[cell].number_format = number_format
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("name,lat\nHuế,16.4\n", ","),
        ("name;lat\nHuế;16,4\nĐà Nẵng;16,0\n", ";"),
        ("name\tnote\nHuế\ta, b, c; d\n", "\t"),
        ("sep=|\nname|lat\nHuế|16.4\n", "|"),
        ("name\nHuế\n", ","),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    table = read_table(text)
    assert (table.delimiter, table.rows[0][0]) == (delimiter, "Huế")
    assert read_table(text.encode()).rows == table.rows


def test_a_pasted_cell_keeps_its_line_breaks_and_quotes() -> None:
    table = read_table('name\ttext\nHuế\t"one\ntwo ""three"""\nHội An\tx')
    assert table.rows == (("Huế", 'one\ntwo "three"'), ("Hội An", "x"))


def cp1258(text: str) -> bytes:
    """The text as old Vietnamese programs wrote it: tone marks stand after their letters."""
    made = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
        made += unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else letter
    return made.encode("cp1258")


def test_a_table_in_windows_1258_says_so() -> None:
    table = read_table(cp1258("tên;năm\nHội An;1999\nQuảng Trị;1972\n"), languages=("vi",))
    assert (table.header, table.rows[1]) == (("tên", "năm"), ("Quảng Trị", "1972"))
    assert "Windows-1258" in table.problems[0].message


def test_empty_rows_keep_the_numbers_of_the_others_right() -> None:
    table = read_table("name,lat\n\nHuế,1\n,\nHội An,2\n\n\n")
    assert [(table.first + at, row[0]) for at, row in enumerate(table.rows) if any(row)] == [
        (3, "Huế"), (5, "Hội An")]  # fmt: skip


def test_titles_above_the_header_are_left_out_and_told() -> None:
    table = read_table("Danh sách địa điểm,,\n,,\ntên,vĩ độ,kinh độ\nHuế,16,107\n")
    assert (table.header, table.first) == (("tên", "vĩ độ", "kinh độ"), 4)
    assert table.problems[0].found == "Danh sách địa điểm"


def test_columns_without_a_name_or_with_the_same_one_get_their_own() -> None:
    table = read_table("name,,name\na,b,c,d\n")
    assert table.header == ("name", "column B", "name (2)", "column D")
    assert table.rows == (("a", "b", "c", "d"),)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "old .xls"),
        (b"PK\x03\x04 nothing", "damaged"),
        ('name,text\nHuế,"never closed\nHội An,x\n', "never closed"),
        ("a,b\n" + "x" * 200_000, "131,072"),
        ("a" + ",b" * 1_500 + "\n1", "1,000"),
        ("a,b\n" + "1,2\n" * 50_001, "50,001 rows"),
        ("a,b\n" + "1,2\n" * 60_000, "50,000 rows"),
        (b"a" * 25_000_001, "at most 25 MB"),
    ],
)
def test_what_is_no_table_or_too_large_is_refused_in_words(data, says: str) -> None:
    with pytest.raises(TableRefused, match=says):
        read_table(data)


def test_a_workbook_shows_what_a_person_sees() -> None:
    data = xlsx([
        ["name", "when", "year", "month", "number", "share", "id", "yes"],
        ["Huế", date(1968, 1, 30), date(1968, 1, 1), date(1968, 2, 1), 1968.0, 0.1 + 0.2, 7, True],
        ["Hội An", datetime(1999, 12, 4, 10, 30), "30/1/1868", "c. 1804", 1e6, 1.5e-7, 12, None],
    ], formats=[("C2", "yyyy"), ("D2", "mmm yyyy"), ("G2", "000")])  # fmt: skip
    table = read_table(data)
    assert table.rows == (
        ("Huế", "1968-01-30", "1968", "1968-02", "1968", "0.3", "007", "TRUE"),
        ("Hội An", "1999-12-04T10:30:00", "30/1/1868", "c. 1804", "1000000", "0.00000015", "12", ""),
    )
    assert table.problems == ()


def test_merged_cells_stand_in_every_row_that_they_cover() -> None:
    data = xlsx([["place", "title"], ["Huế", "a"], [None, "b"], [None, "c"], ["Hội An", "d"]],
                merged=["A2:A4"])  # fmt: skip
    table = read_table(data)
    assert [row[0] for row in table.rows] == ["Huế", "Huế", "Huế", "Hội An"]
    assert "merged cells" in table.problems[0].message


def test_a_formula_without_a_stored_result_is_told() -> None:
    table = read_table(xlsx([["name", "n"], ["a", "=1+1"]]))
    assert (table.rows[0][1], table.problems[0].found) == ("", "B2")


def test_sheets_can_be_chosen() -> None:
    data = xlsx([["name"], ["Huế"]], titles=("Empty", "Địa điểm"))
    assert read_table(data).sheets == ("Empty", "Địa điểm")
    assert read_table(data).sheet == "Địa điểm"
    assert read_table(data, sheet="Địa điểm").rows == (("Huế",),)
    with pytest.raises(TableRefused, match="empty"):
        read_table(data, sheet="Empty")
    with pytest.raises(TableRefused, match="There are: Empty, Địa điểm"):
        read_table(data, sheet="x")


def changed(data: bytes, name: str, edit) -> bytes:
    """The workbook with one of its parts edited."""
    source, made = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            content = source.read(part)
            target.writestr(part, edit(content) if part == name else content)
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
PLAIN = xlsx([["name", "lat"], ["Huế", 16.4]])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (changed(PLAIN, SHEET, lambda xml: xml + b" " * 60_000_000), "far more than its size"),
        (changed(PLAIN, SHEET, lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml), "entities"),
        (changed(PLAIN, SHEET, lambda xml: xml[:-200]), "damaged"),
        (changed(PLAIN, SHEET, lambda xml: xml.replace(b'<row r="2"', b'<row r="2000000000"')), "damaged"),
        (changed(PLAIN, SHEET, lambda xml: xml.replace(b'r="B2"', b'r="XFD2"')), "1,000 columns"),
        (changed(PLAIN, "xl/workbook.xml", lambda _: b"<a/>"), "damaged|empty"),
        (PLAIN[:400], "damaged"),
    ],
    ids=["bomb", "entities", "cut", "far row", "far column", "no sheets", "half"],
)
def test_hostile_workbooks_are_refused(data: bytes, says: str) -> None:
    with pytest.raises(TableRefused, match=says):
        read_table(data)


def test_a_zip_of_too_many_parts_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        for number in range(2_001):
            target.writestr(f"xl/{number}", b"")
    with pytest.raises(TableRefused, match="2,001 parts"):
        read_table(made.getvalue())


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300),
                 st.binary(max_size=300).map(b"PK\x03\x04".__add__)))  # fmt: skip
def test_any_data_is_a_table_or_refused(data) -> None:
    try:
        table = read_table(data)
    except TableRefused:
        return
    assert isinstance(table, Table)
    assert {len(row) for row in table.rows} <= {len(table.header)}
    assert len(set(table.header)) == len(table.header)


CELLS = st.text("ab,;\t\"' \nđế", max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_what_the_csv_module_writes_is_read_back(rows, delimiter: str) -> None:
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([("name", "title"), *rows])
    table = read_table(made.getvalue())
    wanted = [tuple(cell.strip() for cell in row) for row in rows]
    while wanted and not any(wanted[-1]):
        wanted.pop()
    assert table.rows == tuple(wanted)


def test_the_longest_cell_is_the_one_that_csv_reads() -> None:
    assert csv.field_size_limit() == spreadsheet.LONGEST_CELL
