"""What an event set says of places: in the panel of a site, and in the table by place, as chosen."""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Reader


@pytest.fixture(scope="module")
def counts(missions_story: Path) -> pd.DataFrame:
    """What the file beside the archive counts by place, month and category."""
    return pd.read_csv(missions_story / "tiles" / "missions-places.csv", keep_default_na=False)


def by_place(article: Locator) -> dict[str, int]:
    """The rows of the table by place."""
    rows = article.get_by_role("region", name="Missions: Place").get_by_role("row").all_inner_texts()[1:]
    return {row.split("\t")[0]: int(row.split("\t")[1].replace(",", "")) for row in rows}


def test_the_panel_of_a_site_and_the_table_by_place_count_what_is_chosen(
    reader: Reader, missions: str, counts: pd.DataFrame, axe: Callable[[Page], list[str]]
) -> None:
    names = {"north": "The north", "parallel": "Around the parallel", "south": "The south"}
    reader.open(f"{missions}/ten-years")
    expect(reader.page.locator("#map[data-events='missions * *']:not([data-events-coming])")).to_have_count(1)
    reader.mark("Around the parallel").click()
    there = counts[counts["place"] == "parallel"]["count"].sum()
    expect(reader.panel.get_by_text(f"Missions: {there:,} events here in all")).to_be_visible()
    assert axe(reader.page) == []
    reader.page.keyboard.press("Escape")

    own = reader.page.locator("article[data-current] [data-event-set]")
    own.get_by_role("slider", name="Until month").press("Home")  # the first month alone
    expect(reader.page.locator("#map[data-events='missions 0-0 *']")).to_have_count(1)
    own.get_by_role("link", name="All about this event set").click()
    article = reader.page.get_by_role("article", name="Missions")
    folded = article.get_by_text("By place, as chosen")
    folded.click()
    expect(article.get_by_role("region", name="Missions: Place")).to_be_visible()
    first = counts[(counts["month"] == "1965-01") & counts["place"].isin(list(names))]
    expected = first.groupby("place")["count"].sum()
    assert by_place(article) == {names[place]: n for place, n in expected.items()}
    assert axe(reader.page) == []

    reader.page.keyboard.press("Escape")
    own.get_by_role("button", name="All times").click()
    own.get_by_role("link", name="All about this event set").click()
    for _ in range(2):
        folded.click()  # what opens anew is counted anew
    expect(article.get_by_role("row", name=re.compile(rf"^Around the parallel {there:,}$"))).to_be_visible()
