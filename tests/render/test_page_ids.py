"""A page's own ids are never a chapter's: whatever a chapter is called, it stands where its address says."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from storymap.model import ID_PATTERN
from storymap.render.filters import PAGE_IDS, anchor
from storymap.settings import Settings
from storymap.web.app import create_app

STORIES = Path(__file__).parent.parent / "stories"
NAMES = sorted(PAGE_IDS | {"layer-trade", "source-log", "place-suva", "suva", "suva-title"})
IDS = re.compile(r'\bid="([^"]*)"')


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    library = tmp_path_factory.mktemp("library")
    story = Path(shutil.copytree(STORIES / "pacific-crossing", library / "names"))
    text = (story / "story.yaml").read_text()
    text = (story / "story.yaml").read_text().partition("\nchapters:")[0]
    (story / "story.yaml").write_text(f"{text}\nchapters: [{', '.join(NAMES)}]\n")
    for name in NAMES:
        (story / "chapters" / f"{name}.md").write_text(f"---\ntitle: The {name}\n---\nText of {name}.\n")
    return create_app(Settings(library=library)).test_client()


@pytest.mark.parametrize("address", ["/names/", "/names/map", "/names/embed"])
def test_no_id_is_given_twice_whatever_the_chapters_are_called(client: FlaskClient, address: str):
    ids = Counter(IDS.findall(client.get(address).text))
    assert {name: count for name, count in ids.items() if count > 1} == {}
    assert {anchor(name) for name in NAMES} <= set(ids)
    assert {name for name in ids if ID_PATTERN.fullmatch(name)} <= PAGE_IDS | {*NAMES}


def test_the_ids_of_the_dialog_are_known(client: FlaskClient):
    own = set(IDS.findall(client.get("/names/share.html").text))
    assert {name for name in own if ID_PATTERN.fullmatch(name)} <= PAGE_IDS


def test_only_an_id_of_the_page_moves_a_chapters_anchor():
    assert [anchor(name) for name in ("suva", "place-of-birth", "map")] == ["suva", "place-of-birth", "map_"]
