"""Every plugin of folium is either in the saved file or left out with its host named, as the docs say."""

import json
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import folium
import folium.plugins
import pytest
from branca.element import Element

import storymap
from storymap.render.folium.carried import hosts_of
from storymap.render.folium.faults import INSTEAD, Faults
from storymap.render.folium.foreign import foreign_scripts, part_scripts

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


def in_a_tree() -> folium.FeatureGroup:
    group = folium.FeatureGroup()
    marker = folium.Marker(HUE).add_to(group)
    tree = {"label": "All", "children": [{"label": "Huế", "layer": marker}]}
    folium.plugins.TreeLayerControl(overlay_tree=tree).add_to(group)
    return group


def hatched(pattern: folium.MacroElement) -> folium.GeoJson:
    area = {"type": "Polygon", "coordinates": [[[105, 16], [105, 19], [107, 19], [105, 16]]]}
    return folium.GeoJson(area, style_function=lambda _: {"fillPattern": pattern})


def in_groups() -> folium.FeatureGroup:
    group = folium.FeatureGroup()
    part = folium.FeatureGroup("Part").add_to(group)
    folium.plugins.GroupedLayerControl({"All": [part]}).add_to(group)
    return group


ENCODED = r"_p~iF~ps|U_ulLnnqC_mqNvxq`@"
IN_THE_FILE = {
    "AntPath": lambda: folium.plugins.AntPath(LINE),
    "BeautifyIcon": lambda: folium.Marker(HUE, icon=folium.plugins.BeautifyIcon(number=3)),
    "BoatMarker": lambda: folium.plugins.BoatMarker(HUE),
    "CirclePattern": lambda: hatched(folium.plugins.CirclePattern()),
    "FastMarkerCluster": lambda: folium.plugins.FastMarkerCluster([HUE]),
    "FeatureGroupSubGroup": part_of_a_group,
    "GroupedLayerControl": in_groups,
    "HeatMap": lambda: folium.plugins.HeatMap([HUE]),
    "HeatMapWithTime": lambda: folium.plugins.HeatMapWithTime([[HUE]]),
    "MarkerCluster": lambda: folium.plugins.MarkerCluster([HUE]),
    "OverlappingMarkerSpiderfier": lambda: folium.plugins.OverlappingMarkerSpiderfier(),
    "PolyLineFromEncoded": lambda: folium.plugins.PolyLineFromEncoded(ENCODED),
    "PolygonFromEncoded": lambda: folium.plugins.PolygonFromEncoded(ENCODED),
    "PolyLineOffset": lambda: folium.plugins.PolyLineOffset(LINE, offset=5),
    "PolyLineTextPath": lambda: on_a_line(folium.plugins.PolyLineTextPath),
    "SemiCircle": lambda: folium.plugins.SemiCircle(HUE, 1000, direction=0, arc=90),
    "StripePattern": lambda: hatched(folium.plugins.StripePattern()),
    "TagFilterButton": lambda: folium.plugins.TagFilterButton(["a"]),
    "Terminator": folium.plugins.Terminator,
    "TimeSliderChoropleth": lambda: folium.plugins.TimeSliderChoropleth(
        TIMED, {"0": {"0": {"color": "red", "opacity": 1}}}),
    "Timeline": lambda: folium.plugins.Timeline(TIMED),
    "TimelineSlider": folium.plugins.TimelineSlider,
    "TimestampedGeoJson": lambda: folium.plugins.TimestampedGeoJson(TIMED),
    "TreeLayerControl": in_a_tree,
}  # fmt: skip


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
    marker = folium.Marker(HUE)
    scripts, faults = foreign_scripts({"one": [marker, IN_THE_FILE[name]()]})
    assert (len(scripts), [str(fault) for fault in faults]) == (2, [])


def test_only_the_parts_that_layers_need_are_carried():
    heat, boats = folium.plugins.HeatMap([HUE]), folium.plugins.BoatMarker(HUE)
    assert part_scripts([heat]) == ()
    (one,) = part_scripts([heat, boats, boats])
    assert "boatMarker" in one
    timed = folium.FeatureGroup()
    folium.plugins.HeatMapWithTime([[HUE]]).add_to(timed)
    shapes = folium.TopoJson({"objects": {"a": {"geometries": []}}}, "objects.a")
    assert len(part_scripts([timed, boats, shapes])) == 3


def test_a_layer_that_is_told_in_other_words_is_itself_again():
    layer = folium.plugins.HeatMapWithTime([[HUE]])
    (script,), _ = foreign_scripts({None: [layer]})
    assert "storymapHeatThroughTime" in script
    assert layer._template is folium.plugins.HeatMapWithTime._template


@pytest.mark.parametrize("name", sorted(described()["plugins left out"]))
def test_a_plugin_that_is_left_out_names_its_host_or_has_nothing_for_a_map(name: str):
    plugin = getattr(folium.plugins, name)
    bare = plugin.__new__(plugin)
    Element.__init__(bare)
    if not getattr(plugin, "default_js", ()):
        assert name in ("FloatImage", "ScrollZoomToggler")
        return
    assert hosts_of(bare), name


@pytest.mark.parametrize("name", sorted(described()["plugins left out"]))
def test_a_warning_says_what_to_do_instead(name: str):
    plugin = getattr(folium.plugins, name)
    bare = plugin.__new__(plugin)
    Element.__init__(bare)
    assert any(kind.__name__ in INSTEAD for kind in plugin.__mro__), name
    assert str(Faults(bare, code=("example.org",))).endswith(next(
        INSTEAD[kind.__name__] for kind in plugin.__mro__ if kind.__name__ in INSTEAD))  # fmt: skip


def test_markers_keep_their_place_when_their_icon_is_left_out():
    class Elsewhere(folium.plugins.BeautifyIcon):
        default_js: ClassVar = [("badge", "https://example.org/badge.js")]

    icons = {"Elsewhere": Elsewhere(number=1), "`plane`": folium.plugins.BeautifyIcon(icon="plane"),
             "`cloud`": folium.Icon("red", icon="cloud")}  # fmt: skip
    for name, icon in icons.items():
        marker = folium.Marker(HUE, icon=icon)
        scripts, faults = foreign_scripts({None: [marker]})
        assert [name in str(fault) for fault in faults] == [True]
        assert not faults[0].left_out
        assert foreign_scripts({None: [marker]})[0] == scripts, "the same the second time"
        assert marker.icon is icon


def test_layers_that_belong_together_are_named_when_one_is_missing():
    group = folium.FeatureGroup("The group")
    part = folium.plugins.FeatureGroupSubGroup(group, "A part")
    line = folium.PolyLine(LINE)
    words = folium.plugins.PolyLineTextPath(line, "words")
    scripts, faults = foreign_scripts({"one": [part, words]})
    assert scripts == ()
    assert [str(fault).partition(",")[0] for fault in faults] == [
        "FeatureGroupSubGroup A part is left out: it needs FeatureGroup The group",
        "PolyLineTextPath is left out: it needs PolyLine"]  # fmt: skip
    scripts, faults = foreign_scripts({"one": [part, line, words], None: [group]})
    assert (len(scripts), faults) == (4, [])


def test_a_frame_in_a_popup_is_text_and_what_runs_in_it_is_told():
    def marker(html: str) -> folium.Marker:
        return folium.Marker(HUE, popup=folium.Popup(folium.IFrame(html)))

    (script,), faults = foreign_scripts({None: [marker("<h1 onclick='x()'>Huế</h1><style>p {}</style>")]})
    assert ("<h1>Huế</h1>" in script, "iframe" in script, faults) == (True, False, [])
    _, faults = foreign_scripts({None: [marker("<p>A chart</p><script>draw()</script>")]})
    assert [str(fault) for fault in faults] == [
        "Marker has a frame in its popup, of which only the text is shown: in a saved story nothing in it "
        "runs. Save the chart as a picture, and show that."
    ]
    _, faults = foreign_scripts({None: [marker("<img src='https://pictures.example.org/a.png'>")]})
    assert "pictures.example.org" in str(faults[0])
    whole = folium.Figure()
    whole.add_child(folium.Map())
    _, faults = foreign_scripts({None: [folium.Marker(HUE, popup=folium.Popup(folium.IFrame(whole)))]})
    assert "nothing in it runs" in str(faults[0])


@pytest.mark.parametrize(("layer", "words"), [
    (lambda: folium.GeoJson("areas.geojson", embed=False), "from areas.geojson"),
    (lambda: folium.raster_layers.VideoOverlay("film.mp4", [HUE, [17, 108]]), "from film.mp4"),
    (lambda: folium.raster_layers.ImageOverlay("https://example.org/a.png", [HUE, [17, 108]]),
     "Give it the picture itself"),
    (lambda: folium.Marker(HUE, popup="<p>A <img alt='' src='pin.png'></p>"), "no pictures of pin.png"),
    (lambda: folium.FitOverlays(), "`view`"),
])  # fmt: skip
def test_a_file_beside_the_page_is_named(
    layer: Callable[[], Element], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    Path("areas.geojson").write_text(json.dumps(TIMED))
    _, faults = foreign_scripts({None: [layer()]})
    assert [words in str(fault) for fault in faults] == [True]
    inside = folium.Marker(HUE, popup="<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>")
    assert foreign_scripts({None: [inside]})[1] == []


def test_a_control_of_layers_needs_layers():
    control = folium.LayerControl()
    assert [fault.left_out for fault in foreign_scripts({"one": [control]})[1]] == [True]
    group = folium.FeatureGroup("The group")
    for layers in ({"one": [group, control]}, {"one": [group], None: [control]}, {None: [group, control]}):
        scripts, faults = foreign_scripts(layers)
        assert (len(scripts), faults) == (2, [])
        assert f'"The group" : {group.get_name()}' in scripts[1]


def test_what_is_no_layer_is_told():
    story = storymap.StoryMap(title="A picture on the page")
    story.chapter("One", layers=[folium.plugins.FloatImage("picture.png")])
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        story.to_html()
    assert [str(one.message) for one in told] == [
        "FloatImage is left out: it isn't a layer of the map. Put the picture into the chapter's text."
    ]
