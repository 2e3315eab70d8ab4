"""The map under the story."""

import pytest

from storymap.document.basemap import UnknownBasemap, basemap, live_tiles, plain
from storymap.model import Basemap

OFFLINE = {"kind": "offline", "style": "calm", "relief": False, "archive": None}


def test_offline_is_the_default() -> None:
    assert basemap(Basemap()) == basemap(Basemap(tiles="")) == OFFLINE


def test_style_and_relief_are_carried() -> None:
    assert basemap(Basemap(style="muted", relief=True)) == {**OFFLINE, "style": "muted", "relief": True}


def test_a_name_of_xyzservices_gives_an_address_for_tiles() -> None:
    assert basemap(Basemap(tiles="OpenStreetMap.Mapnik")) == {
        "kind": "tiles",
        "style": "calm",
        "relief": False,
        "name": "OpenStreetMap.Mapnik",
        "url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "host": "tile.openstreetmap.org",
        "attribution": "© OpenStreetMap contributors",
        "max_zoom": 19,
    }


def test_other_parts_of_the_address_are_filled_in() -> None:
    found = live_tiles("OpenTopoMap")
    assert "{s}" not in found["url"]
    assert found["host"] in found["url"]


@pytest.mark.parametrize("name", ["Nonsense", "{{7*191}}", "Thunderforest.Outdoors"])
def test_unknown_tiles_and_those_that_need_a_key_are_refused(name: str) -> None:
    with pytest.raises(UnknownBasemap):
        basemap(Basemap(tiles=name))


def test_a_file_of_the_story_is_found_at_one_address_whatever_its_name() -> None:
    assert basemap(Basemap(pmtiles="layers/region.pmtiles"))["archive"] == {
        "url": "basemap.pmtiles",
        "host": None,
    }


def test_an_archive_elsewhere_names_its_host() -> None:
    address = "https://tiles.example.org/huế/region.pmtiles?v=2"
    assert basemap(Basemap(pmtiles=address))["archive"] == {"url": address, "host": "tiles.example.org"}


@pytest.mark.parametrize(
    "address",
    [
        "http://tiles.example.org/a.pmtiles",
        "https:///a.pmtiles",
        "javascript://x/a.pmtiles",
        "https://x.org/a",
    ],
)
def test_an_archive_that_a_page_may_not_load_is_refused(address: str) -> None:
    with pytest.raises(UnknownBasemap):
        basemap(Basemap(pmtiles=address))


def test_what_can_be_kept_of_a_choice_is_kept() -> None:
    assert plain(Basemap(style="print", relief=True, tiles="Nonsense")) == {
        **OFFLINE,
        "style": "print",
        "relief": True,
    }
    assert plain(Basemap(style="loud")) == OFFLINE
