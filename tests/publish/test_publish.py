"""`storymap publish` sends what is missing or different, and nothing that readers must not see."""

import errno
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from storymap.cli import main
from storymap.publish import PublishRefused, difference, open_place, transfer
from storymap.publish.finisher import Finisher
from storymap.publish.folder import FolderPlace
from storymap.publish.kinds import cache_control, content_type, unfit
from storymap.publish.local import local_files
from storymap.publish.manifest import KEY
from storymap.publish.place import PublishStopped
from storymap.publish.steps import Step
from storymap.storage.overwriting import WouldOverwrite
from tests.object_store import Bucket
from tests.publish.conftest import STORIES, State, Storymap
from tests.publish.whole import documents


def send(state: State, url: str, now: int = 0) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Publish a built site; return what was sent and what was removed."""
    place = open_place(url)
    plan = difference(local_files(state.site), state.stories, place, now)
    transfer(plan, place)
    return (*plan.new, *plan.changed), plan.removed


def test_objects_have_their_type_and_say_how_long_they_may_be_kept(
    states: tuple[State, State], bucket: Bucket
):
    send(states[0], bucket.url)
    seen = {}
    for key in bucket.files():
        _, headers = bucket.get(key)
        seen[key.rpartition(".")[2]] = headers["content-type"]
        forever = "immutable" in headers["cache-control"]
        assert forever == key.startswith("assets/"), key
        assert len(key.encode()) <= 200
        assert key.isascii()
    assert seen["pmtiles"] == "application/vnd.pmtiles"
    assert seen["html"] == "text/html; charset=utf-8"
    assert seen["svg"] == "image/svg+xml"
    assert seen["csv"] == "text/csv; charset=utf-8"
    assert seen["geojson"] == "application/geo+json"
    assert seen["wav"] == "audio/wav"


@pytest.mark.parametrize("place", ["bucket", "folder"])
def test_a_second_run_sends_only_what_is_missing_or_different(
    place: str, states: tuple[State, State], bucket: Bucket, tmp_path: Path
):
    folder = tmp_path / "www"
    url = bucket.url if place == "bucket" else str(folder)
    first, _ = send(states[0], url)
    assert set(first) == states[0].files.keys()
    assert send(states[0], url) == ((), ())
    page, card = "equator/index.html", next(key for key in first if key.endswith(".png"))
    other = states[0].files[page].swapcase()  # the same size
    if place == "bucket":
        bucket.put(page, other)
        bucket.delete(card)
    else:
        (folder / page).write_bytes(other)
        (folder / card).unlink()
    assert set(send(states[0], url)[0]) == {page, card}
    if place == "bucket":  # without the notes, the store's own hashes tell
        bucket.delete(KEY)
    else:
        (folder / KEY).unlink()
    assert send(states[0], url) == ((), ())
    sent, removed = send(states[1], url)
    assert "equator/third/index.html" in sent
    assert not [key for key in sent if key.startswith("assets/equator/") and key in first]
    assert {"only-before/index.html", "only-before/data/events.csv"} <= set(removed)


def test_what_no_page_loads_any_more_stays_for_a_day(states: tuple[State, State], tmp_path: Path):
    url, day = str(tmp_path / "www"), 24 * 3600
    send(states[0], url)
    (tmp_path / "www" / "CNAME").write_text("maps.example.org")
    old = {key for key in states[0].files if key.startswith("assets/")} - states[1].files.keys()
    assert old
    assert not old & set(send(states[1], url, now=1000)[1])
    assert not old & set(send(states[1], url, now=1000 + day - 1)[1])
    assert old == set(send(states[1], url, now=1000 + day)[1])
    assert (tmp_path / "www" / "CNAME").is_file()
    here = {
        path.relative_to(tmp_path / "www").as_posix()
        for path in (tmp_path / "www").rglob("*.*")
        if path.is_file()
    }
    assert here - {"CNAME", KEY} == states[1].files.keys()


def test_the_command_publishes_shows_the_difference_and_keeps_drafts_back(
    states: tuple[State, State], storymap: Storymap, tmp_path: Path
):
    library, www = tmp_path / "library", tmp_path / "www"
    shutil.copytree(states[0].library, library)
    plan = library / "only-before" / "story.yaml"
    dry = storymap("publish", library, www, "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert "new      equator/index.html" in dry.stdout
    assert not www.exists()
    told = json.loads(
        storymap("publish", library, www.as_uri(), "--json", "--address", "https://x.test/m").stdout
    )
    assert "equator/index.html" in told["new"]
    assert (www / "sitemap.xml").is_file()
    plan.write_text(plan.read_text("utf-8") + "draft: true\n", "utf-8")
    told = json.loads(
        storymap("publish", library, www.as_uri(), "--json", "--address", "https://x.test/m").stdout
    )
    assert told["drafts"] == ["only-before"]
    assert "only-before/index.html" in told["removed"]
    assert not (www / "only-before").exists()
    alone = storymap("publish", states[0].library / "only-before", www)
    assert alone.returncode == 1
    assert "holds other stories, which would go: equator" in alone.stderr
    assert (www / "equator" / "index.html").is_file()


def waits_for_a_lock(process: subprocess.Popen[bytes]) -> bool:
    """Whether the system lists a process as one that waits for a file's lock."""
    return any(
        " -> FLOCK " in line and line.split()[5] == str(process.pid)
        for line in Path("/proc/locks").read_text().splitlines()
    )


@pytest.mark.skipif(not Path("/proc/locks").is_file(), reason="The system must tell who waits for a lock.")
def test_a_run_that_waits_for_another_one_compares_with_what_that_one_left(
    states: tuple[State, State], tmp_path: Path
):
    before, after = states
    www = tmp_path / "www"
    send(before, str(www))
    place = open_place(str(www))
    command = [sys.executable, "-m", "storymap", "publish", str(before.library), str(www)]
    with place.alone():
        waiting = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        while not waits_for_a_lock(waiting):
            assert waiting.poll() is None
        transfer(difference(local_files(after.site), after.stories, place, 0), place)
    assert waiting.wait() == 0
    there = {path.relative_to(www).as_posix(): path.read_bytes() for path in www.rglob("*") if path.is_file()}
    assert documents(there) == documents(before.files)


def test_no_link_and_no_hidden_file_is_sent(tmp_path: Path, storymap: Storymap):
    story, www = tmp_path / "equator", tmp_path / "www"
    shutil.copytree(STORIES / "equator", story)
    (tmp_path / "secret.png").write_bytes(b"not for readers")
    (story / "media").mkdir()
    (story / "media" / "link.png").symlink_to(tmp_path / "secret.png")
    (story / "media" / "unused.png").write_bytes(b"not for readers")
    (story / "chapters" / "first.md").write_text(
        "---\ntitle: One\nmedia: [{file: link.png, alt: A}]\n---\n"
        "![B](../media/.env) ![C](../../secret.png)\n"
    )
    done = storymap("publish", story, www)
    assert done.returncode == 0, done.stderr
    assert not [path for path in www.rglob("*") if path.is_file() and b"not for readers" in path.read_bytes()]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://example.org/maps", "Nothing can be written to a https:// address"),
        ("gs://bucket/maps", "pip install 'gcsfs'"),
        ("nonsense://bucket", "nonsense://bucket can't be used"),
    ],
)
def test_an_address_that_cannot_be_published_to_is_refused_in_words(url: str, words: str):
    with pytest.raises(PublishRefused) as refused:
        open_place(url)
    assert words in str(refused.value)


def test_without_s3fs_the_command_says_what_to_install():
    program = """import sys; sys.modules["s3fs"] = None
from storymap.publish import PublishRefused, open_place
try: open_place("s3://bucket/maps")
except PublishRefused as fault: print(fault)"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "pip install 'geostorymap[s3]'" in done.stdout


def test_a_store_that_refuses_is_told_in_words(
    states: tuple[State, State], bucket: Bucket, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    with pytest.raises(PublishRefused, match=r"There is no bucket no-such\. Nothing was sent"):
        send(states[0], "s3://no-such/maps")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(PublishRefused, match=r"can't be reached.*What was published before is still there"):
        send(states[0], bucket.url)
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(PublishRefused, match="There are no credentials for s3://"):
        send(states[0], bucket.url)


def test_an_endpoint_in_the_stores_own_configuration_that_is_no_address_is_told_in_words(
    states: tuple[State, State], bucket: Bucket, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    (tmp_path / "config").write_text("[default]\nendpoint_url = localhost:9000\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    with pytest.raises(PublishRefused, match="localhost:9000 in your AWS configuration is no address"):
        send(states[0], bucket.url)


def test_a_full_disk_is_told_and_leaves_the_old_site(states: tuple[State, State], tmp_path: Path):
    www = tmp_path / "www"
    send(states[0], str(www))
    before = {path: path.read_bytes() for path in www.rglob("*.html")}
    program = f"""import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from tests.publish import killed
sys.argv = ["", "publish", {str(states[1].site.parent)!r}, {str(www)!r}]
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
killed.main()"""
    done = subprocess.run(
        [sys.executable, "-c", program], input="go\n", capture_output=True, text=True, check=False
    )
    assert "PublishRefused" in done.stderr
    assert "is still there, whole" in done.stderr
    assert {path: path.read_bytes() for path in www.rglob("*.html")} == before


def test_ctrl_c_before_pages_change_says_that_the_old_site_is_there(
    states: tuple[State, State], tmp_path: Path
):
    www = tmp_path / "www"
    send(states[0], str(www))
    before = {path: path.read_bytes() for path in www.rglob("*.html")}

    def stop(_: str) -> None:
        raise KeyboardInterrupt

    place = open_place(str(www))
    plan = difference(local_files(states[1].site), states[1].stories, place, 0)
    with pytest.raises(PublishStopped, match="What was published before is still there, whole"):
        transfer(plan, place, stop)
    assert {path: path.read_bytes() for path in www.rglob("*.html")} == before


def test_ctrl_c_while_pages_change_says_that_the_new_site_is_there(
    states: tuple[State, State], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    www, go = tmp_path / "www", Finisher.go
    send(states[0], str(www))

    def stopped(finisher: Finisher, steps: Sequence[Step]) -> None:
        go(finisher, steps)
        raise KeyboardInterrupt

    monkeypatch.setattr(Finisher, "go", stopped)
    with pytest.raises(PublishStopped, match="the new site is there, whole"):
        send(states[1], str(www))
    assert (www / "equator" / "third" / "index.html").is_file()


def test_ctrl_c_is_answered_in_words_by_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("storymap.cli.publish._built", stop)
    done = CliRunner().invoke(main, ["publish", str(STORIES / "equator"), str(tmp_path / "www")])
    assert done.exit_code == 1
    assert "Nothing was sent; what was published before is still there, whole." in done.output


@pytest.mark.parametrize("key", ["equator/story.yaml", "equator/notes.txt", "assets/index-1a2b3c4d.js"])
def test_what_is_in_a_bucket_and_not_of_a_site_stays(
    key: str, states: tuple[State, State], bucket: Bucket
):
    bucket.put(key, b"mine")
    with pytest.raises(WouldOverwrite, match=r"Nothing was changed\. Name"):
        send(states[0], bucket.url)
    assert bucket.files() == {key: b"mine"}


def test_a_story_that_was_put_into_a_published_site_stays(states: tuple[State, State], bucket: Bucket):
    send(states[0], bucket.url)
    bucket.put("only-before/story.yaml", b"mine")
    with pytest.raises(WouldOverwrite, match=r"only-before in s3:.* is a story as its author wrote it"):
        send(states[1], bucket.url)
    assert "only-before/index.html" in bucket.files()


def test_types_do_not_depend_on_the_machine():
    assert content_type("assets/world-0123456789ab.pmtiles") == "application/vnd.pmtiles"
    assert content_type("feed.xml").startswith("application/atom+xml")
    assert content_type("x.unknown") == "application/octet-stream"
    assert "immutable" in cache_control("assets/player-G5Q6GUDW.js")
    assert "immutable" not in cache_control("equator/index.html")


def test_keys_are_ascii_and_at_most_200_bytes():
    assert unfit("equator/tiếng.html")
    assert unfit("a" * 201)
    assert not unfit("a" * 200)


def test_a_disk_that_refuses_the_first_site_does_not_say_that_one_is_there(tmp_path: Path):
    place = FolderPlace(tmp_path / "www")
    with pytest.raises(PublishRefused, match="can't be written: Permission denied") as first, place.faults():
        raise PermissionError(errno.EACCES, "Permission denied")
    assert "published before" not in str(first.value)
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / KEY).write_text("{}")
    (tmp_path / "www" / "index.html").write_text("")
    with pytest.raises(PublishRefused, match="still there, whole"), place.faults():
        raise PermissionError(errno.EACCES, "Permission denied")
