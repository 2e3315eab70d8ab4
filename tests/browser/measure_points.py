"""Measures 100,000 points in a chapter from a GeoDataFrame against a loop of folium's CircleMarker.

Run it by itself: `.venv/bin/python tests/browser/measure_points.py`.
"""

import importlib.util
import os
import shutil
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path

import folium
import geopandas as gpd
import numpy as np
from playwright.sync_api import sync_playwright

from storymap import StoryMap

POINTS = 100_000
RUNS = 5
SECONDS = 3
COUNT = """seconds => new Promise((resolve) => {
    let frames = 0; const begin = performance.now();
    const step = (now) => { frames += 1; if (now - begin < seconds * 1000) requestAnimationFrame(step);
                            else resolve(frames * 1000 / (now - begin)); };
    requestAnimationFrame(step); })"""


def now() -> np.ndarray:
    """Return the time on the wall, and of this process on the processor."""
    return np.array([time.perf_counter(), time.process_time()])


def ours(table: gpd.GeoDataFrame, target: Path) -> np.ndarray:
    """Save the points as a chapter; return the seconds, and those of the processor."""
    begin = now()
    story = StoryMap(title="Many")
    story.chapter("Points", layers=[table])
    story.save(target)
    return now() - begin


def theirs(table: gpd.GeoDataFrame, target: Path) -> np.ndarray:
    """Save the points as circle markers, one by one; return the same."""
    begin = now()
    plain = folium.Map()
    for lat, lon in zip(table.geometry.y, table.geometry.x, strict=True):
        folium.CircleMarker([lat, lon], radius=3).add_to(plain)
    plain.save(target)
    return now() - begin


def explored(table: gpd.GeoDataFrame, target: Path) -> np.ndarray:
    """Save the points as `GeoDataFrame.explore` draws them; return the same."""
    begin = now()
    table.explore().save(target)
    return now() - begin


def frames(file: Path) -> float:
    """Return the frames per second while the map of a saved story is dragged."""
    browser_file = os.environ.get("STORYMAP_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_file)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{file.as_uri()}#points")
        page.locator("#map[data-layers]").wait_for(state="attached")
        page.wait_for_timeout(3000)
        page.evaluate(f"globalThis.counted = ({COUNT})({SECONDS})")
        page.mouse.move(900, 400)
        page.mouse.down()
        end = time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            at = SECONDS - (end - time.perf_counter())
            page.mouse.move(900 + 150 * np.sin(4 * at), 400 + 80 * np.cos(4 * at))
        page.mouse.up()
        counted = float(page.evaluate("globalThis.counted"))
        browser.close()
        return counted


def main() -> None:
    """Print a row for each bar."""
    numbers = np.random.default_rng(7)
    places = gpd.points_from_xy(numbers.uniform(103, 109, POINTS), numbers.uniform(9, 23, POINTS))
    table = gpd.GeoDataFrame({"value": numbers.integers(0, 9, POINTS)}, geometry=places, crs=4326)
    with tempfile.TemporaryDirectory() as home:
        mine, other = Path(home) / "ours.html", Path(home) / "folium.html"
        with get_context("spawn").Pool(1, maxtasksperchild=1) as fresh:
            first = np.median([fresh.apply(ours, (table, mine)) for _ in range(RUNS)], axis=0)
        ours(table, mine)
        again = np.median([ours(table, mine) for _ in range(RUNS)], axis=0)
        loop = theirs(table, other)
        print("| what | StoryMap | a loop of CircleMarker | ratio |\n|---|---|---|---|")
        for name, seconds in (("the first time", first), ("again", again)):
            for at, clock in enumerate(("seconds", "processor seconds")):
                ratio = loop[at] / seconds[at]
                print(f"| {clock} to save, {name} | {seconds[at]:.2f} | {loop[at]:.1f} | {ratio:.1f} × |")
        if importlib.util.find_spec("matplotlib") is None:
            print("| GeoDataFrame.explore | – | left out: matplotlib is not installed | – |")
        else:
            looked = explored(table, Path(home) / "explore.html")[1]
            print(f"| processor seconds, beside GeoDataFrame.explore | {again[1]:.2f} | {looked:.1f} "
                  f"| {looked / again[1]:.1f} × |")  # fmt: skip
        sizes = mine.stat().st_size, other.stat().st_size
        small, large = (size / 1e6 for size in sizes)
        print(f"| MB of the file | {small:.2f} | {large:.1f} | {large / small:.0f} × |")
        print(f"| frames/s dragging | {frames(mine):.0f} | – | – |")


if __name__ == "__main__":
    main()
