"""The time slider of a folium layer: in the reader's language, by keyboard, and with words of its own."""

import re
from collections.abc import Callable
from pathlib import Path

import folium
import pytest
from folium.plugins import TimestampedGeoJson
from playwright.sync_api import BrowserContext, Locator, Page, expect

from storymap.render.folium import StoryMap
from tests.browser.test_axe import AXE, violations

LINE = {"type": "LineString", "coordinates": [[105.85, 21.02], [106.6, 18.7], [107.59, 16.46]]}
TIMES = ["1936-01-01", "1936-02-01", "1936-03-01"]
MOVES = {"type": "FeatureCollection", "features": [
    {"type": "Feature", "geometry": LINE, "properties": {"times": TIMES, "line": "Bắc–Nam"}}]}  # fmt: skip


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Vietnamese story with a layer of folium that has times, saved."""
    story = StoryMap(title="Đường sắt", language="vi")
    moves = TimestampedGeoJson(MOVES, period="P1M", loop_button=True, date_options="MMMM YYYY")
    story.chapter("Một").add(moves, "Đường sắt dài ra")
    line = folium.PolyLine([[16, 107], [21, 106]])
    story.chapter("Hai", view={"center": [106, 18], "zoom": 5}, layers=[line])
    target = tmp_path_factory.mktemp("time") / "story.html"
    story.save(target)
    return target


@pytest.fixture
def page(new_context: Callable[..., BrowserContext], file: Path) -> Page:
    page = new_context(offline=True, reduced_motion="reduce").new_page()
    page.goto(f"{file.as_uri()}#mot")
    page.locator("html[data-ready]").wait_for(state="attached")
    return page


def control(page: Page) -> Locator:
    return page.get_by_role("group", name="Thời gian trên bản đồ")


def test_the_slider_speaks_the_language_of_the_story(page: Page) -> None:
    buttons = control(page).get_by_role("button")
    names = ["Sớm hơn", "Phát theo thời gian", "Muộn hơn", "Lặp lại"]
    expect(buttons).to_have_count(len(names))
    for number, name in enumerate(names):
        expect(buttons.nth(number)).to_have_accessible_name(name)
        expect(buttons.nth(number)).to_have_attribute("title", name)
    expect(control(page).get_by_text("tháng 3 1936")).to_be_visible()  # at rest, with all of the line
    expect(control(page)).to_contain_text("mỗi giây")
    expect(page.get_by_text("fps")).to_have_count(0)


def test_the_keyboard_moves_the_time_and_plays(page: Page) -> None:
    slider = control(page).get_by_role("slider", name="Thời gian")
    expect(slider).to_have_attribute("aria-valuenow", "2")
    slider.focus()
    line = page.locator("#map path[fill=none]")
    for key, text, corners in (("ArrowLeft", "tháng 2 1936", 1), ("Home", "tháng 1 1936", 0),
                               ("End", "tháng 3 1936", 2)):  # fmt: skip
        page.keyboard.press(key)
        expect(slider).to_have_attribute("aria-valuetext", text)
        expect(line).to_have_attribute("d", re.compile(rf"^M[^L]+(L[^L]+){{{corners}}}$"))
    expect(page.get_by_role("heading", name="Một")).to_be_visible()
    play = control(page).get_by_role("button", name="Phát theo thời gian")
    play.focus()
    page.keyboard.press(" ")
    expect(control(page).get_by_role("button", name="Tạm dừng")).to_be_visible()
    page.evaluate("location.hash = 'hai'")
    expect(control(page)).to_have_count(0)
    page.evaluate("location.hash = 'mot'")
    expect(play).to_be_visible()


def test_the_layer_has_its_name_and_its_times_in_words(page: Page) -> None:
    chapter = page.get_by_role("article", name="Một", exact=True)
    expect(chapter.locator(".layer b")).to_have_text("Đường sắt dài ra")
    expect(chapter.locator(".layer-text")).to_contain_text("1 tháng 1")
    chapter.get_by_text("1 dòng giá trị").click()
    expect(chapter.get_by_role("row").last).to_contain_text("Bắc–Nam")
    expect(chapter.get_by_role("row").last).to_contain_text("1936")
    page.evaluate("location.hash = 'hai'")
    expect(page.get_by_text("Vẽ 1 đường.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    expect(control(page)).to_be_visible()
    page.evaluate(AXE)
    assert violations(page, "time slider", width) == []
