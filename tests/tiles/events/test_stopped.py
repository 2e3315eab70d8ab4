"""A run that is killed at any moment goes on, ends with the same bytes, and never leaves a broken archive."""

import random
import subprocess
import sys
from pathlib import Path

from tests.tiles.air_operations import write

ROOT = Path(__file__).resolve().parents[3]
ROWS = 40_000
PROGRAM = """
import sys
from pathlib import Path
from storymap.model import EventSet, Text
from storymap.tiles.engines import Local
from storymap.tiles.events import blocks, pieces, pyramid
from storymap.tiles.events.making import make_event_tiles
blocks.MOST, pyramid.FEW_ROWS, pieces.CSV_BYTES = 4_000, 300, 300_000
wanted = EventSet("missions", Text.of({"en": "Missions"}), "m.csv", "lon", "lat", "date", "type")
def progress(stage, done, steps):
    print(stage, done, steps, flush=True)
    if (stage, done) == ("Drawing", steps):
        sys.stdin.readline()  # who is to be killed does not get to the end before
make_event_tiles(wanted, (), Path(sys.argv[1]), Local(), progress=progress)
"""


def steps(story: Path, kill_after: int = sys.maxsize) -> list[str]:
    """Make the tiles in a process of its own, which is killed after so many steps; return the steps."""
    seen: list[str] = []
    command = [sys.executable, "-c", PROGRAM, str(story)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, text=True, cwd=ROOT) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        if kill_after == sys.maxsize:
            process.stdin.write("on\n")
            process.stdin.flush()
        for line in process.stdout:
            seen.append(line.strip())
            if len(seen) == kill_after:
                process.kill()
                break
    assert process.returncode == (0 if len(seen) < kill_after else -9)
    return seen


def finished(story: Path) -> dict[str, bytes]:
    """Return what is there of a whole run."""
    return {path.name: path.read_bytes() for path in (story / "tiles").glob("missions*")}


def test_a_run_that_is_killed_at_random_moments_ends_with_the_same_bytes(tmp_path: Path):
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    for story in (whole, killed):
        story.mkdir()
        write(ROWS, story / "m.csv")
    all_steps = steps(whole)
    reading = sum(step.startswith("Reading") for step in all_steps)
    assert min(reading, len(all_steps) - reading) > 3
    moments = [random.randint(1, reading), random.randint(reading + 1, len(all_steps))]
    for moment in moments:
        steps(killed, moment)
        assert not finished(killed), moments
        assert list((killed / "tiles" / ".missions").glob("*.json")), moments
    steps(killed)
    assert finished(killed) == finished(whole), moments
    assert {path.name for path in (killed / "tiles").iterdir()} == set(finished(whole)), moments
