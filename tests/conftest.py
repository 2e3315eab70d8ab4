"""Fixtures for all tests: the Chromium that browser tests drive, and a story with a large event set."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no fault. The same examples each time, so that a run says something about the change;
# other ones are tried with `pytest --hypothesis-profile searching`.
SLOW = [HealthCheck.too_slow]
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=SLOW)
settings.register_profile("searching", deadline=None, max_examples=1_000, print_blob=True)
settings.load_profile("steady")

# What a shell starts in the background ignores Ctrl+C, and so do its children; tests press it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "google-chrome", "google-chrome-stable")
"""The one without a window of its own first: it draws the same pages with a third less work."""
QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests cache out of the cache of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STORYMAP_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start STORYMAP_CHROMIUM, or the system's Chromium, or Playwright's own where there is neither."""
    found = os.environ.get("STORYMAP_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    executable = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **executable, "args": QUIET + sandbox}


@pytest.fixture(scope="session")
def missions_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story `air-operations` with 20,000 rows, cut; a test that changes it makes a copy first."""
    from storymap.storage import load
    from storymap.tiles.engines import Local
    from storymap.tiles.events.making import make_event_tiles
    from tests.tiles.air_operations import write

    source = Path(__file__).parent / "stories" / "air-operations"
    folder = tmp_path_factory.mktemp("missions") / source.name
    shutil.copytree(source, folder)
    (folder / "data").mkdir()
    write(20_000, folder / "data" / "missions.csv")
    story = load(folder).story
    make_event_tiles(story.event_sets[0], story.sites, folder, Local())
    return folder
