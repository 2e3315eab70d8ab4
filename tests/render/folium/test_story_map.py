"""A story as a folium map: from tables or from a folder, to one file and back to a folder."""

import base64
import gzip
import json
import re
from pathlib import Path

import folium
import geopandas as gpd
import pandas as pd
import pytest
from folium.plugins import HeatMap
from shapely import Point, box

import storymap
from storymap.render.single import single_file
from storymap.storage import load

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ROOT / "geodata/stories/closing-the-past"


def pack_of(page: str) -> dict:
    """What a file's player gets."""
    found = re.search(r'id="storymap-pack">([^<]+)<', page)
    assert found
    return json.loads(gzip.decompress(base64.b64decode(found[1])).split(b"\n", 1)[0])


def towns() -> gpd.GeoDataFrame:
    shapes = [Point(107.59, 16.46), Point(105.85, 21.02), box(106, 10, 107, 11)]
    return gpd.GeoDataFrame({"name": ["Huế", "Hà Nội", "Sài Gòn"], "founded": [1306, None, 1698]},
                            geometry=shapes, crs=4326)  # fmt: skip


@pytest.fixture
def story() -> storymap.StoryMap:
    rows = [["A battle", "1968-01-31", "hue"], ["A treaty", "1973", "ha-noi"]]
    events = pd.DataFrame(rows, columns=["title", "when", "site"])
    made = storymap.StoryMap(sites=towns().to_crs(3857), events=events, title="Three towns")
    made.chapter("The first", "It *began* here.", events=["a-battle"], when=1968)
    with made.chapter("The second", view={"center": [106, 16], "zoom": 5}, sites=towns()[:2]) as second:
        second.add(towns(), "Towns again")
    return made


def test_a_loaded_story_saves_the_same_file_as_the_command_line(tmp_path: Path):
    storymap.StoryMap.load(SHIPPED).save(tmp_path / "story.html")
    assert (tmp_path / "story.html").read_bytes() == single_file(load(SHIPPED).story, SHIPPED).html


def test_tables_become_sites_events_and_chapters(story: storymap.StoryMap):
    assert [problem for problem in story.problems if problem.severity == "error"] == []
    document = story.document
    sites = {site["id"]: site for site in document["sites"]["features"]}
    assert set(sites) == {"hue", "ha-noi", "sai-gon"}
    assert sites["hue"]["geometry"] == {"type": "Point", "coordinates": [107.59, 16.46]}
    assert sites["sai-gon"]["geometry"]["type"] == "Polygon"
    first, second = document["chapters"]
    assert (first["events"], first["sites"]) == (["a-battle"], ["hue"])
    assert second["sites"] == ["hue", "ha-noi"]
    assert [layer["id"] for layer in second["layers"]] == ["towns-again"]
    assert len(document["layers"][0]["data"]["features"]) == 3


def test_a_folder_that_was_written_gives_the_same_document(story: storymap.StoryMap, tmp_path: Path):
    folder = story.to_folder(tmp_path / "three-towns")
    assert storymap.StoryMap.load(folder).document == story.document
    assert "founded" in (folder / "sites.csv").read_text("utf-8")
    assert "1306.0" not in (folder / "sites.csv").read_text("utf-8")


def test_a_story_that_is_loaded_can_grow_and_its_folder_stays():
    before = {path: path.read_bytes() for path in SHIPPED.rglob("*") if path.is_file()}
    story = storymap.StoryMap.load(SHIPPED, "vi")
    story.chapter("Một chương nữa", "Chữ.")
    assert story.document["language"] == "vi"
    assert story.document["chapters"][-1]["id"] == "mot-chuong-nua"
    assert {path: path.read_bytes() for path in SHIPPED.rglob("*") if path.is_file()} == before


def test_a_table_becomes_a_story_with_a_chapter_for_each_value_of_a_column():
    document = towns().storymap.chapter_per("founded", title="Towns by year").document
    assert [(chapter["title"], chapter["sites"]) for chapter in document["chapters"]] == [
        ("1306", ["hue"]), ("1698", ["sai-gon"])]  # fmt: skip


def test_bad_tables_are_problems_and_the_rest_of_the_story_stands():
    events = pd.DataFrame({"title": ["One", "Two"], "when": ["1968", "no date"], "site": ["hue", "nowhere"]})
    story = storymap.StoryMap(sites=towns(), events=events)
    story.chapter("One", events=["one"])
    assert {(problem.file, problem.row, problem.column) for problem in story.problems} >= {
        ("events.csv", 3, "when"), ("events.csv", 3, "site")}  # fmt: skip
    assert story.document["chapters"][0]["events"] == ["one"]
    with pytest.raises(storymap.problems.StorymapError, match="coordinate system"):
        storymap.StoryMap(sites=gpd.GeoDataFrame({"name": ["far"]}, geometry=[Point(500_000, 4_000_000)]))


def test_layers_of_folium_belong_to_the_chapter_whose_block_runs(story: storymap.StoryMap):
    with story.chapter("Heat"):
        HeatMap([[16.46, 107.59]]).add_to(story)
    folium.CircleMarker([16.46, 107.59]).add_to(story)
    scripts = pack_of(story.to_html())["scripts"]
    assert ["push([null" in scripts[0], "L.circleMarker" in scripts[0]] == [True, True]
    assert ['"heat"' in scripts[1], "L.heatLayer" in scripts[1]] == [True, True]


def test_what_another_host_would_be_asked_for_is_named_and_left_out(story: storymap.StoryMap):
    icon = folium.CustomIcon("https://icons.example.org/pin.png")
    layers = [folium.TileLayer("OpenStreetMap"), folium.Marker([16, 107], icon=icon)]
    layers.append(folium.Marker([16, 107], popup="<img src='https://pictures.example.org/a.png'>"))
    story.chapter("Tiles", layers=layers)
    with pytest.warns(UserWarning, match=r"left out|no pictures") as told:
        page = story.to_html()
    words = " ".join(str(one.message) for one in told)
    assert "TileLayer" in words
    assert "tile.openstreetmap.org" in words
    assert "Marker shows no pictures of icons.example.org" in words
    assert "Marker shows no pictures of pictures.example.org" in words
    assert len(pack_of(page)["scripts"]) == 2


def test_a_notebook_shows_the_story_in_a_frame(story: storymap.StoryMap):
    shown = story._repr_mimebundle_()["text/html"]
    assert shown.startswith('<iframe title="Three towns" srcdoc="&lt;!')
