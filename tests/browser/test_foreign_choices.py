"""Folium's plugins that readers choose from, or that look their own way, in a real browser, offline."""

from collections.abc import Callable
from pathlib import Path

import folium
import pytest
from folium.plugins import (
    BeautifyIcon,
    CirclePattern,
    GroupedLayerControl,
    MarkerCluster,
    OverlappingMarkerSpiderfier,
    StripePattern,
    TagFilterButton,
)
from playwright.sync_api import BrowserContext, Locator, Page, expect
from shapely.geometry import box, mapping

from storymap.render.folium import StoryMap
from tests.browser.saved_story import file, folder, go_to, opened, page
from tests.browser.test_axe import AXE, violations

__all__ = ["file", "folder", "page"]
HUE, HANOI, VINH = [16.46, 107.59], [21.02, 105.85], [18.67, 105.69]
CANARY = "{{7*191}} ${7*191} </script> <img src=x onerror=alert(1)>"
CHAPTERS = ("Hatched", "Badges", "Groups", "Tags", "Clustered", "Spread")


def named(place: list[float], name: str, **more: object) -> folium.Marker:
    return folium.Marker(place, title=name, alt=name, **more)


def hatched() -> folium.GeoJson:
    """Two areas: the first with stripes, the second with dots."""
    patterns = {"south": StripePattern(angle=-45, color="#0a0b0c"), "north": CirclePattern(radius=4)}
    areas = [
        {"type": "Feature", "properties": {"side": side}, "geometry": mapping(area)}
        for side, area in (("south", box(106, 14, 107, 16)), ("north", box(104, 18, 106, 20)))
    ]
    return folium.GeoJson(
        {"type": "FeatureCollection", "features": areas},
        style_function=lambda area: {"fillPattern": patterns[area["properties"]["side"]], "fillOpacity": 1},
    )


def saved(folder: Path, language: str) -> Path:
    """A story with one kind in each chapter."""
    story = StoryMap(title="Choices", language=language)

    def chapter(name: str, *layers: object) -> None:
        story.chapter(name, view={"center": [106.5, 18], "zoom": 6}, layers=list(layers))

    chapter("Hatched", hatched())
    chapter(
        "Badges", named(HUE, "Huế", icon=BeautifyIcon(number=7, border_color="#0a0b0c")),
        named(HANOI, "Hà Nội", icon=BeautifyIcon(icon="plane", icon_shape="marker")),
    )  # fmt: skip
    first, second = folium.FeatureGroup("First"), folium.FeatureGroup(CANARY)
    named(HUE, "Huế").add_to(first)
    named(HANOI, "Hà Nội").add_to(second)
    chapter("Groups", first, second, GroupedLayerControl({CANARY: [first, second]}, collapsed=False))
    tagged = [named(HUE, "Huế", tags=["south"]), named(HANOI, "Hà Nội", tags=["north", "city"]),
              named(VINH, "Vinh")]  # fmt: skip
    chapter("Tags", *tagged, TagFilterButton(["north", "south", CANARY]))
    cluster = MarkerCluster(disable_clustering_at_zoom=1)
    for place, name, tag in ((HUE, "Huế", "south"), (HANOI, "Hà Nội", "north")):
        named(place, name, tags=[tag]).add_to(cluster)
    chapter("Clustered", cluster, TagFilterButton(["north", "south"]))
    chapter("Spread", named(HUE, "One"), named(HUE, "Two"), OverlappingMarkerSpiderfier())
    target = folder / f"{language}.html"
    with pytest.warns(UserWarning, match="`plane` is in a font"):
        story.save(target)
    return target


def marks(page: Page) -> Locator:
    return page.locator("#map .leaflet-marker-icon")


def test_areas_are_filled_with_patterns_that_are_there(page: Page) -> None:
    for _ in range(2):
        go_to(page, "Badges")
        go_to(page, "Hatched")
        fills = page.locator("#map path[fill^='url']")
        expect(fills).to_have_count(2)
        for at, shape in enumerate(("path[stroke='#0a0b0c']", "circle")):
            ident = (fills.nth(at).get_attribute("fill") or "").removeprefix("url(#").removesuffix(")")
            expect(page.locator(f"#map pattern[id='{ident}'] {shape}")).to_have_count(1)


def test_a_badge_shows_its_number_and_a_dot_in_place_of_a_sign(page: Page) -> None:
    go_to(page, "Badges")
    badges = page.get_by_role("button").and_(page.locator(".beautify-marker"))
    expect(badges).to_have_text(["7", "•"])
    expect(badges.first).to_have_css("border-color", "rgb(10, 11, 12)")


def test_one_layer_of_a_group_is_shown_at_a_time_also_when_the_chapter_comes_back(page: Page) -> None:
    for _ in range(2):
        go_to(page, "Hatched")
        go_to(page, "Groups")
        first, second = (page.get_by_role("radio", name=name) for name in ("First", CANARY))
        expect(first).to_be_checked()
        expect(marks(page)).to_have_count(1)
        second.check()
        expect(page.get_by_role("button", name="Hà Nội")).to_be_visible()
        expect(marks(page)).to_have_count(1)
        expect(page.locator("#map .leaflet-control img")).to_have_count(0)


@pytest.mark.parametrize(("chapter", "others"), [("Tags", 1), ("Clustered", 0)])
def test_readers_choose_markers_by_their_tags_by_keyboard(page: Page, chapter: str, others: int) -> None:
    go_to(page, chapter)
    expect(marks(page)).to_have_count(2 + others)
    summary = page.locator("summary", has_text="Filter")
    summary.press("Enter")
    south = page.get_by_role("checkbox", name="south")
    south.press(" ")
    expect(marks(page)).to_have_count(1 + others)
    expect(page.get_by_role("button", name="Huế")).to_be_visible()
    page.get_by_role("checkbox", name="north").press(" ")
    expect(marks(page)).to_have_count(2 + others)
    south.press(" ")
    expect(marks(page)).to_have_count(1 + others)
    page.get_by_role("button", name="Show all").press("Enter")
    expect(marks(page)).to_have_count(2 + others)
    south.press(" ")
    go_to(page, "Hatched")
    go_to(page, chapter)
    expect(marks(page)).to_have_count(2 + others)
    summary.press("Enter")
    expect(south).to_be_checked(checked=False)


def test_markers_in_one_spot_spread_at_a_click(page: Page) -> None:
    go_to(page, "Spread")
    one, two = (page.get_by_role("button", name=name) for name in ("One", "Two"))
    assert one.bounding_box() == two.bounding_box()
    two.click()
    expect(page.locator("#map .leaflet-overlay-pane path")).to_have_count(2)
    assert one.bounding_box() != two.bounding_box()
    go_to(page, "Hatched")
    expect(marks(page)).to_have_count(0)


def test_axe_finds_nothing_and_the_filter_speaks_vietnamese(
    new_context: Callable[..., BrowserContext], folder: Path
) -> None:
    page = opened(new_context, saved(folder, "vi"))
    page.evaluate(AXE)
    found = []
    for chapter in CHAPTERS:
        go_to(page, chapter)
        for summary in page.locator(".foreign-tags summary").all():
            summary.click()
        found += violations(page, chapter, 1280)
    assert found == []
    go_to(page, "Tags")
    page.locator("summary", has_text="Lọc").click()
    expect(page.get_by_role("button", name="Hiện tất cả")).to_be_visible()
