"""The notebooks of the documentation run, and what they show is a story."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from playwright.sync_api import FrameLocator, Page, expect

ROOT = Path(__file__).resolve().parents[2]
LAYERS = {
    "Four towns": ".place",
    "The line grows": "path[fill=none]",
    "What was found": "canvas",
    "Where it was densest": ".leaflet-heatmap-layer",
    "Gathered": ".marker-cluster",
}


pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


def executed(name: str, folder: Path) -> nbformat.NotebookNode:
    """A notebook of the documentation after a run, with this folder as its own."""
    notebook = nbformat.read(ROOT / "docs/notebooks" / name, as_version=4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        NotebookClient(notebook, timeout=100, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def shown(page: Page, cell: nbformat.NotebookNode, title: str, folder: Path) -> FrameLocator:
    """The frame that a cell shows, in a page as a notebook has it."""
    output = folder / "output.html"
    html = cell.outputs[0]["data"]["text/html"]
    output.write_text(f"<!doctype html><meta charset=utf-8><title>A notebook</title>{html}", "utf-8")
    page.goto(output.as_uri())
    frame = page.frame_locator(f"iframe[title='{title}']")
    expect(frame.locator("html[data-ready]")).to_have_count(1)
    return frame


def test_the_notebook_shows_a_story_and_counts_chapters(page: Page, tmp_path: Path):
    notebook = executed("two_towns.ipynb", tmp_path)
    _, _, story, counted = notebook.cells
    assert counted.outputs[0]["data"]["text/plain"] == "['1010', '1306']"
    frame = shown(page, story, "Two towns", tmp_path)
    frame.get_by_role("button", name="Next").click()
    expect(frame.get_by_role("heading", name="Both")).to_be_visible()
    frame.get_by_role("button", name="Next").click()
    expect(frame.locator("#map path.leaflet-interactive")).to_have_count(1)


def test_the_notebook_of_layers_shows_each_with_its_chapter(page: Page, tmp_path: Path):
    notebook = executed("layers.ipynb", tmp_path)
    there = {path.name for path in (ROOT / "docs/notebooks").glob("*.ipynb")}
    assert there == {"two_towns.ipynb", "layers.ipynb"}, "every notebook has a test here"
    assert notebook.cells[-1].outputs[0]["data"]["text/plain"] == "['5,000 points are drawn.']"
    assert (tmp_path / "railway.html").stat().st_size > 100_000
    frame = shown(page, notebook.cells[3], "A railway", tmp_path)
    for chapter, selector in LAYERS.items():
        frame.get_by_role("button", name="Next").click()
        expect(frame.get_by_role("heading", name=chapter)).to_be_visible()
        expect(frame.locator(f"#map {selector}").first).to_be_attached()
        if chapter == "The line grows":
            expect(frame.get_by_role("slider", name="Time", exact=True)).to_be_visible()
            expect(frame.get_by_text("The line, year by year")).to_be_visible()
    frame.get_by_role("button", name="Previous").click()
    expect(frame.locator("#map .marker-cluster")).to_have_count(0)
