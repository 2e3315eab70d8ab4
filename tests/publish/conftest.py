"""Two states of a small library as built sites, and moto's S3 server as a real process."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from storymap.publish.local import local_files
from storymap.render.site import build_site
from storymap.render.site.stories import SiteStory
from storymap.storage import list_stories, load
from tests.object_store import Bucket, environment, make_public_bucket, object_store

ROOT = Path(__file__).resolve().parents[2]
STORIES = ROOT / "tests" / "stories"


@dataclass(frozen=True)
class State:
    """A library in one state, and its site."""

    library: Path
    site: Path

    @property
    def files(self) -> dict[str, bytes]:
        """The built files by key."""
        return {key: file.path.read_bytes() for key, file in local_files(self.site).items()}

    @property
    def stories(self) -> list[str]:
        """The ids of the stories."""
        return [folder.name for folder in list_stories(self.library)]

    def build(self, target: Path) -> None:
        """Build the site."""
        loaded = [load(folder) for folder in list_stories(self.library)]
        build_site([SiteStory.of(one.story, one.folder) for one in loaded], target)


@pytest.fixture(scope="session")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[State, State]:
    """Before and after: a story changes texts, places and sound and gains a chapter; another one goes."""
    made = []
    for name in ("before", "after"):
        root = tmp_path_factory.mktemp(name)
        state = State(root / "library", root / "site")
        shutil.copytree(STORIES / "equator", state.library / "equator")
        shutil.copytree(STORIES / "equator", state.library / f"only-{name}")
        _illustrate(state.library / "equator", b"one" if name == "before" else b"two")
        if name == "after":
            _change(state.library / "equator")
        state.build(state.site)
        made.append(state)
    return made[0], made[1]


def _illustrate(story: Path, sound: bytes) -> None:
    (story / "media").mkdir()
    (story / "media" / "tiếng sóng.wav").write_bytes(sound)
    file = story / "chapters" / "first.md"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("---\nIt", 'media: [{file: "tiếng sóng.wav", alt: Waves}]\n---\nIt', 1), "utf-8"
    )


def _change(story: Path) -> None:
    for file in (story / "chapters").iterdir():
        file.write_text(file.read_text("utf-8") + "\nAnd so on.\n", "utf-8")
    (story / "chapters" / "third.md").write_text("---\ntitle: A third\n---\nNew.\n", "utf-8")
    plan = story / "story.yaml"
    plan.write_text(plan.read_text("utf-8").replace("second]", "second, third]"), "utf-8")
    sites = story / "sites.csv"
    sites.write_text(sites.read_text("utf-8").replace("0", "1"), "utf-8")




@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    """The address of moto's S3 server."""
    with object_store() as address:
        yield address


@pytest.fixture
def bucket(moto: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """A new bucket, with credentials in the environment."""
    for name, value in environment(moto).items():
        monkeypatch.setenv(name, value)
    name = f"b{abs(hash(request.node.name)):x}"
    make_public_bucket(moto, name)
    return Bucket(moto, name)




@pytest.fixture
def storymap(tmp_path: Path) -> "Storymap":
    """The command, as a process of its own."""
    return Storymap(tmp_path / "cache")


@dataclass(frozen=True)
class Storymap:
    """Runs the command."""

    cache: Path

    def __call__(self, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        """Run it with a cache of the test's own."""
        return subprocess.run(
            [sys.executable, "-m", "storymap", *map(str, arguments)], cwd=ROOT, capture_output=True,
            text=True, check=False, env={**os.environ, "STORYMAP_CACHE": str(self.cache), **more},
        )  # fmt: skip
