import sqlite3
from contextlib import closing

import pandas as pd

from storymap.gazetteer import Context, geocode, open_gazetteer

GAZETTEER = open_gazetteer()


def names_of_towns(count: int) -> list[str]:
    sql = "SELECT name FROM place WHERE population > 2000 ORDER BY id LIMIT ?"
    with closing(sqlite3.connect(GAZETTEER.index.path)) as database:
        return [str(name) for (name,) in database.execute(sql, (count,))]


def test_each_name_has_its_row_in_order_and_nothing_is_dropped():
    table = geocode(["Hanoi", "Qwertyville", None, "Lubbock, Texas", "Hanoi", float("nan"), "\0", 7])
    assert list(table["name"]) == ["Hanoi", "", "", "Lubbock", "Hanoi", "", "", ""]
    assert table["lon"].isna().sum() == 5


def test_the_rows_keep_the_index_of_a_series():
    table = geocode(pd.Series(["Huế", "Paris"], index=[7, 3]))
    assert list(table.index) == [7, 3]


def test_a_table_answers_as_a_single_question_does():
    names = ["Huế", "Bien Hoa airport", "Paris, TX", "Lubock", "Georgia", "TX", "Springfield"]
    for name, row in zip(names, geocode(names).itertuples(), strict=True):
        single = GAZETTEER.find(name)[0]
        assert (row.id, row.score) == (single.place.id, single.score)


def test_the_context_of_the_whole_text_chooses():
    table = geocode(["Tyler", "Athens"], context=Context(text="Both towns are in Texas, United States."))
    assert list(table["parent"]) == ["Texas", "Texas"]


def test_no_name_at_all_gives_an_empty_table():
    assert list(geocode([]).columns)[:2] == ["query", "id"]


def test_many_names_keep_their_rows_exact_and_misspelt_ones():
    exact = names_of_towns(2_000)
    names = [*exact, *(f"{name[:3]}{name[4:]}" for name in exact[:200] if len(name) > 6)]
    table = geocode(names, gazetteer=GAZETTEER)
    assert list(table["query"]) == names
    assert (table["id"][: len(exact)] != "").all()
