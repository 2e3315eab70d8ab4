"""Measures the gazetteer: names a second, exact and misspelt, memory, and the time of one command.

`python tests/gazetteer/measure.py` prints the figures; `docs/performance.md` keeps them.
"""

import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

from storymap.gazetteer import geocode
from storymap.paths import geodata_dir

ROOT = Path(__file__).resolve().parents[2]
NAMES = 100_000


def names_of_towns(count: int) -> list[str]:
    """Return names of towns from the shipped file, the same ones at every call, repeated where needed."""
    file = geodata_dir() / "gazetteer" / "gazetteer.sqlite"
    with sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True) as database:
        rows = database.execute("SELECT name FROM place WHERE length(name) > 4 ORDER BY id").fetchall()
    chance = random.Random(1995)
    return [chance.choice(rows)[0] for _ in range(count)]


def misspelt(names: list[str]) -> list[str]:
    """Return the names with one letter in the middle left out."""
    return [name[: len(name) // 2] + name[len(name) // 2 + 1 :] for name in names]


def rate(names: list[str]) -> tuple[float, float]:
    """Return names a second of processor time, and the share that was found."""
    begin = time.process_time()
    found = geocode(names)
    return len(names) / (time.process_time() - begin), float((found["id"] != "").mean())


def command_seconds(runs: int = 7) -> float:
    """Return the median wall time of `storymap place`, a new process each time."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-m", "storymap", "place", "Bien Hoa airport", "--json"],
                       check=True, capture_output=True, cwd=ROOT)  # fmt: skip
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    names = names_of_towns(NAMES)
    exact, found = rate(names)
    print(f"exact, names/s             {exact:10,.0f}   found {found:.1%} of {NAMES:,}")
    wrong = misspelt(names[: NAMES // 10])
    fuzzy, found = rate(wrong)
    print(f"misspelt, names/s          {fuzzy:10,.0f}   found {found:.1%} of {len(wrong):,}")
    print(f"peak memory, MB            {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10,.0f}")
    print(f"storymap place, s          {command_seconds():10.2f}")


if __name__ == "__main__":
    main()
