"""The editor's pages: who gets them, what the script finds in them, and that nobody frames them."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from storymap.accounts import Accounts, Role
from storymap.settings import Settings
from storymap.web import create_app

SignIn = Callable[[str, dict[str, Role]], FlaskClient]


def island_of(page: str) -> dict[str, Any]:
    """What the page hands over to the script."""
    found = re.search(r'<script type="application/json" id="storymap-editor">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_page_of_a_story_tells_the_script_where_everything_is(client: FlaskClient):
    page = client.get("/edit/two-places")
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert re.search(r'<script type="module" src="/static/editor-\w+\.js">', page.text)
    island = island_of(page.text)
    assert (island["api"], island["story"]) == ("/api/", "two-places")
    assert island["urls"]["home"] == "/edit/"
    assert island["urls"]["preview"] == "/edit/two-places/preview/"
    assert {one["tag"] for one in island["languages"]} >= {"en", "vi"}
    for address in (island["api"], *(url for url in island["urls"].values() if not url.endswith("/logout"))):
        assert client.get(address).status_code == 200, address


def test_the_list_holds_the_stories_with_drafts(client: FlaskClient, library: Path):
    file = library / "two-places" / "story.yaml"
    file.write_text(f"draft: true\n{file.read_text('utf-8')}", "utf-8")
    island = island_of(client.get("/edit/").text)
    stories = {one["id"]: one for one in island["stories"]}
    assert set(stories) == {"two-places", "pacific-crossing", "canaries", "empty"}
    assert (stories["two-places"]["draft"], stories["two-places"]["read"]) == (True, "")
    assert (stories["canaries"]["draft"], stories["canaries"]["read"]) == (False, "/canaries/")
    assert island["shipped"] == [{"id": "closing-the-past", "title": "Closing the past"}]
    assert island["begins"] is True


def test_words_are_in_the_visitors_language(client: FlaskClient):
    page = client.get("/edit/two-places?lang=vi").text
    assert '<html lang="vi"' in page
    assert island_of(page)["strings"]
    assert island_of(client.get("/edit/two-places").text)["strings"] == {}  # English is the source


@pytest.mark.parametrize("address", ["/edit/", "/edit/two-places"])
def test_nobody_frames_the_editor_and_no_cache_keeps_it(client: FlaskClient, address: str):
    headers = client.get(address).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["no-story", "..%2ftwo-places", "%00", ".storymap", "static"])
def test_a_story_that_is_not_there_has_no_page(client: FlaskClient, name: str):
    answer = client.get(f"/edit/{name}")
    assert (answer.status_code, answer.mimetype) == (404, "text/html")


def test_whoever_is_not_signed_in_goes_to_the_login_and_back(client: FlaskClient, signed_in: SignIn):
    signed_in("Ana", {"two-places": Role.VIEWER})
    answer = client.get("/edit/two-places?lang=vi")
    assert (answer.status_code, answer.location) == (303, "/edit/login?next=/edit/two-places?lang%3Dvi")


def test_a_viewer_sees_own_stories_only(signed_in: SignIn):
    client = signed_in("Ana", {"two-places": Role.VIEWER})
    assert [one["id"] for one in island_of(client.get("/edit/").text)["stories"]] == ["two-places"]
    assert client.get("/edit/two-places").status_code == 200
    assert client.get("/edit/canaries").status_code == 404


def test_a_link_opens_the_editor_without_an_account(client: FlaskClient, library: Path):
    _, token = Accounts(library).links.add("two-places", Role.EDITOR, note="class 7b")
    Accounts(library).users.add("Ana", "correct horse battery", {})
    opened = client.get(f"/edit/link/{token}")
    assert (opened.status_code, opened.location) == (303, "/edit/two-places")
    assert island_of(client.get("/edit/two-places").text)["visitor"]["name"] == "guest (class 7b)"


def test_canaries_in_titles_stay_text(client: FlaskClient):
    page = client.get("/edit/").text
    title = client.get("/api/stories/canaries").json["story"]["title"]
    assert title in [one["title"] for one in island_of(page)["stories"]]
    assert "<img" not in page
    assert page.count("</script>") == page.count("<script ")
    assert "1337" not in page  # what 7*191 is, had a template run it


def test_a_story_that_is_served_alone_can_be_edited(library: Path):
    client = create_app(Settings(library=library / "two-places")).test_client()
    assert island_of(client.get("/edit/").text)["single"] is True
    assert client.get("/edit/two-places").status_code == 200
    assert client.get("/edit/canaries").status_code == 404


def test_a_read_only_server_has_no_editor(library: Path):
    client = create_app(Settings(library=library, read_only=True)).test_client()
    for address in ("/edit/", "/edit/two-places", "/api/", "/api/stories"):
        assert client.get(address).status_code == 404
