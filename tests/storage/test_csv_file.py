from collections.abc import Callable

import pytest

from storymap.problems import Problem, Severity
from storymap.storage import Loaded

Changed = Callable[[dict[str, str | bytes]], Loaded]
Named = Callable[[str], Loaded]
Only = Callable[[Loaded], Problem]
HEAD = "id,site,when,title\n"


def test_utf_16_is_read_with_a_warning(broken: Named, only: Only) -> None:
    loaded = broken("broken-utf-16")
    assert [event.title.get("en") for event in loaded.story.events] == [
        "One thing happened",
        "Another thing happened",
    ]
    problem = only(loaded)
    assert (problem.severity, problem.file, problem.found) == (Severity.WARNING, "events.csv", "UTF-16")
    assert "UTF-8" in problem.hint


def test_windows_1258_is_recognised_and_composed(broken: Named, only: Only) -> None:
    loaded = broken("broken-windows-1258")
    assert [site.name.get("en") for site in loaded.story.sites] == ["Huế", "Đà Nẵng"]
    assert only(loaded).found == "Windows-1258"


def test_windows_1252_is_the_guess_for_western_europe(two_places: Changed, only: Only) -> None:
    text = "id,name,lat,lon\nhue,Café à la crème – Köln,16,107\nda-nang,Ærø,16,108\n"
    loaded = two_places({"sites.csv": text.encode("cp1252")})
    assert [site.name.get("en") for site in loaded.story.sites] == ["Café à la crème – Köln", "Ærø"]
    assert only(loaded).found == "Windows-1252"


def test_a_byte_order_mark_is_no_part_of_the_first_column(two_places: Changed) -> None:
    loaded = two_places({"events.csv": (HEAD + "a,hue,1993,A\nb,hue,1993,B\n").encode("utf-8-sig")})
    assert loaded.problems == ()
    assert [event.id for event in loaded.story.events] == ["a", "b"]


def test_control_characters_are_removed_and_reported_with_their_line(two_places: Changed, only: Only) -> None:
    loaded = two_places({"events.csv": HEAD + "a,hue,1993,A\0B\nb,hue,1993,B\n"})
    assert loaded.story.events[0].title.get("en") == "AB"
    assert (only(loaded).row, only(loaded).found) == (2, "U+0000")


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_recognised(two_places: Changed, only: Only, delimiter: str) -> None:
    loaded = two_places({"events.csv": (HEAD + "a,hue,1993,A\nb,hue,1993,B\n").replace(",", delimiter)})
    assert len(loaded.story.events) == 2
    assert only(loaded).severity == Severity.NOTICE


def test_the_line_that_names_the_delimiter_is_not_a_row(two_places: Changed) -> None:
    loaded = two_places({"events.csv": "sep=;\nid;site;when;title\na;hue;x;A\nb;hue;1993;B\n"})
    assert [(problem.row, problem.column) for problem in loaded.problems] == [(2, "when")]


def test_a_row_with_too_many_cells_is_an_error_and_stays(two_places: Changed, only: Only) -> None:
    loaded = two_places({"events.csv": HEAD + "a,hue,1993,One, two\nb,hue,1993,B\n"})
    assert loaded.story.events[0].title.get("en") == "One"
    assert (only(loaded).row, only(loaded).found) == (2, " two")
    assert "quotation marks" in only(loaded).hint


def test_a_row_with_too_few_cells_is_a_warning(two_places: Changed, only: Only) -> None:
    loaded = two_places({"events.csv": "id,site,when,title,text\na,hue,1993,A\nb,hue,1993,B,\n"})
    assert (only(loaded).severity, only(loaded).row) == (Severity.WARNING, 2)


def test_empty_rows_count_as_a_spreadsheet_counts_them(two_places: Changed, only: Only) -> None:
    assert only(two_places({"events.csv": HEAD + "a,hue,1993,A\n\n,,,\nb,hue,soon,B\n"})).row == 5


def test_a_cell_with_line_breaks_is_one_row(two_places: Changed, only: Only) -> None:
    assert only(two_places({"events.csv": HEAD + 'a,hue,1993,"A\nB\nC"\nb,hue,soon,B\n'})).row == 3


def test_an_open_quotation_mark_is_named_with_its_row(two_places: Changed) -> None:
    loaded = two_places({"events.csv": HEAD + 'a,hue,1993,A\nb,hue,1993,"B\nc,hue,1993,C\n'})
    assert (loaded.problems[0].row, loaded.problems[0].message[:16]) == (3, "a quotation mark")


def test_a_cell_without_an_end_is_an_error_not_a_crash(two_places: Changed) -> None:
    loaded = two_places({"events.csv": HEAD + 'a,hue,1993,A\nb,hue,1993,"' + "x\n" * 100_000})
    assert (loaded.problems[0].row, loaded.problems[0].severity) == (3, Severity.ERROR)


def test_two_columns_with_one_name_are_an_error_and_the_first_is_read(
    two_places: Changed, only: Only
) -> None:
    loaded = two_places({"events.csv": "id,site,when,title,title\na,hue,1993,A,B\nb,hue,1993,B,C\n"})
    assert loaded.story.events[0].title.get("en") == "A"
    assert (only(loaded).row, only(loaded).column) == (1, "title")


def test_a_file_without_a_header_says_which_columns_it_needs(two_places: Changed) -> None:
    first = two_places({"events.csv": "a,hue,1993,A\nb,hue,1993,B\n"}).problems[0]
    assert (first.message, first.row) == ("the first row is not a header", 1)
    assert "id,site,place" in first.hint


def test_a_missing_required_column_is_an_error(two_places: Changed) -> None:
    loaded = two_places({"events.csv": "id,site,when\na,hue,1993\nb,hue,1993\n"})
    assert loaded.problems[0].message == "the column `title` is missing"
    assert len(loaded.story.events) == 2


def test_an_unknown_column_is_kept_and_a_near_miss_is_named(two_places: Changed) -> None:
    loaded = two_places(
        {"sites.csv": "id,name,lattitude,lon,colour of the door\nhue,H,16,107,red\nda-nang,D,16,108,\n"}
    )
    assert loaded.problems[0].message == "`lattitude` looks like `lat`; the column is kept but not shown"
    assert loaded.problems[0].hint == "If so, write `lat`."
    assert loaded.story.sites[0].extra == (("lattitude", "16"), ("colour of the door", "red"))


def test_duplicate_ids_are_errors_and_both_records_stay(broken: Named) -> None:
    loaded = broken("broken-duplicate-ids")
    assert [site.id for site in loaded.story.sites] == ["hue", "da-nang", "hue-2"]
    assert [event.id for event in loaded.story.events] == ["a", "b", "a-2"]
    assert [(problem.file, problem.row, problem.found) for problem in loaded.problems] == [
        ("sites.csv", 4, "hue"),
        ("events.csv", 4, "a"),
    ]
    assert "the first in row 2 keeps it" in loaded.problems[0].message


def test_references_find_a_record_by_the_id_as_written(two_places: Changed, only: Only) -> None:
    loaded = two_places(
        {
            "sites.csv": "id,name,lat,lon\nHUẾ,Huế,16,107\nda-nang,D,16,108\n",
            "events.csv": HEAD + "a,HUẾ,1993,A\nb,da-nang,1993,B\n",
        }
    )
    assert loaded.story.events[0].site == loaded.story.sites[0].id == "hue"
    assert only(loaded).hint.startswith("Write `hue`")


def test_impossible_dates_are_errors_with_a_hint_and_kept_verbatim(broken: Named) -> None:
    loaded = broken("broken-dates")
    assert [(event.when, event.when_text) for event in loaded.story.events] == [
        (None, "1995-02-30"),
        (None, "11/12/2021"),
    ]
    assert [when.text for when in loaded.story.events[1].when_alternative] == ["2021-08-24"]
    assert [(problem.row, problem.column) for problem in loaded.problems] == [
        (2, "when"),
        (3, "when"),
        (3, "when_alternative"),
    ]
    assert "2021-12-11 or 2021-11-12" in loaded.problems[1].hint


def test_a_misspelt_certainty_is_read_with_a_warning(two_places: Changed, only: Only) -> None:
    loaded = two_places(
        {"events.csv": "id,site,when,title,certainty\na,hue,1993,A,uncertian\nb,hue,1993,B,\n"}
    )
    assert loaded.story.events[0].certainty == "uncertain"
    assert only(loaded).hint == "Write `uncertain`."


@pytest.mark.parametrize("precision", ["-3", "about 3", "nan"])
def test_a_precision_that_is_no_radius_is_an_error(two_places: Changed, only: Only, precision: str) -> None:
    loaded = two_places(
        {"sites.csv": f"id,name,lat,lon,precision_km\nhue,H,16,107,{precision}\nda-nang,D,16,108,2\n"}
    )
    assert [site.precision_km for site in loaded.story.sites] == [None, 2.0]
    assert (only(loaded).row, only(loaded).column) == (2, "precision_km")
