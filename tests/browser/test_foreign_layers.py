"""Layers of folium on the player's map, in a real browser with the network off."""

from collections.abc import Callable
from pathlib import Path

import folium
import geopandas as gpd
import pytest
from folium.plugins import (
    AntPath,
    FastMarkerCluster,
    HeatMap,
    MarkerCluster,
    PolyLineOffset,
    TimestampedGeoJson,
)
from playwright.sync_api import BrowserContext, Page, expect
from shapely import Point, box
from shapely.geometry import mapping

from storymap.render.folium import StoryMap, plain
from tests.browser.saved_story import go_to, opened

HUE = [16.46, 107.59]
FAST = "function (row) { return L.marker(row, { icon: L.divIcon({ className: 'fast' }) }); }"
CANARY = "{{7*191}} {%x%} ${7*191} </script> <img src=x onerror=alert(1)> a\u2028b `\\'\"#&amp;"
SHOWN = {
    "Heat": ".leaflet-heatmap-layer", "Ants": "path.leaflet-ant-path", "Areas": ".foreign-legend",
    "Words": ".leaflet-tooltip", "Clusters": ".marker-cluster", "Fast": ".fast",
    "Offset": "path[stroke='#0a0b0c']", "Icons": "img[src*='c8342b']", "Frames": ".leaflet-bar-timecontrol",
}  # fmt: skip


def words() -> folium.FeatureGroup:
    """The canaries in every sink of text that folium has."""
    group = folium.FeatureGroup(name=plain(CANARY))
    marker = folium.Marker(HUE, popup=plain(CANARY), tooltip=folium.Tooltip(plain(CANARY), permanent=True))
    marker.add_to(group)
    icon = folium.DivIcon(html=plain(CANARY), class_name="div-sink")
    folium.Marker([17, 107], icon=icon, title=plain("t")).add_to(group)
    area = gpd.GeoDataFrame({"n": [plain(CANARY)]}, geometry=[box(105, 18, 106, 20)], crs=4326)
    folium.GeoJson(area.to_json(), name=plain(CANARY), tooltip=folium.GeoJsonTooltip(["n"]),
                   popup=folium.GeoJsonPopup(["n"])).add_to(group)  # fmt: skip
    return group


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story with a layer of folium in each chapter, saved."""
    towns = [Point(107.59, 16.46), Point(105.85, 21.02)]
    sites = gpd.GeoDataFrame({"name": ["Huế", "Hà Nội"]}, geometry=towns, crs=4326)
    story = StoryMap(sites=sites, title=CANARY)
    view = {"center": [106.5, 18], "zoom": 6}
    story.chapter("Heat", CANARY, view=view, layers=[HeatMap([HUE, [16.5, 107.6]])])
    story.chapter("Ants", view=view, layers=[AntPath([HUE, [21.02, 105.85]])])
    areas = gpd.GeoDataFrame({"k": ["a", "b"], "v": [1.0, 9.0]}, crs=4326,
                             geometry=[box(106, 12, 107, 16), box(105, 18, 106, 20)])  # fmt: skip
    choropleth = folium.Choropleth(areas.to_json(), data=areas, columns=["k", "v"], legend_name=CANARY,
                                   key_on="feature.properties.k")  # fmt: skip
    story.chapter("Areas", view=view, layers=[choropleth])
    story.chapter("Words", view=view, layers=[words()])
    story.chapter("Clusters", view=view, layers=[MarkerCluster([HUE, [16.47, 107.6]])])
    story.chapter("Fast", view=view, layers=[FastMarkerCluster([HUE], callback=FAST)])
    offset = PolyLineOffset([HUE, [21.02, 105.85]], offset=5, color="#0a0b0c")
    story.chapter("Offset", view=view, layers=[offset])
    pins = folium.GeoJson(gpd.GeoDataFrame({"n": [1]}, geometry=[towns[0]], crs=4326),
                          marker=folium.Marker(icon=folium.Icon("red")))  # fmt: skip
    story.chapter("Icons", view=view, layers=[pins])
    times = {"type": "Feature", "properties": {"times": ["1968-01-31"]}, "geometry": mapping(towns[0])}
    framed = TimestampedGeoJson({"type": "FeatureCollection", "features": [times]})
    story.chapter("Frames", view=view, layers=[framed])
    target = tmp_path_factory.mktemp("foreign") / "story.html"
    story.save(target)
    return target


@pytest.fixture
def page(new_context: Callable[..., BrowserContext], file: Path) -> Page:
    """The saved story, opened from disk; nothing may go wrong in it."""
    return opened(new_context, file)


def test_layers_come_and_go_with_their_chapter_in_any_order(page: Page):
    for chapter in (*SHOWN, *reversed(SHOWN), "Heat", "Frames", "Heat"):
        go_to(page, chapter)
        for other, selector in SHOWN.items():
            expect(page.locator(f"#map {selector}")).to_have_count(int(other == chapter))


def test_text_that_looks_like_code_is_shown_as_it_is(page: Page):
    go_to(page, "Areas")
    expect(page.locator(".foreign-legend p")).to_have_text(CANARY)
    go_to(page, "Words")
    seen = "node => node.textContent.trim()"
    assert page.locator(".leaflet-tooltip").evaluate(seen) == CANARY
    assert page.locator(".div-sink").evaluate(seen) == CANARY
    page.locator("#map img.leaflet-marker-icon").dispatch_event("click")
    assert page.locator(".leaflet-popup-content").evaluate(seen) == CANARY
    page.locator("#map path.leaflet-interactive").dispatch_event("mouseover")
    assert CANARY in page.locator(".leaflet-tooltip", has_text="n").last.evaluate(seen)
