"""Measures how long sites take: the shipped story, and libraries of more and more stories.

`python tests/render/site/measure.py` prints the figures; `docs/performance.md` keeps them. Each figure is the
processor time of a process of its own, so that other work on the machine counts little.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = ROOT / "geodata" / "stories" / "closing-the-past"
SMALL = ROOT / "tests" / "stories" / "two-places"


def build(library: Path, site: Path) -> tuple[float, float, int]:
    """Build a site; return seconds of processor time and on the clock, and how many files were written."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "storymap", "build", str(library), "-o", str(site), "--json"],
        cwd=ROOT, check=True, capture_output=True, text=True,
        env={**os.environ, "STORYMAP_CACHE": str(site.parent / "cache")},
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, time.perf_counter() - begun, len(json.loads(done.stdout)["written"])


def edit(story: Path) -> None:
    """Add a line to the text of a chapter."""
    file = sorted((story / "chapters").glob("*.md"))[0]
    file.write_text(file.read_text("utf-8") + "\nAnd so on.\n", "utf-8")


def row(name: str, figures: tuple[float, float, int]) -> None:
    """Print one row."""
    used, clock, written = figures
    print(f"{name:42} {used:8.2f} {clock:8.2f} {written:8}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stories", type=int, nargs="*", default=[25, 50, 100, 200])
    sizes = parser.parse_args().stories
    print(f"{'':42} {'cpu s':>8} {'clock s':>8} {'files':>8}")
    with tempfile.TemporaryDirectory() as folder:
        story, site = Path(folder) / SHIPPED.name, Path(folder) / "site"
        shutil.copytree(SHIPPED, story)
        time.sleep(2.5)  # what changed just now is not kept
        row("shipped story, an empty folder", build(story, site))
        row("shipped story, nothing changed", build(story, site))
        row("shipped story, another empty folder", build(story, Path(folder) / "other"))
        edit(story)
        row("shipped story, a chapter's text changed", build(story, site))
    for count in sizes:
        with tempfile.TemporaryDirectory() as folder:
            library, site = Path(folder) / "library", Path(folder) / "site"
            for number in range(count):
                copy = library / f"story-{number:03}"
                shutil.copytree(SMALL, copy)
                file = copy / "sites.csv"
                file.write_text(file.read_text("utf-8").replace("16.", f"{10 + number % 40}."), "utf-8")
            time.sleep(2.5)
            row(f"{count} small stories, an empty folder", build(library, site))
            row(f"{count} small stories, nothing changed", build(library, site))
            edit(library / "story-000")
            row(f"{count} small stories, one text changed", build(library, site))


if __name__ == "__main__":
    main()
