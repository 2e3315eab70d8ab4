"""Measures how a large event set reads in Chromium: bytes, frames a second, steps of the time.

`python tests/browser/measure_events.py --rows 5000000` writes the synthetic air operations, cuts them, and
prints a table; `--story FOLDER` takes one that was cut before. It asserts nothing: see `docs/performance.md`.
"""

import argparse
import itertools
import json
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
from tests.browser.measure import ARGUMENTS, FRAMES, serving  # noqa: E402  (the path comes first)

STANDS = "#map:not([data-events-coming]):not([data-flying])"
SETTLED = f"{STANDS}[data-events]"
COUNTED = "void (window.counted = (" + FRAMES.strip() + ")(1500))"
WHOLE = "{bounds: [102, 8, 110, 22]}"
CHAPTERS = {
    "whole": (WHOLE, "[missions]"),
    "spring": (
        "{center: [107, 16.8], zoom: 8}",
        "[{id: missions, from: 1968-01, to: 1968-06, categories: [STRIKE, AIRLIFT]}]",
    ),
    "near": ("{center: [107, 16.8], zoom: 12}", "[missions]"),
    "south": ("{center: [106.5, 11], zoom: 9}", "[{id: missions, from: 1970-01}]"),
    "last": (WHOLE, "[{id: missions, from: 1972-01}]"),
}


def write_story(folder: Path, rows: int, *, sets: bool) -> None:
    """Write a story of five chapters, with or without the set in them."""
    (folder / "chapters").mkdir(parents=True)
    wanted = {"id": "missions", "title": "Missions", "data": "missions.parquet", "lon": "lon", "lat": "lat"}
    wanted |= {"when": "date", "category": "type", "columns": ["country", "weight"]}
    front = {"title": f"{rows:,} flights", "languages": ["en"], "chapters": list(CHAPTERS)}
    (folder / "story.yaml").write_text(json.dumps(front | ({"event_sets": [wanted]} if sets else {})))
    (folder / "sites.csv").write_text("id,name,lat,lon\ndong-ha,Đông Hà,16.82,107.1\n")
    for name, (view, states) in CHAPTERS.items():
        shown = f"event_sets: {states}\n" if sets else ""
        text = f"---\ntitle: {name}\nview: {view}\nshow: {{sites: [dong-ha]}}\n{shown}---\nText.\n"
        (folder / "chapters" / f"{name}.md").write_text(text)


def cut(folder: Path, rows: int) -> None:
    """Write the table of a story and cut it into tiles."""
    from storymap.storage import load
    from storymap.tiles.engines import Local
    from storymap.tiles.events.making import make_event_tiles
    from tests.tiles.air_operations import write

    write(rows, folder / "missions.parquet")
    story = load(folder).story
    make_event_tiles(story.event_sets[0], story.sites, folder, Local())


def opened(browser: Browser, url: str, *, phone: bool) -> tuple[Page, list[float], CDPSession]:
    """Open a page, count its bytes, and slow the processor down when it is done: 4 times on a phone."""
    size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
    context = browser.new_context(
        viewport=size, is_mobile=phone, has_touch=phone, device_scale_factor=2 if phone else 1
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
    session.send("Performance.enable")
    if phone:
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"] / 1000))
    page.goto(url)
    page.wait_for_selector("html[data-ready]", state="attached")
    page.wait_for_load_state("networkidle")
    return page, sizes, session


def busy(session: CDPSession) -> float:
    """Return the processor time of the page's main thread, in milliseconds."""
    found = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(one["value"] for one in found if one["name"] == "TaskDuration")


def rate(page: Page) -> float:
    """Return frames a second of what was counted."""
    times: list[float] = page.evaluate("window.counted")
    return 1000 * (len(times) - 1) / (times[-1] - times[0])


def pan(page: Page, *, phone: bool) -> float:
    """Return frames a second while the map is dragged."""
    x, y = (200, 250) if phone else (900, 400)
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(COUNTED)
    for step in range(60):
        page.mouse.move(x - (2 if phone else 5) * step, y + step)
    found = rate(page)
    page.mouse.up()
    page.wait_for_selector("#map:not([data-events-coming])", state="attached")
    return found


def fly(page: Page) -> list[float]:
    """Return frames a second of each flight through the chapters."""
    found = []
    for _ in CHAPTERS.keys() - {"whole"}:
        page.evaluate(COUNTED)
        page.keyboard.press("ArrowRight")
        found.append(rate(page))
        page.wait_for_selector(STANDS, state="attached")
        page.wait_for_load_state("networkidle")
    return found


def slide(page: Page) -> tuple[float, float, float]:
    """Return the median and the longest work of one step of the time, and the longest gap between frames."""
    handle = page.get_by_role("slider", name="From month").first
    handle.scroll_into_view_if_needed()
    handle.focus()
    page.evaluate("performance.clearMeasures('storymap-events-step')")
    page.evaluate(COUNTED.replace("1500", "4000"))
    for _ in range(40):
        page.keyboard.press("ArrowRight")
        page.evaluate(FRAMES, 30)
    steps: list[float] = page.evaluate(
        "performance.getEntriesByName('storymap-events-step').map(({ duration }) => duration)"
    )
    times: list[float] = page.evaluate("window.counted")
    return statistics.median(steps), max(steps), max(b - a for a, b in itertools.pairwise(times))


def moved(page: Page, session: CDPSession, *, phone: bool) -> dict[str, float]:
    """Return frames a second, and the main thread's processor time, while the map is dragged and flies."""
    begin = busy(session)
    panned = pan(page, phone=phone)
    between = busy(session)
    page.get_by_role("button", name="Back to the story").click()
    page.wait_for_selector(STANDS, state="attached")
    page.locator("#chapters").focus()
    start = busy(session)
    flights = fly(page)
    return {
        "frames/s panning": panned,
        "main thread panning, ms a second": (between - begin) / 1.5,
        "frames/s flying, median": statistics.median(flights),
        "frames/s flying, lowest": min(flights),
        "main thread flying, ms a flight": (busy(session) - start) / len(flights),
    }


def measured(browser: Browser, address: str, *, phone: bool) -> dict[str, float]:
    """Return the figures of one run."""
    page, plain, session = opened(browser, f"{address}/plain/whole", phone=phone)
    first = sum(plain)
    without = moved(page, session, phone=phone)
    page.context.close()
    page, sizes, session = opened(browser, f"{address}/missions/whole", phone=phone)
    page.wait_for_selector(SETTLED, state="attached")
    more = sum(sizes) - first
    step, longest, gap = slide(page)
    page.get_by_role("button", name="All times").first.click()
    figures = moved(page, session, phone=phone)
    page.context.close()
    return {
        "kB more than without the set": more,
        "work of one step of the time, ms, median": step,
        "work of one step of the time, ms, longest": longest,
        "longest gap between frames while it moves, ms": gap,
        **figures,
        **{f"without the set: {name}": value for name, value in without.items()},
    }


def show(title: str, rows: list[dict[str, float]]) -> None:
    """Print the median of several runs."""
    print(f"\n{title} ({len(rows)} runs, median)")
    for name in rows[0]:
        print(f"  {name:58} {statistics.median(row[name] for row in rows):8.1f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--story", type=Path, help="a story with this set, cut before")
    options = parser.parse_args()
    chromium = (
        os.environ.get("STORYMAP_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        library = Path(scratch)
        write_story(library / "plain", options.rows, sets=False)
        write_story(library / "missions", options.rows, sets=True)
        if options.story:
            shutil.copytree(options.story / "tiles", library / "missions" / "tiles")
        else:
            cut(library / "missions", options.rows)
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        with serving(library) as address:
            for title, phone in (("Desktop: 1440 × 900", False), ("Phone: 390 × 844, 4 × CPU", True)):
                show(title, [measured(browser, address, phone=phone) for _ in range(options.runs)])
        browser.close()


if __name__ == "__main__":
    main()
