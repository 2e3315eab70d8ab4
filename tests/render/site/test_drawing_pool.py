"""Maps are drawn by several processes, or taken from those that were drawn before: always the same bytes."""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storymap.render.site import build_site
from storymap.render.site.drawing_pool import draw_all
from storymap.render.site.drawings import drawings
from storymap.render.site.kept_drawings import KeptDrawings
from storymap.render.site.stories import SiteStory
from storymap.storage import load

STORY = Path(__file__).resolve().parents[2] / "stories" / "pacific-crossing"
CHILD = f"""
import hashlib, json, multiprocessing, sys
from pathlib import Path
from storymap.render.site.drawing_pool import draw_all
from storymap.render.site.drawings import drawings
from storymap.render.site.stories import SiteStory
from storymap.storage import load
loaded = load(Path({str(STORY)!r}))
wanted = list(drawings(SiteStory.of(loaded.story, loaded.folder)))
found, helpers = {{}}, 0
for drawing, files in draw_all(wanted):
    helpers = max(helpers, len(multiprocessing.active_children()))
    found |= {{plain: hashlib.sha256(data).hexdigest() for plain, data in files}}
    if "--wait" in sys.argv:
        print("begun", flush=True)
        sys.stdin.read()
print(json.dumps([helpers, found]))
"""


@pytest.fixture(scope="module")
def story() -> SiteStory:
    loaded = load(STORY)
    return SiteStory.of(loaded.story, loaded.folder)


@pytest.mark.skipif(sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="one process draws")
def test_several_processes_draw_what_one_draws(story: SiteStory):
    told = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True).stdout
    helpers, found = json.loads(told)
    assert helpers > 1
    alone = [file for drawing in drawings(story) for file in drawing.draw()]
    assert found == {plain: hashlib.sha256(data).hexdigest() for plain, data in alone}


@pytest.mark.skipif(sys.platform != "linux", reason="one process draws")
def test_no_helper_outlives_a_killed_build():
    with subprocess.Popen([sys.executable, "-c", CHILD, "--wait"], stdin=subprocess.PIPE, text=True,
                          stdout=subprocess.PIPE, start_new_session=True) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        child.kill()
        child.wait()
    for _ in range(300):
        if not group(child.pid):
            break
        time.sleep(0.1)  # the kernel ends them; nothing else can be waited for
    assert group(child.pid) == []


def group(session: int) -> list[int]:
    """The processes of a session that are not at their end."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            state, *rest = (folder / "stat").read_text().rpartition(") ")[2].split()
            if int(rest[2]) == session and state not in "ZX":
                found.append(int(folder.name))
    return found


def test_a_second_site_takes_the_drawings_of_the_first(story: SiteStory, tmp_path: Path):
    kept = tmp_path / "kept"
    build_site([story], tmp_path / "one", kept=kept)
    files = sorted(kept.iterdir())
    assert len(files) == len(list(drawings(story)))
    files[0].write_bytes(files[0].read_bytes()[:-1] + b"?")  # damaged: drawn again
    build_site([story], tmp_path / "two", kept=kept)
    assert contents(tmp_path / "two") == contents(tmp_path / "one")
    assert sorted(kept.iterdir()) == files

    drawing, maps = next(iter(draw_all(list(drawings(story))[:1])))
    other = [(plain, b"<svg/>") for plain, _ in maps]
    KeptDrawings(kept)._write("a-key", other)
    again = KeptDrawings(kept).draw([drawing], {drawing.place: "a-key"})
    assert list(again) == [(drawing, other)]  # it was not drawn


def test_a_cache_that_cannot_be_written_costs_only_time(story: SiteStory, tmp_path: Path):
    (tmp_path / "kept").write_text("a file")
    build_site([story], tmp_path / "site", kept=tmp_path / "kept")
    assert (tmp_path / "site" / "pacific-crossing" / "index.html").is_file()


def contents(site: Path) -> dict[str, bytes]:
    """The files of a site but for the build's own."""
    found = (path for path in site.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}
