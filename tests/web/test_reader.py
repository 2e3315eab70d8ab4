"""Pages of the reader: library, cover, chapters, languages and what changes on disk."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from storymap.settings import Settings
from storymap.web import create_app

CODE = ("{{7*191}}", "${7*191}", "<img src=x onerror=alert(1)>")


def test_the_cover_holds_the_story_as_html(client: FlaskClient):
    page = client.get("/two-places/")
    assert page.status_code == 200
    assert page.mimetype == "text/html"
    assert "Two places" in page.text
    assert 'id="first"' in page.text
    assert 'id="second"' in page.text


def test_a_chapter_has_its_own_title_and_address(client: FlaskClient):
    page = client.get("/two-places/second").text
    assert re.search(r"<title>.+ – Two places</title>", page)
    assert '<link rel="canonical" href="http://localhost/two-places/second">' in page


def test_an_unknown_chapter_leads_to_the_start_with_a_notice(client: FlaskClient):
    answer = client.get("/two-places/lost?kiosk=1")
    assert answer.status_code == 302
    assert answer.location == "/two-places/?kiosk=1&notice=chapter"
    assert "There is no such chapter" in client.get(answer.location).text


def test_a_notice_stands_only_where_it_belongs(client: FlaskClient):
    assert "There is no such chapter" not in client.get("/two-places/?notice=other").text


def test_a_slash_after_a_chapter_is_taken_away_with_nothing_added(client: FlaskClient):
    answer = client.get("/two-places/second/?lang=en&_external=1&_scheme=javascript&_anchor=x")
    assert answer.status_code == 308
    assert answer.location == "/two-places/second?lang=en"


def test_a_story_in_another_language_is_in_that_language(client: FlaskClient):
    page = client.get("/pacific-crossing/?lang=ar").text
    assert '<html lang="ar" dir="rtl"' in page
    assert "عبور المحيط الهادئ" in page
    assert 'hreflang="x-default" href="http://localhost/pacific-crossing/"' in page
    assert 'hreflang="ar" href="http://localhost/pacific-crossing/?lang=ar"' in page


def test_an_unknown_language_shows_the_first_one(client: FlaskClient):
    assert '<html lang="en"' in client.get("/pacific-crossing/?lang=xx").text


def test_the_browsers_languages_do_not_change_a_page(client: FlaskClient):
    page = client.get("/pacific-crossing/", headers={"Accept-Language": "ar"})
    assert '<html lang="en"' in page.text
    assert page.headers["Vary"] == "Accept-Encoding"


def test_the_pseudo_language_is_for_tests_only(app: Flask):
    assert "⟦" not in app.test_client().get("/?lang=en-XA").text
    app.testing = True
    assert "⟦" in app.test_client().get("/?lang=en-XA").text


@pytest.mark.parametrize("address", ["/canaries/", "/canaries/?lang=vi", "/canaries/first", "/", "/?q=7*191"])
def test_code_in_a_story_is_text_in_the_page(client: FlaskClient, address: str):
    page = client.get(address).text
    assert "1337" not in page
    assert "<img src=x" not in page
    assert "\u2028" not in page.partition('id="storymap-document">')[2]
    assert "7*191" in page


def test_code_in_the_search_is_text(client: FlaskClient):
    page = client.get("/", query_string={"q": '"><script>{{7*191}}'}).text
    assert "<script" not in page
    assert "{{7*191}}" in page


def test_the_library_lists_the_stories_that_can_be_shown(client: FlaskClient):
    page = client.get("/").text
    assert page.count('class="card"') == 3
    assert 'href="/empty/"' not in page


def test_the_search_pays_no_regard_to_diacritics(library: Path, client: FlaskClient):
    story = library / "two-places" / "story.yaml"
    story.write_text(story.read_text("utf-8").replace("Two places", "Đà Nẵng"), "utf-8")
    assert client.get("/?q=da+nang").text.count('class="card"') == 1
    assert client.get("/?q=nowhere+at+all").text.count('class="card"') == 0


def test_a_change_on_disk_shows_at_the_next_request(library: Path, client: FlaskClient):
    before = client.get("/two-places/")
    story = library / "two-places" / "story.yaml"
    story.write_text(story.read_text("utf-8").replace("Two places", "Three places"), "utf-8")
    after = client.get("/two-places/", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "Three places" in after.text


def test_a_broken_story_leaves_the_others_alone(client: FlaskClient):
    broken = client.get("/empty/")
    assert broken.status_code == 500
    assert "storymap check" in broken.text
    assert "Traceback" not in broken.text
    assert client.get("/two-places/").status_code == 200


def test_one_story_folder_is_a_library_too(library: Path):
    client = create_app(Settings(library=library / "two-places")).test_client()
    assert client.get("/two-places/").status_code == 200
    assert client.get("/canaries/").status_code == 404
    assert client.get("/").text.count('class="card"') == 1


def test_an_empty_library_says_what_to_do(tmp_path: Path):
    assert "storymap new" in create_app(Settings(library=tmp_path)).test_client().get("/").text


def test_drawn_maps_come_in_themes_and_sizes(client: FlaskClient):
    plain = client.get("/two-places/map.svg")
    assert plain.mimetype == "image/svg+xml"
    assert plain.data != client.get("/two-places/map.svg?theme=dark").data
    assert b"1200" in client.get("/two-places/first/map.svg?size=1200x630").data


@pytest.mark.parametrize("size", ["9x9", "99999x10", "x", "-5x100", "2401x480"])
def test_a_size_out_of_bounds_is_refused_in_words(client: FlaskClient, size: str):
    answer = client.get("/two-places/map.svg", query_string={"size": size})
    assert answer.status_code == 400
    assert "720x480" in answer.text


def test_there_is_no_map_of_an_unknown_chapter(client: FlaskClient):
    assert client.get("/two-places/lost/map.svg").status_code == 404
