"""axe-core finds nothing, in every state of a page, in light and dark, narrow and wide, in two languages."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

AXE = (
    Path(__file__).resolve().parents[2] / "storymap" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
).read_text()
RUN = """async (only) => {
    const rules = only ? { runOnly: only } : { rules: { "target-size": { enabled: true } } };
    const { violations } = await axe.run(document, { resultTypes: ["violations"], ...rules });
    return violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 4).map(({ html, any }) =>
        html.slice(0, 160) + " " + (any[0]?.message ?? "")).join(" | "));
}"""
# what the theme can change; the structure is the same in the dark
DARK = ["color-contrast", "link-in-text-block"]
WIDTHS = (1280, 320)
FRAMES = [(width, language) for width in WIDTHS for language in ("en", "vi")]


def violations(page: Page, state: str, width: int) -> list[str]:
    """What axe finds in a state, first in the light, then in the dark."""
    found: list[str] = []
    for theme, only in (("light", None), ("dark", DARK)):
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        results: list[Any] = page.evaluate(RUN, only)
        found += [f"{state}, {theme}, {width}: {result}" for result in results]
    return found


def click(page: Page, action: str) -> None:
    """Press a button by what it does, wherever the layout hides it."""
    page.evaluate("(name) => document.querySelector(`[data-do=${name}]`).click()", action)


def cover(page: Page) -> None:
    page.keyboard.press("Home")


def chapter(page: Page) -> None:
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")


def panel(page: Page) -> None:
    page.locator("#map button").first.click()
    page.evaluate("() => document.querySelector('.chapter[data-current] [data-site]')?.click()")


def listing(page: Page) -> None:
    page.keyboard.press("Escape")
    click(page, "places")
    expect(page.get_by_role("table")).to_be_visible()


def legend(page: Page) -> None:
    page.keyboard.press("Escape")
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def end(page: Page) -> None:
    page.evaluate(
        "() => document.querySelectorAll('details:not(.events)').forEach((one) => { one.open = false; })"
    )
    page.locator("body").press("End")


def scrolling(page: Page) -> None:
    click(page, "mode")
    expect(page.locator("html[data-mode=scroll]")).to_have_count(1)


STATES = (cover, chapter, panel, listing, legend, end, scrolling)


@pytest.mark.parametrize(("width", "language"), FRAMES)
def test_axe_finds_nothing_in_any_state_of_a_story(reader, width: int, language: str):
    page = reader.page
    page.set_viewport_size({"width": width, "height": 800})
    reader.open(f"/closing-the-past/?lang={language}")
    page.evaluate(AXE)
    found = []
    for state in STATES:
        state(page)
        found += violations(page, state.__name__, width)
    assert found == []


def test_axe_finds_nothing_in_a_story_from_right_to_left_with_media(reader):
    reader.open("/pacific-crossing/oakland?lang=ar")
    reader.page.evaluate(AXE)
    found = []
    for name in ("oakland", "kauai", "suva"):
        found += violations(reader.page, name, 1280)
        reader.page.keyboard.press("ArrowLeft")
    assert found == []


@pytest.mark.parametrize(("width", "language"), FRAMES)
@pytest.mark.parametrize("address", ["/", "/no-such-story/"])
def test_axe_finds_nothing_on_the_other_pages(reader, watch, address: str, width: int, language: str):
    watch.allowed_statuses.add(404)
    reader.page.set_viewport_size({"width": width, "height": 800})
    reader.page.goto(f"{address}?lang={language}")
    expect(reader.page.get_by_role("heading", level=1)).to_be_visible()
    reader.page.evaluate(AXE)
    assert violations(reader.page, address, width) == []
    assert reader.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_when_the_script_does_not_come(reader, watch, width: int):
    # with JavaScript off axe could not run either; without its script the page looks the same
    watch.allowed_words |= {"player-", "ERR_CONNECTION_FAILED"}
    reader.page.set_viewport_size({"width": width, "height": 800})
    reader.page.route(re.compile(r"player-\w+\.js"), lambda route: route.abort("connectionfailed"))
    reader.page.goto("/pacific-crossing/")
    expect(reader.page.locator("html.js")).to_have_count(0)
    reader.page.evaluate(AXE)
    assert violations(reader.page, "no script", width) == []
