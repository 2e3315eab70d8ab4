"""Layers of folium that belong together, and what waits for a click: all of it goes with its chapter."""

from collections.abc import Callable
from pathlib import Path

import folium
import pytest
from folium.plugins import FeatureGroupSubGroup, MarkerCluster, PolyLineTextPath
from playwright.sync_api import BrowserContext, Page, expect

from storymap.render.folium import StoryMap
from tests.browser.saved_story import go_to, opened
from tests.browser.test_axe import AXE, violations

HUE = [16.46, 107.59]
VIEW = {"center": [106.5, 18], "zoom": 6}
POPUP = "#map .leaflet-popup-content"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story saved, with layers that name each other."""
    story = StoryMap(title="Together")
    line = folium.PolyLine([HUE, [21.02, 105.85]])
    story.chapter("Words", view=VIEW, layers=[line, PolyLineTextPath(line, "the way north")])
    with story.chapter("Listed", view=VIEW):
        cluster = MarkerCluster(name="All").add_to(story)
        for name, lat in (("North", 21.0), ("South", 11.0)):
            part = FeatureGroupSubGroup(cluster, name).add_to(story)
            folium.Marker([lat, 106], title=name).add_to(part)
        folium.LayerControl(collapsed=False).add_to(story)
    frame = folium.IFrame("<h1>Huế</h1><p>The <b>old</b> capital</p>", width=200, height=100)
    story.chapter("Framed", view=VIEW, layers=[folium.Marker(HUE, popup=folium.Popup(frame))])
    story.chapter("Clicked", view=VIEW, layers=[folium.ClickForMarker("Here")])
    story.chapter("Red", view=VIEW, layers=[folium.Marker(HUE, icon=folium.Icon("red"))])
    target = tmp_path_factory.mktemp("together") / "story.html"
    story.save(target)
    return target


@pytest.fixture
def page(new_context: Callable[..., BrowserContext], file: Path) -> Page:
    return opened(new_context, file)


def test_words_stand_on_a_line_that_was_added_by_itself(page: Page) -> None:
    go_to(page, "Words")
    expect(page.locator("#map textPath")).to_have_text("the way north")
    expect(page.get_by_role("article", name="Words").get_by_text("the way north")).to_be_visible()
    go_to(page, "Red")
    expect(page.locator("#map textPath")).to_have_count(0)


def test_readers_choose_among_the_layers_that_a_control_lists(page: Page) -> None:
    go_to(page, "Listed")
    marks = page.locator("#map img.leaflet-marker-icon")
    expect(marks).to_have_count(2)
    page.get_by_role("checkbox", name="South").uncheck()
    expect(marks).to_have_count(1)
    go_to(page, "Words")
    expect(marks).to_have_count(0)
    expect(page.get_by_role("checkbox", name="South")).to_have_count(0)
    go_to(page, "Listed")
    expect(marks).to_have_count(2)
    expect(page.get_by_role("checkbox", name="South")).to_be_checked()
    page.evaluate(AXE)
    assert violations(page, "control of layers", 1280) == []


def test_a_frame_in_a_popup_shows_its_text(page: Page) -> None:
    go_to(page, "Framed")
    page.locator("#map img.leaflet-marker-icon").dispatch_event("click")
    expect(page.locator(POPUP)).to_have_text("HuếThe old capital")
    expect(page.locator(f"{POPUP} b")).to_have_text("old")


def test_a_click_is_heard_in_its_chapter_alone(page: Page) -> None:
    marks = page.locator("#map img.leaflet-marker-icon")
    box = page.locator("#map").bounding_box()
    assert box is not None
    place = (box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.6)
    go_to(page, "Clicked")
    page.mouse.click(*place)
    expect(marks).to_have_count(1)
    go_to(page, "Words")
    expect(marks).to_have_count(0)
    page.mouse.click(*place)
    go_to(page, "Clicked")
    expect(marks).to_have_count(1)


def test_a_pin_has_the_colour_that_folium_was_asked_for(page: Page) -> None:
    go_to(page, "Red")
    pin = page.locator("#map img.leaflet-marker-icon")
    assert "c8342b" in (pin.get_attribute("src") or "")
