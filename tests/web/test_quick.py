"""A crowd gets kept answers, and everybody sees a save at once."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from storymap.model.changes import Kind, SetField
from storymap.settings import Settings
from storymap.storage.save import save
from storymap.web.app import create_app
from storymap.web.quick import Quick

STORY = Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing"
PAGE = "/pacific-crossing/"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    shutil.copytree(STORY, tmp_path / "library" / STORY.name)
    return tmp_path / "library"


@pytest.fixture
def asked() -> list[str]:
    """What reaches the application."""
    return []


@pytest.fixture
def crowd(library: Path, asked: list[str]) -> Client:
    """Readers in front of the kept answers."""
    app: Flask = create_app(Settings(library=library))
    inner = app.wsgi_app

    def counted(environ, start_response):
        asked.append(environ["PATH_INFO"])
        return inner(environ, start_response)

    return Client(Quick(counted, library, fresh=600))


def test_the_same_answer_is_made_once(crowd: Client, asked: list[str]):
    first, second = crowd.get(PAGE), crowd.get(PAGE)
    assert asked == [PAGE]
    assert first.status_code == second.status_code == 200
    assert first.data == second.data
    assert first.headers == second.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Encoding": "gzip"},
        {"If-None-Match": "the tag"},
        {"Host": "maps.example.org"},
    ],
)
def test_an_answer_for_other_asking_is_another_one(crowd: Client, asked: list[str], headers: dict[str, str]):
    plain = crowd.get(PAGE)
    tag = plain.headers["ETag"]
    other = crowd.get(PAGE, headers={name: value.replace("the tag", tag) for name, value in headers.items()})
    assert len(asked) == 2
    assert (other.status_code, other.data) != (plain.status_code, plain.data)


def test_a_save_is_seen_at_once(crowd: Client, library: Path):
    assert b"Saved words" not in crowd.get(PAGE).data
    for number in range(3):
        title = SetField(Kind.STORY, "", "title", None, f"Saved words {number}")
        save(library / STORY.name, [title], expected=None, author="one")
        assert f"Saved words {number}" in crowd.get(PAGE).text


BASEMAP = "/basemap/world.pmtiles?v=1"


def part(crowd: Client, address: str, asked: str, **headers: str):
    return crowd.get(address, headers={"Range": f"bytes={asked}", **headers})


def test_of_a_large_file_one_part_is_asked_for_and_the_others_are_read(crowd: Client, asked: list[str]):
    whole = crowd.get(BASEMAP)
    parts = [part(crowd, BASEMAP, f"{first}-{first + 9}") for first in (0, 10, 0)]
    assert [one.status_code for one in parts] == [206, 206, 206]
    assert [one.data for one in parts] == [whole.data[:10], whole.data[10:20], whole.data[:10]]
    assert [one.headers["Content-Range"] for one in parts[1:]] == [
        f"bytes {first}-{first + 9}/{len(whole.data)}" for first in (10, 0)
    ]
    other = {"Content-Range", "Date"}
    said = [{name: value for name, value in one.headers if name not in other} for one in parts]
    assert said[0] == said[1]
    assert said[0]["ETag"] == whole.headers["ETag"]
    assert len(asked) == 2
    last = part(crowd, BASEMAP, f"{len(whole.data) - 5}-{len(whole.data) + 5}")
    assert (last.status_code, last.data) == (206, whole.data[-5:])
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("wanted", "more", "status"),
    [
        ("0-3,8-9", {}, 200),
        ("-7", {}, 206),
        ("9999999999-99999999999", {}, 416),
        ("0-9", {"If-Range": '"another"'}, 200),
        ("0-9", {"If-None-Match": "*"}, 206),
    ],
)
def test_unusual_ranges_are_the_applications(
    crowd: Client, asked: list[str], wanted: str, more: dict[str, str], status: int
):
    part(crowd, BASEMAP, "0-9")
    assert part(crowd, BASEMAP, wanted, **more).status_code == status
    assert len(asked) == 2


def test_a_file_that_was_replaced_is_asked_for_anew(crowd: Client, asked: list[str], library: Path):
    media = next((library / STORY.name / "media").iterdir())
    address = f"{PAGE}media/{media.name}"
    before = part(crowd, address, "0-9")
    replaced = media.with_name("new")
    replaced.write_bytes(b"0123456789 and more")
    replaced.replace(media)
    after = part(crowd, address, "0-9")
    assert (before.status_code, after.status_code, after.data) == (206, 206, b"0123456789")
    assert before.headers["ETag"] != after.headers["ETag"] == part(crowd, address, "11-18").headers["ETag"]
    assert len(asked) == 2


def test_after_a_save_the_application_is_asked_for_a_part_again(
    crowd: Client, asked: list[str], library: Path
):
    media = next((library / STORY.name / "media").iterdir())
    for number in range(2):
        assert part(crowd, f"{PAGE}media/{media.name}", "0-9").status_code == 206
        title = SetField(Kind.STORY, "", "title", None, f"Saved words {number}")
        save(library / STORY.name, [title], expected=None, author="one")
    assert len(asked) == 2


@pytest.mark.parametrize("path", ["/edit/", "/api/stories", "/healthz", "/no-such-story/"])
def test_what_is_not_for_everybody_is_never_kept(crowd: Client, asked: list[str], path: str):
    for _ in range(2):
        crowd.get(path)
    assert asked == [path, path]


def test_what_is_sent_goes_through(crowd: Client, asked: list[str]):
    for _ in range(2):
        assert crowd.post(PAGE).status_code == 405
    assert len(asked) == 2


def test_a_crowd_that_comes_at_once_waits_for_one_answer(library: Path, asked: list[str]):
    inner = create_app(Settings(library=library)).wsgi_app
    came = threading.Semaphore(0)

    class Crowd(Quick):
        """Tells when somebody has found nothing."""

        def _found(self, key):
            found = super()._found(key)
            came.release()
            return found

    def slow(environ, start_response):
        asked.append(environ["PATH_INFO"])
        if len(asked) == 1:
            for _ in range(2 + 3):  # this reader looked twice, each of the others once
                assert came.acquire(timeout=20)
        return inner(environ, start_response)

    client = Client(Crowd(slow, library, fresh=600))
    with ThreadPoolExecutor(4) as readers:
        answers = list(readers.map(lambda _: client.get(PAGE).data, range(4)))
    assert asked == [PAGE]
    assert len(set(answers)) == 1
    with ThreadPoolExecutor(4) as readers:
        codes = list(readers.map(lambda _: client.get("/edit/").status_code, range(4)))
    assert asked.count("/edit/") == 4, "what is not for everybody is made for each"
    assert len(set(codes)) == 1
