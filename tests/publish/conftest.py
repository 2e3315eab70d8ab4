"""Two states of a small library as built sites, and moto's S3 server as a real process."""

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from storymap.publish.local import local_files
from storymap.render.site import build_site
from storymap.render.site.stories import SiteStory
from storymap.storage import list_stories, load

ROOT = Path(__file__).resolve().parents[2]
STORIES = ROOT / "tests" / "stories"
_PLAIN = {"Content-Type": "application/octet-stream"}  # else the server takes the body for a form
_MOTO = """import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()"""


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


@dataclass(frozen=True)
class Bucket:
    """A bucket of moto's server, read as browsers read it."""

    server: str
    name: str

    @property
    def url(self) -> str:
        """Address to publish to."""
        return f"s3://{self.name}/maps"

    def get(self, key: str) -> tuple[bytes, dict[str, str]]:
        """Return an object and its headers."""
        with urlopen(f"{self.server}/{self.name}/maps/{key}") as answer:
            return answer.read(), {name.lower(): value for name, value in answer.headers.items()}

    def files(self) -> dict[str, bytes]:
        """Return all objects by key."""
        with urlopen(f"{self.server}/{self.name}?list-type=2&prefix=maps/") as answer:
            tree = ET.parse(answer).getroot()
        keys = [(one.text or "").removeprefix("maps/") for one in tree.iter() if one.tag.endswith("}Key")]
        return {key: self.get(key)[0] for key in keys}

    def put(self, key: str, data: bytes) -> None:
        """Put an object behind the publisher's back."""
        with urlopen(Request(f"{self.server}/{self.name}/maps/{key}", data, _PLAIN, method="PUT")):
            pass

    def delete(self, key: str) -> None:
        """Remove an object behind the publisher's back."""
        with urlopen(Request(f"{self.server}/{self.name}/maps/{key}", method="DELETE")):
            pass


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    """The address of moto's S3 server."""
    with subprocess.Popen([sys.executable, "-c", _MOTO], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, text=True) as server:  # fmt: skip
        assert server.stdout is not None
        assert server.stdin is not None
        lines = iter(server.stdout)
        port = next(line for line in lines if line.strip().isdigit()).strip()
        yield f"http://127.0.0.1:{port}"
        server.stdin.close()
        server.kill()


@pytest.fixture
def bucket(moto: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Bucket:
    """A new bucket, with credentials in the environment."""
    keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
    for name, value in {**keys, "AWS_ENDPOINT_URL": moto, "AWS_DEFAULT_REGION": "us-east-1"}.items():
        monkeypatch.setenv(name, value)
    name = f"b{abs(hash(request.node.name)):x}"
    make_public_bucket(moto, name)
    return Bucket(moto, name)


def make_public_bucket(server: str, name: str) -> None:
    """Make a bucket that everybody may read, as that of a site; the tests change it, too."""
    allowed = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    rule = {"Effect": "Allow", "Principal": "*", "Action": allowed,
            "Resource": f"arn:aws:s3:::{name}/*"}  # fmt: skip
    policy = json.dumps({"Version": "2012-10-17", "Statement": [rule]}).encode()
    for request in (Request(f"{server}/{name}", method="PUT"),
                    Request(f"{server}/{name}?policy", policy, _PLAIN, method="PUT")):  # fmt: skip
        with urlopen(request):
            pass


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
