"""The feed of a library."""

import xml.etree.ElementTree as ET
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from storymap.document import build_document
from storymap.render.feed import FeedEntry, published_day, write_feed
from storymap.storage import load

STORIES = Path(__file__).resolve().parents[1] / "stories"
ATOM = "{http://www.w3.org/2005/Atom}"
HOME = "https://maps.example.org/"


def entry(name: str, day: date, **changed: object) -> FeedEntry:
    document = build_document(load(STORIES / name).story, "en") | changed
    return FeedEntry(document, day, f"{HOME}{name}/", f"{HOME}assets/{name}/card-1.png")


def written(*entries: FeedEntry) -> ET.Element:
    return ET.fromstring(write_feed(entries, home=HOME, address=f"{HOME}feed.xml"))


def text(element: ET.Element, name: str) -> str:
    return element.findtext(ATOM + name) or ""


def test_the_latest_story_comes_first_and_dates_come_from_the_stories():
    feed = written(entry("equator", date(2025, 1, 2)), entry("pacific-crossing", date(2026, 3, 1)))
    entries = feed.findall(f"{ATOM}entry")
    assert [text(one, "id") for one in entries] == [f"{HOME}pacific-crossing/", f"{HOME}equator/"]
    assert text(feed, "updated") == text(entries[0], "updated") == "2026-03-01T00:00:00+00:00"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"alternate": HOME, "self": f"{HOME}feed.xml"}


def test_an_entry_shows_the_drawn_map_the_summary_and_the_way_to_the_story():
    one = written(entry("equator", date(2025, 1, 2), summary="Waves & wind")).find(f"{ATOM}entry")
    assert one is not None
    seen: list[tuple[str, dict[str, str | None]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: seen.append((tag, dict(attrs)))  # type: ignore[method-assign]
    parser.feed(text(one, "content"))
    pictures = [values["src"] for tag, values in seen if tag == "img"]
    assert pictures == [f"{HOME}assets/equator/card-1.png"]
    assert all(values["alt"] for tag, values in seen if tag == "img")
    assert {values["href"] for tag, values in seen if tag == "a"} == {f"{HOME}equator/"}
    assert text(one, "summary") == "Waves &amp; wind"
    assert one.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_code_and_control_characters_of_authors_do_no_harm():
    evil = "\x0b<img src=x onerror=alert(1)>]]></content>{{7*191}}"
    one = written(entry("equator", date(2025, 1, 2), title=evil, summary=evil)).find(f"{ATOM}entry")
    assert one is not None
    assert text(one, "title") == evil.strip("\x0b")
    for markup in (text(one, "summary"), text(one, "content")):
        assert "<img src=x" not in markup
        assert "1337" not in markup


def test_the_same_stories_give_the_same_bytes():
    entries = [entry("equator", date(2025, 1, 2)), entry("pacific-crossing", date(2025, 1, 2))]
    first = write_feed(entries, home=HOME, address=f"{HOME}feed.xml")
    assert first == write_feed(entries[::-1], home=HOME, address=f"{HOME}feed.xml")
    assert b"xmlns=" in first


def test_there_is_no_feed_without_dated_stories():
    assert published_day(load(STORIES / "equator").story) is None
    with pytest.raises(ValueError, match="needs an entry"):
        write_feed([], home=HOME, address=f"{HOME}feed.xml")
