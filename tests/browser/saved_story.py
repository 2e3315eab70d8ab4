"""A story that was saved from Python, opened from disk without a network."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect


def opened(new_context: Callable[..., BrowserContext], file: Path) -> Page:
    """Open the file and wait for its map; nothing may go wrong in it."""
    page = new_context(offline=True, reduced_motion="reduce").new_page()
    page.goto(file.as_uri())
    page.locator("html[data-ready]").wait_for(state="attached")
    return page


def go_to(page: Page, chapter: str) -> None:
    """Go to a chapter by its address."""
    page.evaluate("id => { location.hash = id; }", chapter.lower())
    expect(page.get_by_role("heading", name=chapter, exact=True)).to_be_visible()
