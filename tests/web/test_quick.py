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


def test_ranges_of_a_file_are_kept_each_for_itself(crowd: Client, asked: list[str]):
    address = "/basemap/world.pmtiles?v=1"
    parts = [crowd.get(address, headers={"Range": f"bytes={first}-{first + 9}"}) for first in (0, 10, 0)]
    assert [part.status_code for part in parts] == [206, 206, 206]
    assert parts[0].data == parts[2].data != parts[1].data
    assert parts[2].headers["Content-Range"].startswith("bytes 0-9/")
    assert len(asked) == 2
    whole = crowd.get(address)
    assert whole.data[:10] == parts[0].data
    assert crowd.get(address).data == whole.data
    assert len(asked) == 4, "a large file is passed through"


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
