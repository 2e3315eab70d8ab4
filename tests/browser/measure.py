"""Measures the reader's figures in Chromium: bytes, first text, first map, frames a second, shift.

`python tests/browser/measure.py` prints a table; it asserts nothing, since a timed test tells more about the
machine than about the code. `docs/performance.md` keeps the figures with date and command.
"""

import argparse
import contextlib
import itertools
import json
import os
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
OBSERVE = """
window.seen = { shift: 0, long: [], paint: 0 };
new PerformanceObserver((list) => {
  for (const e of list.getEntries()) if (!e.hadRecentInput) seen.shift += e.value; })
  .observe({ type: 'layout-shift', buffered: true });
new PerformanceObserver((list) => { for (const e of list.getEntries()) seen.long.push(e.duration); })
  .observe({ type: 'longtask', buffered: true });
new PerformanceObserver((list) => {
  for (const e of list.getEntries()) if (e.name === 'first-contentful-paint') seen.paint = e.startTime; })
  .observe({ type: 'paint', buffered: true });
"""
FRAMES = """
(milliseconds) => new Promise((done) => {
  const times = [];
  const begin = performance.now();
  const step = (now) => {
    times.push(now);
    now - begin < milliseconds ? requestAnimationFrame(step) : done(times);
  };
  requestAnimationFrame(step);
})
"""


@contextlib.contextmanager
def serving(library: Path) -> Iterator[str]:
    """Serve a library with the production server and yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "storymap", "serve", str(library), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/healthz"):
                break
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def load(browser: Browser, url: str, *, phone: bool) -> dict[str, float]:
    """Load a page with a cold cache and return its figures; a phone is slowed down."""
    size = {"width": 390, "height": 844} if phone else {"width": 1440, "height": 900}
    context = browser.new_context(viewport=size, is_mobile=phone, has_touch=phone)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    if phone:
        session.send("Network.emulateNetworkConditions", SLOW)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    sizes: list[tuple[str, float]] = []
    names: dict[str, str] = {}
    session.on("Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]}))
    session.on(
        "Network.loadingFinished",
        lambda e: sizes.append((names.get(e["requestId"], ""), e["encodedDataLength"])),
    )
    page.add_init_script(OBSERVE)
    page.goto(url)
    page.wait_for_selector("html[data-ready]", state="attached")
    before = [item for item in sizes if "basemap" not in item[0]]
    page.wait_for_load_state("networkidle")
    page.evaluate(FRAMES, 500)
    seen: dict[str, Any] = page.evaluate("seen")
    ready = page.evaluate("performance.getEntriesByName('storymap-map')[0].startTime")
    hosts = {name.split("/")[2] for name, _ in sizes if name.startswith("http")}
    context.close()
    return {
        "kB to the first map": sum(size for _, size in before) / 1000,
        "requests to the first map": len(before),
        "kB with finer detail": sum(size for _, size in sizes) / 1000,
        "other hosts": len(hosts) - 1,
        "first text, s": seen["paint"] / 1000,
        "map, s": ready / 1000,
        "long tasks at load, ms": sum(seen["long"]),
        "longest task, ms": max(seen["long"], default=0),
        "layout shift": seen["shift"],
    }


def frames(page: Page, milliseconds: int) -> tuple[float, float]:
    """Return frames a second and the longest gap in milliseconds over a time."""
    times: list[float] = page.evaluate(FRAMES, milliseconds)
    gaps = [b - a for a, b in itertools.pairwise(times)]
    return 1000 * len(gaps) / (times[-1] - times[0]), max(gaps)


def wheel(page: Page, direction: int) -> float:
    """Return frames a second while the wheel turns for one and a half seconds; -1 is nearer, 1 is farther."""
    page.evaluate("void (window.counted = (" + FRAMES.strip() + ")(1500))")
    for _ in range(30):
        page.mouse.wheel(0, 30 * direction)
        page.evaluate(FRAMES, 30)
    times: list[float] = page.evaluate("window.counted")
    page.evaluate(FRAMES, 1000)
    return 1000 * (len(times) - 1) / (times[-1] - times[0])


def motion(browser: Browser, url: str, steps: int) -> dict[str, float]:
    """Return frames a second while flying from chapter to chapter, dragging, and turning the wheel."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(OBSERVE)
    page.goto(url)
    page.wait_for_selector("html[data-ready]", state="attached")
    page.wait_for_load_state("networkidle")
    flying = []
    for _ in range(steps):
        page.keyboard.press("ArrowRight")
        flying.append(frames(page, 1200))
        page.evaluate(FRAMES, 2500)
    page.mouse.move(900, 400)
    page.mouse.down()
    page.evaluate("void (window.counted = (" + FRAMES.strip() + ")(1500))")
    for step in range(60):
        page.mouse.move(900 - 5 * step, 400 + 2 * step)
    times: list[float] = page.evaluate("window.counted")
    page.mouse.up()
    wheeling = [wheel(page, direction) for direction in (-1, 1)]
    page.close()
    rates = [rate for rate, _ in flying]
    return {
        "frames/s flying, median": statistics.median(rates),
        "frames/s flying, lowest": min(rates),
        "longest gap flying, ms": max(gap for _, gap in flying),
        "frames/s dragging": 1000 * (len(times) - 1) / (times[-1] - times[0]),
        "frames/s wheel, nearer": wheeling[0], "frames/s wheel, farther": wheeling[1],
    }


def write_large_story(folder: Path, sites: int = 300, events: int = 2000) -> None:
    """Write a story of 2,000 events over 300 sites in ten chapters; the same numbers at every call."""
    chance = random.Random(1968)
    (folder / "chapters").mkdir(parents=True)
    chapters = [f"part-{number}" for number in range(1, 11)]
    (folder / "story.yaml").write_text(
        json.dumps({"title": "Many events", "languages": ["en"], "chapters": chapters})
    )
    spots = [
        f"s{i},Place {i},{chance.uniform(9, 23):.4f},{chance.uniform(102, 109):.4f}" for i in range(sites)
    ]
    (folder / "sites.csv").write_text("\n".join(["id,name,lat,lon", *spots]))
    days = [
        f"{chance.randint(1965, 1974)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        for _ in range(events)
    ]
    rows = [f"e{i},s{chance.randrange(sites)},{day},Event {i},t{i % 10 + 1}" for i, day in enumerate(days)]
    (folder / "events.csv").write_text("\n".join(["id,site,when,title,tags", *rows]))
    for number, slug in enumerate(chapters, 1):
        front = {"title": f"Part {number}", "show": {"tags": [f"t{number}"]}}
        (folder / "chapters" / f"{slug}.md").write_text(f"---\n{json.dumps(front)}\n---\nText {number}.\n")


def show(title: str, rows: list[dict[str, float]]) -> None:
    """Print the median of several runs."""
    print(f"\n{title} ({len(rows)} runs, median)")
    for name in rows[0]:
        print(f"  {name:28} {statistics.median(row[name] for row in rows):10.2f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--chapter", default="", help="measure this chapter in place of the cover")
    options = parser.parse_args()
    chromium = (
        os.environ.get("STORYMAP_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        library = Path(scratch)
        shutil.copytree(ROOT / "geodata" / "stories" / "closing-the-past", library / "closing-the-past")
        write_large_story(library / "many-events")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        with serving(library) as address:
            story = f"{address}/closing-the-past/{options.chapter}"
            load(browser, story, phone=False)
            runs = range(options.runs)
            show(
                "Phone: 390 × 844, 4 × CPU, 1.6 Mbit/s, 150 ms",
                [load(browser, story, phone=True) for _ in runs],
            )
            show("Desktop: 1440 × 900", [load(browser, story, phone=False) for _ in runs])
            show("Moving, the shipped story", [motion(browser, story, 6)])
            show("Moving, 2,000 events over 300 sites", [motion(browser, f"{address}/many-events/", 4)])
        browser.close()


if __name__ == "__main__":
    main()
