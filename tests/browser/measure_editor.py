"""Measures how soon the editor's preview shows what was typed, on a small story and on one of 200 chapters.

`python tests/browser/measure_editor.py` prints a table; it asserts nothing. `docs/performance.md` keeps the
figures with date and command.
"""

import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "browser"), str(ROOT / "tests" / "web")]

from large_story import write_story  # noqa: E402
from measure import ARGUMENTS, serving  # noqa: E402

STORIES = {"small": (5, 30), "large": (200, 20_000)}
RUNS = 20
TYPE = """
(word) => new Promise((done) => {
  const field = document.querySelector('[data-field="text"]');
  const frame = document.querySelector('#preview iframe:not([data-coming])');
  const prose = frame.contentDocument.querySelector('#chapter-1 .prose');
  const begin = performance.now();
  const seen = new MutationObserver(() => {
    if (prose.textContent.includes(word)) { seen.disconnect(); done(performance.now() - begin); }
  });
  seen.observe(prose, { childList: true, subtree: true, characterData: true });
  field.value += ` ${word}`;
  field.dispatchEvent(new Event('input', { bubbles: true }));
})
"""


def measure(browser: Browser, url: str, story: str) -> tuple[float, float]:
    """Return the median and the slowest time from the last keystroke to the preview, in milliseconds."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    page.goto(f"{url}/edit/{story}#chapters/chapter-1")
    page.locator("html[data-ready]").wait_for(state="attached", timeout=300_000)
    frame = page.frame_locator("#preview iframe:not([data-coming])")
    frame.locator("html[data-ready]").wait_for(state="attached", timeout=300_000)
    times = []
    for run in range(RUNS):
        times.append(page.evaluate(TYPE, f"word{run}"))
        page.locator(".bar .status[data-status=saved]").wait_for(timeout=300_000)
    page.close()
    return statistics.median(times), max(times)


def main() -> None:
    """Print a row for each story."""
    with tempfile.TemporaryDirectory() as folder:
        for name, (chapters, events) in STORIES.items():
            write_story(Path(folder) / name, chapters=chapters, events=events)
        with serving(Path(folder)) as url, sync_playwright() as playwright:
            chromium = os.environ.get("STORYMAP_CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            for name in STORIES:
                median, slowest = measure(browser, url, name)
                sys.stdout.write(f"{name:<8} median {median:6.0f} ms   slowest {slowest:6.0f} ms\n")
            browser.close()


if __name__ == "__main__":
    main()
