"""The notebooks of the documentation run, and what they show is a story."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from playwright.sync_api import Page, expect

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_notebook_shows_a_story_and_counts_chapters(page: Page, tmp_path: Path):
    notebook = nbformat.read(ROOT / "docs/notebooks/two_towns.ipynb", as_version=4)
    NotebookClient(notebook, timeout=100, resources={"metadata": {"path": str(ROOT)}}).execute()
    _, _, shown, counted = notebook.cells
    assert counted.outputs[0]["data"]["text/plain"] == "['1010', '1306']"
    output = tmp_path / "output.html"
    html = shown.outputs[0]["data"]["text/html"]
    output.write_text(f"<!doctype html><meta charset=utf-8><title>A notebook</title>{html}", "utf-8")
    page.goto(output.as_uri())
    frame = page.frame_locator("iframe[title='Two towns']")
    expect(frame.locator("html[data-ready]")).to_have_count(1)
    frame.get_by_role("button", name="Next").click()
    expect(frame.get_by_role("heading", name="Both")).to_be_visible()
    frame.get_by_role("button", name="Next").click()
    expect(frame.locator("#map path.leaflet-interactive")).to_have_count(1)
