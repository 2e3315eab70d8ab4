"""Paper has the pictures of chapters that were never opened, also where the network is slow."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Route, expect

from storymap.render.single import single_file
from storymap.storage import load
from tests.browser.conftest import ROOT, Reader, Workshop

IMAGES = re.compile(rb"(\d+) \d+ obj\s*<<[^>]*/Subtype\s*/Image")
COMPARED = ROOT / "tests" / "stories" / "layers-compared"


def test_compared_pictures_and_photos_of_chapters_not_opened_are_printed(reader: Reader, workshop: Workshop):
    story = workshop.story(COMPARED)
    letter = workshop.library / story / "chapters" / "letter.md"
    photo = "---\nmedia: [{file: plan-1909.png, alt: A photo}]\n"
    letter.write_text(letter.read_text("utf-8").replace("---\n", photo, 1), "utf-8")
    held: list[Route] = []

    def hold(route: Route) -> None:
        """Keep what the browser asks for by itself from it; the print asks anew."""
        if route.request.resource_type == "image":
            held.append(route)
        else:
            route.fallback()

    reader.page.route(re.compile(r"/media/plan-\d+\.png$"), hold)
    reader.open(f"{workshop.url}/{story}/relief")
    paper = reader.page.pdf()
    # both plans are compared in one chapter, one of them in others; the photo is one of them
    assert len(IMAGES.findall(paper)) >= 2
    pictures = reader.page.locator(":is(.drawn, .media) img[src^='data:image/png']")
    expect(pictures).to_have_count(5)
    for one in pictures.all():
        expect(one).to_have_js_property("naturalWidth", 600)
    expect(reader.page.locator("#letter .media img")).to_have_attribute("alt", "A photo")
    assert held
    for route in held:
        route.continue_()


def test_a_picture_that_cannot_be_had_keeps_its_words_on_paper(reader: Reader, workshop: Workshop, watch):
    watch.allowed_statuses.add(404)
    story = workshop.story(COMPARED)
    reader.page.route(re.compile(r"/media/plan-1909\.png$"), lambda route: route.fulfill(status=404))
    reader.open(f"{workshop.url}/{story}/relief")
    reader.page.pdf()
    lost = reader.page.locator("#plans .drawn").get_by_alt_text("A plan with a river", exact=False)
    expect(lost).to_have_attribute("src", re.compile(r"plan-1909\.png$"))


def test_one_file_prints_the_compared_pictures_though_it_holds_each_once(
    new_context: Callable[..., BrowserContext], tmp_path: Path
):
    file = tmp_path / "port.html"
    file.write_bytes(single_file(load(COMPARED).story, COMPARED).html)
    page = new_context(offline=True).new_page()
    page.goto(file.as_uri())
    page.locator("html[data-ready]").wait_for(state="attached")
    compared = page.locator(".chapter-layers .drawn img")
    expect(compared).to_have_count(0)
    assert len(IMAGES.findall(page.pdf())) >= 2
    expect(compared).to_have_count(4)
    plans = page.locator("#plans .chapter-layers .drawn")
    expect(plans).to_have_text(["Plan of 1909", "Plan of 1968"])
    expect(plans.first.locator("img")).to_have_attribute("alt", re.compile("^A plan with a river"))
    page.pdf()
    expect(compared).to_have_count(4)
