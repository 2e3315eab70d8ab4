"""A chapter that says nothing of its map shows the layers that it has."""

import folium
import geopandas as gpd
import pytest
from folium.plugins import HeatMap
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
