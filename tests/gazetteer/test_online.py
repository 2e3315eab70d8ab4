"""Nominatim is imitated by a small server on the loopback interface that writes down what it is asked."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from storymap.cli import main
from storymap.gazetteer.candidate import Context
from storymap.gazetteer.online import MOST_CONFIDENT, Online, OnlineError
from storymap.gazetteer.online_cache import OnlineCache
from storymap.paths import cache_folder

KHE_SANH = {
    "osm_type": "node",
    "osm_id": 42,
    "lat": "16.6217",
    "lon": "106.7274",
    "class": "place",
    "type": "town",
    "addresstype": "town",
    "importance": 0.41,
    "name": "Khe Sanh",
    "display_name": "Khe Sanh, Quảng Trị, Việt Nam",
    "address": {"town": "Khe Sanh", "state": "Quảng Trị", "country_code": "vn"},
}


class Service(ThreadingHTTPServer):
    """Answers every question with the same places, or with an error."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.status = 200
        self.answer: object = [KHE_SANH]
        self.asked: list[tuple[float, str, str]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Answering(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        self.server.asked.append((time.monotonic(), query["q"][0], self.headers["User-Agent"]))
        body = json.dumps(self.server.answer).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def service() -> Iterator[Service]:
    server = Service()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_answer_has_kind_country_unit_and_source_and_is_never_sure(
    service: Service, tmp_path: Path
) -> None:
    (found,) = Online(tmp_path / "c.sqlite", service.address).find(
        "Khe Sanh", context=Context(near=((106.7, 16.6),))
    )
    place = found.place
    assert (place.id, place.kind, place.country, place.parent) == ("osm:node/42", "town", "VN", "Quảng Trị")
    assert "OpenStreetMap" in place.source
    assert found.confidence <= MOST_CONFIDENT < 0.9
    assert found.distance_km == pytest.approx(3.8, abs=0.2)


def test_we_say_who_we_are(service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORYMAP_CONTACT", "desk@paper.example")
    Online(tmp_path / "c.sqlite", service.address).find("Khe Sanh")
    assert service.asked[0][2].startswith("geostorymap/")
    assert service.asked[0][2].endswith("(desk@paper.example)")


def test_a_known_answer_is_not_asked_for_again_even_when_it_is_nothing(
    service: Service, tmp_path: Path
) -> None:
    service.answer = []
    for _ in range(3):
        assert Online(tmp_path / "c.sqlite", service.address).find("Khe  Sanh") == []
    assert [question for _, question, _ in service.asked] == ["Khe Sanh"]


def test_too_short_and_too_long_texts_are_not_asked(service: Service, tmp_path: Path) -> None:
    online = Online(tmp_path / "c.sqlite", service.address)
    assert online.find("K") == online.find(" ") == online.find("x" * 10_000) == []
    assert service.asked == []


def test_all_processes_together_ask_once_a_second_and_each_question_once(
    service: Service, tmp_path: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from storymap.gazetteer.online import Online\n"
        "online = Online(Path(sys.argv[1]), sys.argv[2])\n"
        "for name in sys.argv[3:]: online.find(name)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "c.sqlite"), service.address, "the same"]
    running = [subprocess.Popen([*command, name]) for name in ("one", "two")]
    assert [process.wait(60) for process in running] == [0, 0]
    assert sorted(question for _, question, _ in service.asked) == ["one", "the same", "two"]
    times = [moment for moment, _, _ in service.asked]
    assert all(later - earlier >= 0.99 for earlier, later in pairwise(times))


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_after_a_refusal_it_is_not_asked_again(service: Service, tmp_path: Path, status: int) -> None:
    service.status = status
    online = Online(tmp_path / "c.sqlite", service.address)
    for name in ("Khe Sanh", "Lao Bảo"):
        with pytest.raises(OnlineError, match="gave no answer"):
            online.find(name)
    assert len(service.asked) == 1


@pytest.mark.parametrize("nonsense", [[{"lat": "x", "lon": "y"}], [{"lat": "99", "lon": "0"}], [3], 5, None])
def test_nonsense_from_the_service_is_an_error_or_nothing(
    service: Service, tmp_path: Path, nonsense: object
) -> None:
    service.answer = nonsense
    with suppress(OnlineError):
        assert Online(tmp_path / "c.sqlite", service.address).find("Khe Sanh") == []


def test_a_place_without_importance_still_answers(service: Service, tmp_path: Path) -> None:
    service.answer = [{**KHE_SANH, "importance": None, "address": "?", "name": None}]
    (found,) = Online(tmp_path / "c.sqlite", service.address).find("Khe Sanh")
    assert (found.place.name, found.place.country) == ("Khe Sanh", "")


def test_a_broken_cache_is_made_anew(service: Service, tmp_path: Path) -> None:
    cache = tmp_path / "c.sqlite"
    cache.write_bytes(b"this is no database, however long it may be" * 40)
    assert Online(cache, service.address).find("Khe Sanh")
    assert OnlineCache(cache).answer(service.address, "Khe Sanh", lambda: []) == [KHE_SANH]


def test_a_service_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(OnlineError, match=r"127\.0\.0\.1:1 gave no answer"):
        Online(tmp_path / "c.sqlite", "http://127.0.0.1:1").find("Khe Sanh")
    with pytest.raises(OnlineError, match="must be an address"):
        Online(tmp_path / "c.sqlite", "nominatim")


def test_without_geopy_it_says_what_to_type(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['geopy.geocoders'] = None\n"
        "from pathlib import Path; from storymap.gazetteer.online import Online, OnlineError\n"
        "try: Online(Path(sys.argv[1]))\nexcept OnlineError as fault: print(fault)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "c.sqlite")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "pip install 'geostorymap[online]'" in done.stdout


def test_the_cache_lies_where_the_user_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("STORYMAP_CACHE", raising=False)
    assert cache_folder() == tmp_path / "storymap"
    monkeypatch.setenv("STORYMAP_CACHE", str(tmp_path / "mine"))
    assert cache_folder() == tmp_path / "mine"


@pytest.fixture
def asked_by_name(service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Service:
    """The service as a user names it, with a cache of its own."""
    monkeypatch.setenv("STORYMAP_NOMINATIM", service.address)
    monkeypatch.setenv("STORYMAP_CACHE", str(tmp_path / "cache"))
    return service


def test_no_command_asks_unless_it_is_told_to(asked_by_name: Service) -> None:
    result = CliRunner().invoke(main, ["place", "Xyzzyqqwk", "--json"])
    assert (result.exit_code, json.loads(result.stdout), asked_by_name.asked) == (1, [], [])


def test_online_is_asked_only_about_what_is_not_sure(asked_by_name: Service) -> None:
    CliRunner().invoke(main, ["place", "Hà Nội", "--kind", "city", "--online"])
    assert asked_by_name.asked == []
    result = CliRunner().invoke(main, ["place", "Xyzzyqqwk", "--online", "--json"])
    assert [one["id"] for one in json.loads(result.stdout)] == ["osm:node/42"]


def test_a_refusal_is_a_warning_and_the_offline_answers_stand(asked_by_name: Service) -> None:
    asked_by_name.status = 429
    result = CliRunner().invoke(main, ["place", "Springfield", "--online", "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)
    assert "gave no answer" in result.stderr


def test_an_online_answer_is_never_written_without_a_person(asked_by_name: Service, tmp_path: Path) -> None:
    story = tmp_path / "story"
    story.mkdir()
    (story / "story.yaml").write_text("title: T\n")
    (story / "sites.csv").write_text("id,name,lat,lon\nodd,Xyzzyqqwk,,\n")
    CliRunner().invoke(main, ["geocode", str(story), "--online"])
    assert (story / "sites.csv").read_text() == "id,name,lat,lon\nodd,Xyzzyqqwk,,\n"
    CliRunner().invoke(main, ["geocode", str(story), "--online", "--choose", "odd=osm:node/42"])
    assert "odd,Xyzzyqqwk,16.6217,106.7274,osm:node/42" in (story / "sites.csv").read_text()
    assert len(asked_by_name.asked) == 1
