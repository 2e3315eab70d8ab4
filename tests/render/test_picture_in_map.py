"""A picture in the map's place, in every form of a story: page, paper, one file and static site."""

import json
import re
from pathlib import Path

from storymap.document import build_document, validate
from storymap.render.handout import render_handout
from storymap.render.island import player_island
from storymap.render.single import single_file
from storymap.render.site import build_site
from storymap.render.site.stories import SiteStory
from storymap.storage import load
from tests.render.test_single_file import contents

HUNG = Path(__file__).resolve().parents[1] / "stories" / "hung-pictures"


def test_the_document_is_one_of_its_schema() -> None:
    for language in ("en", "vi"):
        validate(build_document(load(HUNG).story, language))


def test_the_player_says_the_picture_where_it_would_say_the_map() -> None:
    document = build_document(load(HUNG).story)
    island = json.loads(player_island(document, strings={}, urls={}))
    assert island["chapters"][1]["map_text"] == "Three sailing boats before dark hills under a low sun."
    assert island["chapters"][0]["map_text"] == document["chapters"][0]["map_text"]


def test_on_paper_it_stands_in_place_of_the_drawn_map() -> None:
    story = load(HUNG).story
    page = render_handout(story, build_document(story, "en"), HUNG)
    chapters = page.split('<article class="chapter"')
    assert ["data:image/svg" in chapter for chapter in chapters[1:]] == [True, False, False, True]
    harbour = chapters[2]
    assert re.search(r'<img src="file:[^"]*harbour.png" alt="Three sailing boats[^"]*" width="900"', harbour)
    assert "The harbour at dusk, in flat bands of colour." in harbour
    assert harbour.count("<figure") == 1


def test_one_file_brings_it_and_its_larger_file_along_once() -> None:
    file = single_file(load(HUNG).story, HUNG)
    assert file.left_out == ()
    page = file.html.decode()
    for name, attribute in (("harbour.png", "data-media"), ("harbour-large.png", "data-media-large")):
        assert page.count(f'{attribute}="media/{name}"') == 1
    assert 'data-large="media/harbour-large.png"' in contents(file)["pages"]["vi"]


def test_a_static_site_brings_both_files_along(tmp_path: Path) -> None:
    story = load(HUNG)
    build_site([SiteStory.of(story.story, story.folder)], tmp_path)
    page = (tmp_path / "hung-pictures" / "harbour" / "index.html").read_text("utf-8")
    found = re.findall(r'(?:src|data-large)="([^"]*harbour[^"]*\.png)"', page)
    assert len(found) == 2
    for address in found:
        assert (tmp_path / "hung-pictures" / address).resolve().is_file()  # the page's base is the story
