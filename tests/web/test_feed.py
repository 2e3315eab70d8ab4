"""The feed that the server gives."""

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

from flask import Flask

ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_library_page_leads_to_a_feed_once_a_story_says_when_it_was_published(app: Flask, library: Path):
    shutil.rmtree(library / "pacific-crossing")  # it has a date
    client = app.test_client()
    assert client.get("/feed.xml").status_code == 404
    assert "atom+xml" not in client.get("/").text
    plan = library / "two-places" / "story.yaml"
    plan.write_text(plan.read_text("utf-8") + "published: 2026-02-03\n", "utf-8")
    page = client.get("/").text
    assert re.search(r'<link rel="alternate" type="application/atom\+xml" [^>]*href="/feed.xml">', page)
    answer = client.get("/feed.xml")
    assert answer.mimetype == "application/atom+xml"
    entry = ET.fromstring(answer.data).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == "http://localhost/two-places/"
    assert "http://localhost/two-places/card.png" in (entry.findtext(f"{ATOM}content") or "")
    tag = answer.headers["ETag"]
    assert client.get("/feed.xml", headers={"If-None-Match": tag}).status_code == 304
