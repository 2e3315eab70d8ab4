"""A chapter that says nothing of its map shows the layers that it has."""

import folium
import geopandas as gpd
import pytest
from folium.plugins import HeatMap, HeatMapWithTime, TimeSliderChoropleth
from shapely import Point

import storymap


def test_a_chapter_without_a_view_shows_its_layers_of_folium():
    story = storymap.StoryMap(title="Heat")
    chapter = story.chapter("Heat", layers=[HeatMap([[16, 107], [17, 108]])])
    assert story.document["chapters"][0]["view"]["bounds"] == [107, 16, 108, 17]
    chapter.add(gpd.GeoDataFrame({"n": [1]}, geometry=[Point(105, 21)], crs=4326))
    assert story.document["chapters"][0]["view"]["bounds"] == [105, 16, 108, 21]


def test_one_point_has_land_around_it():
    story = storymap.StoryMap(title="One")
    with story.chapter("One"):
        folium.Marker([16, 107]).add_to(story)
    west, south, east, north = story.document["chapters"][0]["view"]["bounds"]
    assert (west, south, east, north) == pytest.approx((106.95, 15.95, 107.05, 16.05))


def test_a_view_of_its_own_and_layers_without_a_place_leave_the_map_where_it_is():
    story = storymap.StoryMap(title="Two")
    story.chapter("Own", view={"center": [100, 10], "zoom": 5}, layers=[folium.Marker([16, 107])])
    story.chapter("None", layers=[folium.FeatureGroup("empty")])
    own, without = story.document["chapters"]
    assert own["view"] == {"center": [100, 10], "zoom": 5}
    assert without["view"]["bounds"] == story.document["bounds"]


def test_layers_through_time_reach_as_far_as_all_their_times():
    story = storymap.StoryMap(title="Times")
    story.chapter("Heat", layers=[HeatMapWithTime([[[16, 107, 0.5]], [[21, 105]]])])
    triangle = {"type": "Polygon", "coordinates": [[[104, 18], [106, 18], [106, 21], [104, 18]]]}
    area = {"type": "Feature", "id": "a", "properties": {}, "geometry": triangle}
    areas = {"type": "FeatureCollection", "features": [area]}
    story.chapter("Areas", layers=[TimeSliderChoropleth(areas, {"a": {"0": {"color": "red", "opacity": 1}}})])
    heat, colours = story.document["chapters"]
    assert heat["view"]["bounds"] == [105, 16, 107, 21]
    assert colours["view"]["bounds"] == [104, 18, 106, 21]


def test_a_layer_of_which_folium_knows_no_bounds_leaves_the_map_where_it_is():
    story = storymap.StoryMap(title="No bounds")
    nothing = {"type": "GeometryCollection", "geometries": []}
    shapes = {"type": "Topology", "arcs": [], "objects": {"a": nothing}}
    story.chapter("Shapes", layers=[folium.TopoJson(shapes, "objects.a")])
    assert story.document["chapters"][0]["view"]["bounds"] == story.document["bounds"]
