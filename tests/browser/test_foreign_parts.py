"""Plugins of folium that a saved story carries only when it has such layers, in a real browser, offline."""

import re
from collections.abc import Callable
from pathlib import Path

import folium
from folium.plugins import (
    BoatMarker,
    HeatMapWithTime,
    PolygonFromEncoded,
    PolyLineFromEncoded,
    SemiCircle,
    Terminator,
    Timeline,
    TimelineSlider,
    TimeSliderChoropleth,
    TreeLayerControl,
)
from playwright.sync_api import BrowserContext, Locator, Page, expect
from shapely.geometry import box, mapping

from storymap.render.folium import StoryMap
from tests.browser.saved_story import file, folder, go_to, opened, page
from tests.browser.test_axe import AXE, violations

__all__ = ["file", "folder", "page"]
HUE, HANOI = [16.46, 107.59], [21.02, 105.85]
ENCODED = r"_p~iF~ps|U_ulLnnqC_mqNvxq`@"
SHARED = {"type": "Topology", "arcs": [[[105, 16], [105, 19], [107, 19], [107, 16], [105, 16]]],
          "objects": {"areas": {"type": "GeometryCollection", "geometries": [
              {"type": "Polygon", "arcs": [[0]], "properties": {"name": "A box"}}]}}}  # fmt: skip
CANARY = "{{7*191}} ${7*191} </script> <img src=x onerror=alert(1)>"
SHOWN = {
    "Semi": "path[fill='#0a0b0c']", "Boat": ".leaflet-boat-icon", "Encoded": "path[stroke='#0a0b0d']",
    "Night": "path[stroke='#00']", "Shared": "path[stroke='#0a0b0e']", "Sides": "path[stroke='#0a0b0f']",
    "Tree": ".leaflet-layerstree-node >> nth=0", "Timeline": ".leaflet-timeline-control",
    "Heat": ".leaflet-heatmap-layer", "Areas": "path[stroke-dasharray] >> nth=0",
}  # fmt: skip
WORDS = {
    "Encoded": "1 line is drawn.", "Shared": "1 shape is drawn.", "Semi": "1 point is drawn.",
    "Timeline": "Time: 1 January 1960 – 1 June 1963.",
    "Heat": "Time: 1966 – {{7*191}}", "Areas": "Time: 1 January 1966 – 1 January 1968.",
}  # fmt: skip
_YEARS = {"1966": -126230400, "1967": -94694400, "1968": -63158400}


def come_and_go() -> Timeline:
    """Three points, each there for a year and a half, one after the other."""
    points = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [107, 16 + at]},
         "properties": {"start": f"{1960 + at}-01-01", "end": f"{1961 + at}-06-01"}}
        for at in range(3)
    ]  # fmt: skip
    return Timeline({"type": "FeatureCollection", "features": points})


def coloured() -> TimeSliderChoropleth:
    """Two areas in three years; the second has no colour in the last."""
    areas = [
        {"type": "Feature", "id": ident, "properties": {"name": ident}, "geometry": mapping(area)}
        for ident, area in (("south", box(106, 12, 107, 16)), ("north", box(104, 18, 106, 21)))
    ]
    colours = {
        "south": {str(at): {"color": f"#aa000{n}", "opacity": 0.5} for n, at in enumerate(_YEARS.values())},
        "north": {str(at): {"color": "#0000aa", "opacity": 0.5} for at in list(_YEARS.values())[:2]},
    }
    data = {"type": "FeatureCollection", "features": areas}
    return TimeSliderChoropleth(data, colours, date_options="YYYY")


def saved(folder: Path, language: str) -> Path:
    """A story with one such layer in each chapter."""
    story = StoryMap(title="Parts", language=language)

    def chapter(name: str, *layers: object) -> None:
        story.chapter(name, view={"center": [106.5, 17], "zoom": 5}, layers=list(layers))

    chapter("Semi", SemiCircle(HUE, 90000, direction=0, arc=90, fill_color="#0a0b0c"))
    chapter("Boat", BoatMarker(HUE, heading=45, wind_heading=150, wind_speed=45))
    line, area = PolyLineFromEncoded(ENCODED, color="#0a0b0d"), PolygonFromEncoded(ENCODED)
    story.chapter("Encoded", view={"center": [-123, 41], "zoom": 4}, layers=[line, area])
    chapter("Night", Terminator())
    chapter("Shared", folium.TopoJson(SHARED, "objects.areas", style_function=lambda _: {"color": "#0a0b0e"}))
    chapter("Sides", folium.RegularPolygonMarker(HUE, number_of_sides=5, color="#0a0b0f"))
    here, there = folium.Marker(HUE, tooltip="Huế"), folium.Marker(HANOI, tooltip="Hà Nội")
    branches = [{"label": "Centre", "children": [{"label": "Huế", "layer": here}]},
                {"label": "Hà Nội", "layer": there}]  # fmt: skip
    tree = {"label": "Cities", "selectAllCheckbox": True, "children": branches}
    chapter("Tree", here, there, TreeLayerControl(overlay_tree=tree, collapsed=False))
    points = come_and_go()
    chapter("Timeline", points, TimelineSlider(date_options="YYYY").add_timelines(points))
    chapter("Heat", HeatMapWithTime([[HUE], [HANOI], [HUE, HANOI]], index=["1966", "1967", CANARY]))
    chapter("Areas", coloured())
    target = folder / f"{language}.html"
    story.save(target)
    return target


def time_control(page: Page) -> Locator:
    return page.get_by_role("group", name="Time on the map")


def test_each_is_there_in_its_chapter_alone_in_any_order(page: Page) -> None:
    for chapter in (*SHOWN, *reversed(SHOWN), "Heat", "Semi", "Heat"):
        go_to(page, chapter)
        for other, selector in SHOWN.items():
            expect(page.locator(f"#map {selector}")).to_have_count(int(other == chapter))


def test_heat_that_leaves_before_it_was_drawn_draws_nothing_more(page: Page) -> None:
    go_to(page, "Heat")
    page.evaluate("""async () => {
      const step = detail => document.dispatchEvent(new CustomEvent("storymap:step", { detail }));
      for (const chapter of ["semi", "heat", "semi"]) step(chapter);
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    }""")
    expect(page.locator(f"#map {SHOWN['Heat']}")).to_have_count(0)
    go_to(page, "Boat")
    go_to(page, "Heat")
    expect(page.locator(f"#map {SHOWN['Heat']}")).to_have_count(1)


def test_each_is_told_in_words_and_none_by_a_name_that_nobody_gave(page: Page) -> None:
    for chapter in SHOWN:
        go_to(page, chapter)
        article = page.get_by_role("article", name=chapter, exact=True)
        expect(article).not_to_contain_text(re.compile("[0-9a-f]{32}"))
        expect(article).to_contain_text(WORDS.get(chapter, "A layer on the map"))


def test_heat_and_areas_move_through_time_by_keyboard(page: Page) -> None:
    go_to(page, "Heat")
    slider = time_control(page).get_by_role("slider", name="Time")
    expect(slider).to_have_attribute("aria-valuetext", "1966")
    slider.focus()
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuetext", CANARY)
    expect(time_control(page).locator("img")).to_have_count(0)
    go_to(page, "Areas")
    south, north = (page.locator("#map path[stroke-dasharray]").nth(at) for at in (0, 1))
    slider = time_control(page).get_by_role("slider", name="Time")
    slider.focus()
    for key, year, colour, opacity in (("Home", "1966", "#aa0000", "0.5"), ("End", "1968", "#aa0002", "0"),
                                       ("ArrowLeft", "1967", "#aa0001", "0.5")):  # fmt: skip
        page.keyboard.press(key)
        expect(slider).to_have_attribute("aria-valuetext", year)
        expect(south).to_have_attribute("fill", colour)
        expect(north).to_have_attribute("fill-opacity", opacity)
    expect(page.get_by_role("heading", name="Areas")).to_be_visible()


def test_the_timeline_shows_what_is_there_at_its_time_and_plays_only_when_asked(page: Page) -> None:
    go_to(page, "Timeline")
    marks = page.locator("#map .leaflet-marker-icon")
    expect(marks).to_have_count(1)
    slider = time_control(page).get_by_role("slider", name="Time")
    expect(slider).to_have_attribute("aria-valuetext", "1960")
    time_control(page).get_by_role("button", name="Later").click()
    expect(slider).to_have_attribute("aria-valuetext", "1961")
    expect(marks).to_have_count(2)
    slider.focus()
    page.keyboard.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "1963")
    expect(page.get_by_role("heading", name="Timeline")).to_be_visible()
    play = time_control(page).get_by_role("button", name="Play through time")
    play.click()
    expect(time_control(page).get_by_role("button", name="Pause")).to_be_visible()
    go_to(page, "Heat")
    go_to(page, "Timeline")
    expect(play).to_be_visible()


def test_the_tree_turns_layers_off_and_folds_by_keyboard(page: Page) -> None:
    go_to(page, "Tree")
    marks = page.locator("#map img.leaflet-marker-icon")
    expect(marks).to_have_count(2)
    page.get_by_role("checkbox", name="Huế").uncheck()
    expect(marks).to_have_count(1)
    centre = page.get_by_role("button", name="Centre")
    expect(centre).to_have_attribute("aria-expanded", "true")
    centre.focus()
    page.keyboard.press(" ")
    expect(centre).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("checkbox", name="Huế")).to_be_hidden()


def test_axe_finds_nothing_and_the_sliders_speak_vietnamese(
    new_context: Callable[..., BrowserContext], folder: Path
) -> None:
    page = opened(new_context, saved(folder, "vi"))
    page.evaluate(AXE)
    found = []
    for chapter in ("Tree", "Timeline", "Heat", "Areas"):
        go_to(page, chapter)
        found += violations(page, chapter, 1280)
    assert found == []
    go_to(page, "Timeline")
    control = page.get_by_role("group", name="Thời gian trên bản đồ")
    expect(control.get_by_role("button", name="Phát theo thời gian")).to_be_visible()
    expect(control.get_by_role("slider", name="Thời gian")).to_be_visible()
