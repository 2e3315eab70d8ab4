"""Writes a story of any size, to measure with."""

import csv
import random
from pathlib import Path

WORDS = ["river", "town", "bridge", "market", "road", "hill", "harbour", "gate", "school", "bell", "rain"]


def write_story(folder: Path, *, chapters: int, events: int, sites: int = 0) -> Path:
    """Write a story with so many chapters, events and sites (by default one for 20 events) and return it."""
    chance = random.Random(7)
    sites = sites or max(5, events // 20)
    (folder / "chapters").mkdir(parents=True)
    names = [f"chapter-{number}" for number in range(1, chapters + 1)]
    (folder / "story.yaml").write_text(
        "# Written by a program, to measure with.\ntitle: A large story\nlanguages: [en]\n"
        "chapters:\n" + "".join(f"  - {name}\n" for name in names)
    )
    for number, name in enumerate(names):
        text = "\n\n".join(" ".join(chance.choices(WORDS, k=60)).capitalize() + "." for _ in range(4))
        shown = ", ".join(f"site-{1 + (number + step) % sites}" for step in range(5))
        (folder / "chapters" / f"{name}.md").write_text(
            f"---\ntitle: Chapter {number + 1}\nshow:\n  sites: [{shown}]\n---\n{text}\n"
        )
    with (folder / "sites.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "name", "lat", "lon", "country"])
        for number in range(1, sites + 1):
            lat, lon = round(chance.uniform(8, 23), 4), round(chance.uniform(103, 109), 4)
            rows.writerow([f"site-{number}", f"Place {number}", lat, lon, "VN"])
    with (folder / "events.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "site", "when", "title", "text"])
        for number in range(1, events + 1):
            words = " ".join(chance.choices(WORDS, k=12))
            rows.writerow([f"event-{number}", f"site-{chance.randint(1, sites)}",
                           str(chance.randint(1900, 1999)), f"Event {number}", words])  # fmt: skip
    return folder
