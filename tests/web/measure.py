"""Measures the editor's API over HTTP, on a small story and on one of 200 chapters and 20,000 events.

`python tests/web/measure.py` prints a table; it asserts nothing, since a timed test tells more about the
machine than about the code. `docs/performance.md` keeps the figures with date and command.
"""

import argparse
import contextlib
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from large_story import write_story
from real_server import Answer, Client, serving

STORIES = {"small": (5, 30), "large": (200, 20_000)}


def timed(runs: int, act: Callable[[int], Answer]) -> tuple[float, float, Answer]:
    """Return the median and the slowest of some runs in milliseconds, and the last answer."""
    taken = []
    for run in range(runs):
        begin = time.perf_counter()
        answer = act(run)
        taken.append((time.perf_counter() - begin) * 1_000)
        assert answer.status == 200, answer.json
    return statistics.median(taken), max(taken), answer


class Saver:
    """Saves one field again and again, each time based on the version that came back."""

    def __init__(self, client: Client, story: str) -> None:
        """Take the version that the story has now."""
        self.client = client
        self.path = f"/api/stories/{story}"
        self.version = client.ask("GET", self.path).json["version"]

    def save(self, kind: str, ident: str, field: str, was: str, now: str) -> Answer:
        """Save one field and return the answer."""
        change = {"op": "set", "kind": kind, "id": ident, "field": field, "was": was, "now": now}
        answer = self.client.ask("PATCH", self.path, {"changes": [change]}, version=self.version)
        self.version = answer.json["version"]
        return answer


def measure(client: Client, story: str, runs: int) -> dict[str, tuple[float, float]]:
    """Return median and slowest time of each kind of request."""
    saver = Saver(client, story)
    saver.save("chapter", "chapter-2", "title", "Chapter 2", "warm")
    rows: dict[str, tuple[float, float]] = {}
    for name, kind, ident, field in (
        ("save a chapter's text, ms", "chapter", "chapter-1", "text"),
        ("save an event's title, ms", "event", "event-7", "title"),
        ("save a site's name, ms", "site", "site-3", "name"),
        ("save the story's title, ms", "story", "", "title"),
    ):
        rows[name] = timed(
            runs, lambda run, key=(kind, ident, field): saver.save(*key, f"{run - 1} words", f"{run} words")
        )[:2]
    text = " ".join(["*River* and town."] * 200)
    rows["render a chapter, ms"] = timed(
        runs, lambda _: client.ask("POST", f"{saver.path}/render", {"text": text})
    )[:2]
    median, slowest, answer = timed(3, lambda _: client.ask("GET", saver.path))
    rows["state, ms"] = median, slowest
    rows["state, kB"] = answer.size / 1_000, answer.size / 1_000
    return rows


def main() -> None:
    """Measure both stories and print a table."""
    options = argparse.ArgumentParser()
    options.add_argument("--runs", type=int, default=40)
    runs = options.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder)
        for story, (chapters, events) in STORIES.items():
            write_story(library / story, chapters=chapters, events=events)
        with serving(library) as port, contextlib.closing(Client(port)) as client:
            found = {story: measure(client, story, runs) for story in STORIES}
    print("| row | 5 chapters, 30 events | 200 chapters, 20,000 events |\n|---|---|---|")
    for row in found["small"]:
        cells = (f"{median:.1f} (at most {most:.0f})" for median, most in (found[s][row] for s in STORIES))
        print(f"| {row} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
