"""The map under the story."""

import pytest

from storymap.document.basemap import UnknownBasemap, basemap


def test_offline_is_the_default() -> None:
    assert basemap("offline") == basemap("") == {"kind": "offline"}


def test_a_name_of_xyzservices_gives_an_address_for_tiles() -> None:
    assert basemap("OpenStreetMap.Mapnik") == {
        "kind": "tiles",
        "name": "OpenStreetMap.Mapnik",
        "url": "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "host": "tile.openstreetmap.org",
        "attribution": "© OpenStreetMap contributors",
        "max_zoom": 19,
    }


def test_other_parts_of_the_address_are_filled_in() -> None:
    found = basemap("OpenTopoMap")
    assert "{s}" not in found["url"]
    assert found["host"] in found["url"]


@pytest.mark.parametrize("name", ["Nonsense", "{{7*191}}", "Thunderforest.Outdoors"])
def test_unknown_tiles_and_those_that_need_a_key_are_refused(name: str) -> None:
    with pytest.raises(UnknownBasemap):
        basemap(name)
