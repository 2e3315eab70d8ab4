"""A story that was saved from Python, opened from disk without a network."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what a module of tests saves."""
    return tmp_path_factory.mktemp("saved")


@pytest.fixture(scope="module")
def file(request: pytest.FixtureRequest, folder: Path) -> Path:
    """What the module's `saved` makes, in English."""
    made: Path = request.module.saved(folder, "en")
    return made


@pytest.fixture
def page(new_context: Callable[..., BrowserContext], file: Path) -> Page:
    """A page that shows it."""
    return opened(new_context, file)


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
