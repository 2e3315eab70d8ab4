"""Measures a story in an article: bytes to its first chapter, what embeds below the fold cost, who scrolls.

`python -m tests.browser.measure_embeds` prints a table; it asserts nothing, as `test_embed.py` does.
`docs/performance.md` keeps the figures with date and command.
"""

import argparse
import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, FrameLocator, Page, sync_playwright

from tests.browser.article_host import ArticleHost, article_host
from tests.browser.measure import ARGUMENTS, ROOT, load, serving, show

STORY, CHAPTER = "closing-the-past", "unsafe-ground"
SIZES = {"phone": (390, 844), "tablet": (820, 1180), "desktop": (1440, 900)}
LONG = '<p style="height: 3000px">An article.</p>'
STANDS = """() => new Promise((done) => { let last = -1; const look = () => {
    if (scrollY === last) return done(scrollY);
    last = scrollY; setTimeout(look, 120); }; look(); })"""


def below_the_fold(browser: Browser, story: str, paper: ArticleHost) -> dict[str, float]:
    """Return the requests of five embeds before the reader comes near, and those of the article's script."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    script = f'<script src="{story.rpartition("/")[0]}/embed.js" async></script>'
    five = LONG.join(
        f'<storymap-embed src="{story}/embed" chapter="{CHAPTER}"><a href="{story}/">A story</a>'
        "</storymap-embed>"
        for _ in range(5)
    )
    page.goto(paper.put("/five", LONG + five + LONG + script))
    page.wait_for_function("!!customElements.get('storymap-embed')")
    page.mouse.wheel(0, 500)  # still more than two screens away
    page.evaluate(STANDS)
    ours = [url for url in asked if not url.startswith(paper.address)]
    page.close()
    return {
        "requests of five embeds far below": len([url for url in ours if not url.endswith("/embed.js")]),
        "requests for embed.js": len([url for url in ours if url.endswith("/embed.js")]),
    }


def scrolling(browser: Browser, story: str, paper: ArticleHost, size: tuple[int, int]) -> dict[str, float]:
    """Return the shares of the wheel's and one finger's way over map and text that move the article."""
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}, has_touch=True).new_page()
    frame = f'<iframe src="{story}/embed?chapter={CHAPTER}" title="A" width="100%" height="600"></iframe>'
    page.goto(paper.put("/frame", LONG + frame + LONG))
    page.evaluate("scrollTo(0, 2700)")
    inside = page.frame_locator("iframe")
    inside.locator("html[data-ready]").wait_for(state="attached")
    shares = {
        f"{way} over the {name}, %": 100 * moved(page, inside, part, way)
        for name, part in (("map", "#map"), ("text", "#chapters"))
        for way in ("wheel", "finger")
    }
    page.context.close()
    return shares


def moved(page: Page, inside: FrameLocator, part: str, way: str) -> float:
    """Return the share of a movement over a part of the embed that the article moves."""
    inside.locator("html").evaluate("() => document.activeElement?.blur()")
    page.evaluate("scrollTo(0, 2700)")
    before = page.evaluate(STANDS)
    box = inside.locator(part).bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    if way == "wheel":
        page.mouse.move(x, y)
        for _ in range(10):
            page.mouse.wheel(0, 30)
    else:
        session = page.context.new_cdp_session(page)
        for kind, spots in (
            ("touchStart", [(x, y)]),
            *(("touchMove", [(x, y - 10 * step)]) for step in range(1, 31)),
            ("touchEnd", []),
        ):
            points = [{"x": left, "y": top} for left, top in spots]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    return float(page.evaluate(STANDS) - before) / 300


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    chromium = (
        os.environ.get("STORYMAP_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    with (
        tempfile.TemporaryDirectory() as library, sync_playwright() as playwright, article_host() as paper
    ):  # fmt: skip
        shutil.copytree(ROOT / "geodata" / "stories" / STORY, Path(library) / STORY)
        with serving(Path(library)) as address:
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            story = f"{address}/{STORY}"
            for name in ("phone", "desktop"):
                embed, phone = f"{story}/embed?chapter={CHAPTER}", name == "phone"
                load(browser, embed, phone=phone)  # warms the server
                show(f"An embed on a {name}", [load(browser, embed, phone=phone) for _ in range(runs)])
            show("Five embeds", [below_the_fold(browser, story, paper) for _ in range(runs)])
            for name, size in SIZES.items():
                show(f"Movement, {name}", [scrolling(browser, story, paper, size) for _ in range(runs)])
            browser.close()


if __name__ == "__main__":
    main()
