"""Embeds: HTML first, one classic script, open to every site's frames and to origins that are none."""

import html
import json
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from storymap.render.pages import content_hash
from storymap.settings import Settings
from storymap.web import create_app

CODE = ("{{7*191}}", "${7*191}", "<img src=x onerror=alert(1)>")
EMBED = "/pacific-crossing/embed"


def rules(client: FlaskClient, address: str) -> dict[str, list[str]]:
    policy = client.get(address).headers["Content-Security-Policy"]
    return {words[0]: words[1:] for words in (rule.split() for rule in policy.split(";"))}


def chapters(page: str) -> list[str]:
    return re.findall(r'<article class="chapter" id="([^"]+)"', page)


def test_every_chapter_can_be_read_without_a_script(client: FlaskClient):
    answer = client.get(EMBED)
    assert answer.status_code == 200
    assert chapters(answer.text) == ["oakland", "kauai", "suva", "brisbane"]
    told = ("Four men left California", "It reaches Brisbane", "31 May 1928", 'id="source_log"', "map.svg")
    for words in told:
        assert words in answer.text
    assert 'href="/pacific-crossing/"' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_the_page_runs_one_inline_script_and_our_own_files(client: FlaskClient):
    page, allowed = client.get(EMBED).text, rules(client, EMBED)
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page)
    assert [content_hash(text) for text in inline] == allowed["script-src"][1:]
    assert [content_hash(text) for text in styles] == allowed["style-src"][1:]
    assert len(inline) == len(styles) == 1
    assert allowed["script-src"][0] == allowed["connect-src"][0] == "'self'"
    assert allowed["default-src"] == allowed["base-uri"] == ["'none'"]
    assert not re.search(r'type="module"|(src|srcset)="https?:', page)


def test_no_inline_style_or_handler_is_needed(client: FlaskClient):
    attributes: set[str] = set()
    parser = HTMLParser()
    parser.handle_starttag = lambda _, pairs: attributes.update(dict(pairs))
    parser.feed(client.get(EMBED).text)
    assert {name for name in attributes if name == "style" or name.startswith("on")} == set()


def test_every_site_may_frame_an_embed_and_only_our_own_the_other_pages(client: FlaskClient):
    assert "frame-ancestors" not in rules(client, EMBED)  # `*` would shut out files and sandboxes
    assert rules(client, "/pacific-crossing/")["frame-ancestors"] == ["'self'"]
    assert "frame-ancestors" not in rules(client, "/no-story/embed")  # a frame must not stay blank
    assert rules(client, "/edit/login")["frame-ancestors"] == ["'none'"]


def test_who_may_frame_embeds_is_a_setting(library: Path):
    app = create_app(Settings(library=library, embed_ancestors="https://paper.example"))
    assert rules(app.test_client(), EMBED)["frame-ancestors"] == ["https://paper.example"]


@pytest.mark.parametrize(
    "address",
    ["/basemap/world.pmtiles", "/pacific-crossing/map.svg", "/pacific-crossing/suva/map.svg",
     "/pacific-crossing/media/sea.png", "/pacific-crossing/data/events.csv", "/static/licences.txt"],
)  # fmt: skip
def test_a_sandbox_without_an_origin_may_read_the_files(client: FlaskClient, address: str):
    for answer in (client.get(address, headers={"Origin": "null"}), client.options(address)):
        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers.get("Cross-Origin-Resource-Policy") == "cross-origin"
        assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Range" in client.options(address).headers["Access-Control-Allow-Headers"]


def test_what_is_behind_the_login_stays_with_its_own_origin(client: FlaskClient):
    preview = "/edit/pacific-crossing/preview/"
    files = (f"{preview}map.svg", f"{preview}media/sea.png")
    for address in ("/edit/", "/api/stories", preview, *files, "/pacific-crossing/"):
        assert "Access-Control-Allow-Origin" not in client.get(address).headers


def test_a_passage_has_its_chapters_alone_with_their_numbers(client: FlaskClient):
    page = client.get(f"{EMBED}?from=kauai&to=suva").text
    assert chapters(page) == ["kauai", "suva"]
    assert "Chapter 3 of 4" in page
    assert re.search(r'id="kauai"[^>]* data-current', page)
    assert "Four men left California" not in page


def test_the_other_choices_are_in_the_page(client: FlaskClient):
    page = client.get(f"{EMBED}?chapter=suva&show=map&theme=dark").text
    assert re.search(r'<html[^>]* data-show="map"', page)
    assert "prefers-color-scheme: dark" not in page.replace(": ?dark", "")
    assert "@media screen{:root:not([data-basemap=print])" in page
    assert "map.svg?theme=dark" in page
    assert 'href="/pacific-crossing/suva"' in page
    light = client.get(f"{EMBED}?theme=light").text
    assert "theme=dark" not in light
    assert "@media not all{:root:not([data-basemap=print])" in light


def test_an_embed_speaks_the_language_that_was_chosen(client: FlaskClient):
    page = client.get(f"{EMBED}?lang=ar").text
    assert '<html lang="ar" dir="rtl"' in page
    assert 'href="/pacific-crossing/?lang=ar"' in page
    assert '<html lang="en"' in client.get(f"{EMBED}?lang=xx").text


def test_choices_that_name_nothing_change_nothing(client: FlaskClient):
    usual = client.get(EMBED)
    queries = ("chapter=lost", "from=lost", "theme=blue", "show=x", "activate=x")
    for query in (*queries, *(f"chapter={code}" for code in CODE)):
        answer = client.get(f"{EMBED}?{query}")
        assert answer.data == usual.data, query
        assert answer.headers["ETag"] == usual.headers["ETag"]


def test_a_draft_has_no_embed(client: FlaskClient, library: Path):
    assert client.get("/no-story/embed").status_code == 404
    story = library / "two-places" / "story.yaml"
    story.write_text(f"{story.read_text()}\ndraft: true\n")
    assert client.get("/two-places/embed").status_code == 404


def test_a_slash_at_the_end_leads_to_the_embed_with_all_that_its_address_says(client: FlaskClient):
    for query in ("", "?chapter=suva&lang=ar&childId=map-1&initialWidth=600", "?_external=1&_scheme=data"):
        answer = client.get(f"{EMBED}/{query}")
        assert answer.status_code == 308
        assert answer.location == f"{EMBED}{query}"


def test_an_embed_leads_to_the_answer_of_article_systems_about_itself(client: FlaskClient):
    for query in ("", "?chapter=suva", "?from=kauai&to=suva&show=map", "?lang=ar&theme=dark&activate=click"):
        page = client.get(f"{EMBED}{query}").text
        for kind in ("application/json", "text/xml"):
            [link] = re.findall(rf'type="{kind}\+oembed" href="http://localhost([^"]+)"', page)
            answer = client.get(html.unescape(link))
            frame = urlsplit(frame_of(answer.data, kind))
            assert frame.path == EMBED
            assert dict(parse_qsl(frame.query)) == dict(parse_qsl(query[1:]))


def frame_of(answer: bytes, kind: str) -> str:
    is_json = kind == "application/json"
    told = json.loads(answer)["html"] if is_json else ET.fromstring(answer).findtext("html")
    return html.unescape(re.findall('<iframe[^>]* src="([^"]+)"', str(told))[0])


def test_without_a_script_a_range_has_no_cover(client: FlaskClient):
    shown = re.compile(r'id="cover"[^>]* hidden')
    assert shown.search(client.get(f"{EMBED}?from=suva&to=suva").text)
    for query in ("", "?chapter=suva", "?to=suva"):
        assert not shown.search(client.get(f"{EMBED}{query}").text)


def test_the_error_of_a_frame_opens_the_list_of_stories_in_a_window_of_its_own(client: FlaskClient):
    link = '<a class="button" href="/" target="_blank" rel="noopener">'
    assert link in client.get("/no-story/embed").text
    assert "target=" not in client.get("/no-story/").text


def test_code_in_a_story_is_text(client: FlaskClient):
    page = client.get("/canaries/embed").text
    assert "1337" not in page
    assert "<img src=x" not in page


def test_an_embed_is_asked_for_again_only_when_it_changed(client: FlaskClient, library: Path):
    etag = client.get(EMBED).headers["ETag"]
    assert client.get(EMBED, headers={"If-None-Match": etag}).status_code == 304
    chapter = library / "pacific-crossing" / "chapters" / "oakland.md"
    chapter.write_text(chapter.read_text().replace("Four men", "Five men"))
    assert client.get(EMBED, headers={"If-None-Match": etag}).status_code == 200
