"""The page for sharing a story: full addresses and snippets, in each language, under its own policy."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient


def value_of(text: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*?(?: value="([^"]*)"|>([^<]*)</textarea>)', text)
    assert found is not None
    return unescape(found[1] or found[2])


def test_the_page_gives_link_and_snippets_without_a_script(client: FlaskClient):
    text = client.get("/two-places/share.html").text
    assert value_of(text, "link") == "http://localhost/two-places/"
    snippet, frame = value_of(text, "snippet"), value_of(text, "frame")
    assert snippet.startswith('<storymap-embed src="http://localhost/two-places/embed">')
    assert '<script src="http://localhost/embed.js" async></script>' in snippet
    assert frame.startswith("<blockquote")
    assert '<iframe src="http://localhost/two-places/embed"' in frame
    for address in re.findall(r'(?:src|href)="([^"]+)"', snippet):
        assert address.endswith("/embed") or client.get(address).status_code == 200


def test_a_language_has_its_own_page_and_addresses(client: FlaskClient):
    text = client.get("/pacific-crossing/share.html?lang=ar").text
    assert value_of(text, "link") == "http://localhost/pacific-crossing/?lang=ar"
    assert 'data-link="http://localhost/pacific-crossing/suva?lang=ar"' in text
    assert 'src="http://localhost/pacific-crossing/embed?lang=ar"' in value_of(text, "snippet")
    assert '<option value="/pacific-crossing/share.html" lang="en"' in text


@pytest.mark.parametrize("page", ["/two-places/", "/two-places/second"])
def test_a_story_leads_to_the_page_and_a_preview_does_not(client: FlaskClient, page: str):
    link = 'href="/two-places/share.html" data-do="share"'
    assert link in client.get(page).text
    assert "share.html" not in client.get(f"/edit{page.replace('places/', 'places/preview/')}").text


def test_the_page_runs_our_files_alone_and_is_not_indexed(client: FlaskClient):
    answer = client.get("/two-places/share.html")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "frame-src 'self';" in policy
    assert '<meta name="robots" content="noindex">' in answer.text
    assert client.get("/no-story/share.html").status_code == 404


def test_code_in_a_story_is_text_on_the_page_and_in_its_snippets(client: FlaskClient):
    text = client.get("/canaries/share.html").text
    assert "1337" not in text
    assert "<img src=x" not in text
    assert "<img src=x" not in value_of(text, "snippet") + value_of(text, "frame")
