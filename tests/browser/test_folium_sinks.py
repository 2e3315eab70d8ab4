"""Every place of folium that takes a text shows it as it is: no template runs, in Python or in the page."""

import re
from collections.abc import Callable
from pathlib import Path

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from branca.colormap import linear
from folium.plugins import FastMarkerCluster, MarkerCluster, PolyLineTextPath, TimestampedGeoJson
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from shapely import Point, box

from storymap.render.folium import StoryMap, plain
from storymap.storage.ids import slug

HUE = [16.46, 107.59]
VIEW = {"center": [107.59, 16.46], "zoom": 7}
CANARY = (
    "{{7*191}} {%x%} {#x#} ${7*191} ${alert(1)} </script><script>alert(2)</script> "
    "<img src=x onerror=alert(3)> a\u2028b `\\'\"&amp; \\u0041"
)


CODE = "{{7*191}} {%x%} {#x#} ${7*191} ${alert(1)} a\u2028b `\\'\" \\u0041"
"""What no browser reads as HTML: it needs no `plain`."""
HTML = "<img src=x onerror=alert(4)><a href='javascript:alert(5)'>x</a>"


def area(text: str) -> str:
    return gpd.GeoDataFrame({"n": [text]}, geometry=[box(107, 16, 108, 17)], crs=4326).to_json()


def timed(**properties: str) -> dict:
    point = {"type": "Point", "coordinates": HUE[::-1]}
    about = {"times": ["2020-01-01"], "icon": "circle", **properties}
    return {"type": "FeatureCollection",
            "features": [{"type": "Feature", "geometry": point, "properties": about}]}  # fmt: skip


def text_on_a_line(text: str) -> folium.FeatureGroup:
    group = folium.FeatureGroup("A line")
    line = folium.PolyLine([[16, 107], [17, 108.5]]).add_to(group)
    PolyLineTextPath(line, text).add_to(group)
    return group


def scale(text: str) -> folium.FeatureGroup:
    group = folium.FeatureGroup("A scale")
    group.add_child(linear.YlGnBu_09.scale(0, 9))
    next(iter(group._children.values())).caption = text
    return group


def framed(text: str) -> folium.IFrame:
    """A frame around a text; folium reads it as a template at once, so that it comes in a part of its own."""
    frame = folium.IFrame()
    frame.add_child(folium.Html(text, script=True))
    return frame


def clustered(text: str) -> MarkerCluster:
    cluster = MarkerCluster(name="Gathered")
    folium.Marker(HUE, popup=text).add_to(cluster)
    return cluster


def choropleth(text: str) -> folium.Choropleth:
    areas = gpd.GeoDataFrame({"k": ["a", "b"], "v": [1.0, 9.0]}, crs=4326,
                             geometry=[box(107, 16, 108, 17), box(108, 16, 109, 17)])  # fmt: skip
    return folium.Choropleth(areas.to_json(), data=areas, columns=["k", "v"], legend_name=text,
                             key_on="feature.properties.k")  # fmt: skip


MARK, SHAPE = "#map img.leaflet-marker-icon", "#map path.leaflet-interactive"
TIP, POPUP = "#map .leaflet-tooltip", "#map .leaflet-popup-content"
CONTROL = "#map .leaflet-control-layers-overlays label"
OPEN = Callable[[str], object]

# sink: the layer with a text in it; where to point; what to do there; where the text is seen
SINKS: dict[str, tuple[OPEN, str, str, str]] = {
    "popup": (lambda t: folium.Marker(HUE, popup=t), MARK, "click", POPUP),
    "lazy popup": (lambda t: folium.Marker(HUE, popup=folium.Popup(t, lazy=True)), MARK, "click", POPUP),
    "circle's popup": (lambda t: folium.CircleMarker(HUE, popup=t), SHAPE, "click", POPUP),
    "tooltip": (lambda t: folium.Marker(HUE, tooltip=t), MARK, "mouseover", TIP),
    "line's tooltip": (lambda t: folium.PolyLine([[16, 107], HUE], tooltip=t), SHAPE, "mouseover", TIP),
    "icon of HTML": (lambda t: folium.Marker(HUE, icon=folium.DivIcon(html=t, class_name="own")), "", "",
                     "#map .own"),
    "property in a tooltip": (lambda t: folium.GeoJson(area(t), tooltip=folium.GeoJsonTooltip(["n"])),
                              SHAPE, "mouseover", f"{TIP} td"),
    "property in a popup": (lambda t: folium.GeoJson(area(t), popup=folium.GeoJsonPopup(["n"])),
                            SHAPE, "click", f"{POPUP} td"),
    "alias in a tooltip": (
        lambda t: folium.GeoJson(area("x"), tooltip=folium.GeoJsonTooltip(["n"], aliases=[t])),
        SHAPE, "mouseover", f"{TIP} th"),
    "alias in a popup": (lambda t: folium.GeoJson(area("x"), popup=folium.GeoJsonPopup(["n"], aliases=[t])),
                         SHAPE, "click", f"{POPUP} th"),
    "feature's tooltip with times": (lambda t: TimestampedGeoJson(timed(tooltip=t), auto_play=False),
                                     SHAPE, "mouseover", TIP),
    "feature's popup with times": (lambda t: TimestampedGeoJson(timed(popup=t), auto_play=False),
                                   SHAPE, "click", POPUP),
    "popup in a cluster": (clustered, MARK, "click", POPUP),
    "frame in a popup": (lambda t: folium.Marker(HUE, popup=folium.Popup(framed(t))),
                         MARK, "click", POPUP),
    "popup of Html": (lambda t: folium.Marker(HUE, popup=folium.Popup(folium.Html(t, script=True))),
                      MARK, "click", POPUP),
    "popup in a list of a cluster": (lambda t: MarkerCluster([HUE], popups=[t]), MARK, "click", POPUP),
    "property without its name": (
        lambda t: folium.GeoJson(area(t), tooltip=folium.GeoJsonTooltip(["n"], labels=False)),
        SHAPE, "mouseover", f"{TIP} td"),
    "name in a control of layers": (
        lambda t: [folium.FeatureGroup(t), folium.LayerControl(collapsed=False)], "", "", CONTROL),
}  # fmt: skip
# these are texts for browsers too, so that nothing has to be made plain
TEXTS: dict[str, tuple[OPEN, str]] = {
    "legend of a choropleth": (choropleth, "#map .foreign-legend p"),
    "caption of a scale": (scale, "#map .foreign-legend p"),
    "text on a line": (text_on_a_line, "#map svg textPath"),
    "title of a marker": (lambda t: folium.Marker(HUE, title=t), f"{MARK}"),
    "text that stands in Html": (
        lambda t: folium.Marker(HUE, popup=folium.Popup(folium.Html(t))), POPUP),
    "alternative text of a picture": (
        lambda t: folium.raster_layers.ImageOverlay(np.ones((2, 2)), [[16, 107], [17, 108]], alt=t),
        "#map img.leaflet-image-layer"),
    "alternative text of a marker": (lambda t: folium.Marker(HUE, alt=t), f"{MARK}"),
}


def layers_of(made: object) -> list[object]:
    return made if isinstance(made, list) else [made]


def shown(place: Locator) -> str:
    """The text that a reader sees; folium writes blanks around it."""
    text = str(place.last.evaluate("node => node.title || node.alt || node.textContent"))
    return text.replace("\u00a0", " ").strip()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story with a chapter for each sink: text made plain, text as it is, and the story's own texts."""
    sites = gpd.GeoDataFrame({"name": [CANARY], "id": ["hue"], "note": [CANARY]}, geometry=[Point(HUE[::-1])],
                             crs=4326)  # fmt: skip
    events = pd.DataFrame({"title": [CANARY], "when": ["1968"], "site": ["hue"], "text": [CANARY]})
    story = StoryMap(sites=sites, events=events, title=CANARY, summary=CANARY)
    for sink, (layer, *_) in SINKS.items():
        story.chapter(f"Plain {sink}", view=VIEW, layers=layers_of(layer(plain(CANARY))))
        story.chapter(f"Raw {sink}", view=VIEW, layers=layers_of(layer(CODE)))
    for sink, (layer, _) in TEXTS.items():
        story.chapter(sink, view=VIEW, layers=[layer(CANARY)])
    for name, text in (("Plain", plain(CANARY)), ("Raw", CODE), ("Place", "${lat} ${lng}")):
        story.chapter(f"{name} click", view=VIEW, layers=[folium.ClickForMarker(text)])
    story.chapter("HTML", view=VIEW, layers=[folium.Marker(HUE, popup=HTML)])
    own = gpd.GeoDataFrame({"name": [CANARY]}, geometry=[Point(HUE[::-1])], crs=4326)
    with story.chapter("Own", CANARY, sites=["hue"], view=VIEW) as chapter:
        chapter.add(own, CANARY)
        folium.GeoJson(area(CODE), name=CODE).add_to(story)
        FastMarkerCluster([HUE], name=CODE).add_to(story)
    target = tmp_path_factory.mktemp("sinks") / "story.html"
    with pytest.warns(UserWarning, match="Marker shows no pictures of x: "):
        story.save(target)
    return target


@pytest.fixture
def page(new_context: Callable[..., BrowserContext], file: Path) -> Page:
    """The saved story, opened from disk, in which no text may run."""
    return opened(new_context(offline=True), file)


def opened(context: BrowserContext, file: Path) -> Page:
    page = context.new_page()
    page.add_init_script("globalThis.ran = []; for (const name of ['alert', 'print']) "
                         "globalThis[name] = (...given) => { ran.push([name, ...given]); };")  # fmt: skip
    page.goto(file.as_uri())
    page.locator("html[data-ready]").wait_for(state="attached")
    return page


def visit(page: Page, title: str, place: str, act: str) -> None:
    page.evaluate("id => { location.hash = id; }", slug(title))
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    if place:
        page.locator(place).last.dispatch_event(act)


def test_text_made_plain_is_shown_as_it_is_and_any_text_runs_nowhere(page: Page) -> None:
    for sink, (_, place, act, seen) in SINKS.items():
        visit(page, f"Plain {sink}", place, act)
        assert shown(page.locator(seen)) == CANARY, sink
        visit(page, f"Raw {sink}", place, act)
        assert shown(page.locator(seen)) == CODE, sink
        assert page.evaluate("globalThis.ran") == [], sink


def test_the_popup_of_a_clicked_marker_tells_its_place_and_runs_nothing(page: Page) -> None:
    for name, text in (("Plain", CANARY), ("Raw", CODE), ("Place", r"^[\d.]+ [\d.]+$")):
        visit(page, f"{name} click", "#map", "click")
        page.locator(MARK).last.dispatch_event("click")
        found = shown(page.locator(POPUP))
        assert re.search(text, found) if name == "Place" else found == text
    assert page.evaluate("globalThis.ran") == []


def test_texts_that_are_no_html_are_shown_as_they_are_without_help(page: Page) -> None:
    for sink, (_, seen) in TEXTS.items():
        visit(page, sink, MARK if seen == POPUP else "", "click")
        assert shown(page.locator(seen)) == CANARY, sink
    assert page.evaluate("globalThis.ran") == []


def test_the_texts_of_a_story_and_the_words_of_its_layers_are_always_plain(page: Page) -> None:
    visit(page, "Own", "", "")
    chapter = page.get_by_role("article", name="Own", exact=True)
    titles = chapter.locator(".layer b").all_text_contents()
    assert titles == [CANARY, CODE, CODE]
    assert chapter.locator("tbody th").all_text_contents() == [CODE]
    assert chapter.locator(".prose").evaluate("node => node.children.length") == 1
    assert "1337" not in (page.locator("body").text_content() or "")
    assert page.evaluate("globalThis.ran") == []


def test_html_that_is_handed_to_folium_is_theirs_and_runs_no_script(browser: Browser, file: Path) -> None:
    page = opened(browser.new_context(offline=True), file)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    visit(page, "HTML", MARK, "click")
    page.locator(f"{POPUP} a").click()
    expect(page.locator(f"{POPUP} img")).to_have_count(1)
    assert page.evaluate("globalThis.ran") == []
    assert any("Content Security Policy" in text for text in refused)
    page.context.close()
