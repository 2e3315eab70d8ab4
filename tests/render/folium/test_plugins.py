"""Every plugin of folium is either in the saved file or left out with its host named, as the docs say."""

import re
import warnings
from pathlib import Path

import folium
import folium.plugins
import pytest
from branca.element import Element

import storymap
from storymap.render.folium.carried import hosts_of
from storymap.render.folium.foreign import foreign_scripts

PAGE = Path(__file__).resolve().parents[3] / "docs/python.md"
HUE = [16.46, 107.59]
LINE = [HUE, [21.02, 105.85]]
TIMED = {"type": "FeatureCollection", "features": [
    {"type": "Feature", "geometry": {"type": "Point", "coordinates": HUE[::-1]},
     "properties": {"times": ["2020-01-01"]}}]}  # fmt: skip


def on_a_line(plugin: type) -> folium.FeatureGroup:
    group = folium.FeatureGroup()
    line = folium.PolyLine(LINE).add_to(group)
    plugin(line, "words").add_to(group)
    return group


def part_of_a_group() -> folium.FeatureGroup:
    group = folium.FeatureGroup()
    folium.plugins.FeatureGroupSubGroup(group).add_to(group)
    return group


IN_THE_FILE = {
    "AntPath": lambda: folium.plugins.AntPath(LINE),
    "FastMarkerCluster": lambda: folium.plugins.FastMarkerCluster([HUE]),
    "FeatureGroupSubGroup": part_of_a_group,
    "HeatMap": lambda: folium.plugins.HeatMap([HUE]),
    "MarkerCluster": lambda: folium.plugins.MarkerCluster([HUE]),
    "PolyLineOffset": lambda: folium.plugins.PolyLineOffset(LINE, offset=5),
    "PolyLineTextPath": lambda: on_a_line(folium.plugins.PolyLineTextPath),
    "TimestampedGeoJson": lambda: folium.plugins.TimestampedGeoJson(TIMED),
}


def described() -> dict[str, set[str]]:
    """What docs/python.md says of each plugin: in the file, or left out."""
    rows = [line.split("|") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| plugins ")]
    return {row[1].strip(): set(re.findall(r"`(\w+)`", row[2])) for row in rows}


def test_the_docs_name_every_plugin():
    found = described()
    assert set(IN_THE_FILE) == found["plugins in the file"]
    assert found["plugins in the file"] & found["plugins left out"] == set()
    assert found["plugins in the file"] | found["plugins left out"] == set(folium.plugins.__all__)


@pytest.mark.parametrize("name", IN_THE_FILE)
def test_a_plugin_in_the_file_asks_nobody(name: str):
    scripts, faults = foreign_scripts({None: [IN_THE_FILE[name]()]})
    assert (len(scripts), [str(fault) for fault in faults]) == (1, [])


@pytest.mark.parametrize("name", sorted(described()["plugins left out"]))
def test_a_plugin_that_is_left_out_names_its_host_or_has_nothing_for_a_map(name: str):
    plugin = getattr(folium.plugins, name)
    bare = plugin.__new__(plugin)
    Element.__init__(bare)
    if not getattr(plugin, "default_js", ()):
        assert name in ("FloatImage", "ScrollZoomToggler")
        return
    assert hosts_of(bare), name


def test_what_is_no_layer_is_told():
    story = storymap.StoryMap(title="A picture on the page")
    story.chapter("One", layers=[folium.plugins.FloatImage("picture.png")])
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        story.to_html()
    assert [str(one.message) for one in told] == ["FloatImage is left out: it isn't a layer of the map."]
