import hashlib
import multiprocessing
import sqlite3
from pathlib import Path

import pytest

from storymap.gazetteer import GazetteerError, open_gazetteer
from storymap.gazetteer.index import Index
from storymap.paths import geodata_dir

FILE = geodata_dir() / "gazetteer" / "gazetteer.sqlite"


def _find(query: str) -> str:
    return open_gazetteer().find(query)[0].place.name


def test_the_shipped_data_is_small_enough_to_ship():
    files = [*FILE.parent.iterdir(), *(geodata_dir() / "basemap").iterdir()]
    assert FILE.stat().st_size < 32_000_000
    assert sum(file.stat().st_size for file in files) < 40_000_000


def test_the_readme_states_the_checksum_of_the_shipped_file():
    readme = (geodata_dir() / "README.md").read_text(encoding="utf-8")
    assert f"`{hashlib.sha256(FILE.read_bytes()).hexdigest()}`" in readme


def test_a_missing_file_says_what_to_do(tmp_path: Path):
    with pytest.raises(GazetteerError, match=r"missing.*geodata/build\.py"):
        open_gazetteer(tmp_path / "none.sqlite")


@pytest.mark.parametrize("content", [b"", b"not a database at all", FILE.read_bytes()[:20_000]])
def test_a_damaged_file_says_what_to_do(tmp_path: Path, content: bytes):
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(content)
    with pytest.raises(GazetteerError, match=r"geodata/build\.py"):
        open_gazetteer(broken).find("Hanoi")


def test_a_file_of_another_version_says_so(tmp_path: Path):
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as database:
        database.executescript(
            "CREATE TABLE meta (key, value); INSERT INTO meta VALUES ('version', '0');"
            "CREATE TABLE kind (id, text); CREATE TABLE detail (place, source, since, until, parent)"
        )
    database.close()
    with pytest.raises(GazetteerError, match="version 0"):
        open_gazetteer(other)


def test_two_processes_read_the_same_file_at_once():
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(_find, ["Hanoi", "Huế"]) == ["Hanoi", "Huế"]


def test_a_place_is_found_again_by_its_identity():
    gazetteer = open_gazetteer()
    for query in ("Huế", "Bien Hoa Air Base", "White House", "tỉnh Quảng Bình", "Viet Nam"):
        place = gazetteer.find(query)[0].place
        assert gazetteer.by_id(place.id) == place


@pytest.mark.parametrize("identity", ["", "gn:", "gn:x", "gn:99999999999999999999", "oa:nothing", "'; DROP"])
def test_an_unknown_identity_is_none(identity: str):
    assert open_gazetteer().by_id(identity) is None


def test_every_place_says_where_it_comes_from():
    index = Index(FILE)
    for query in ("hanoi", "quang tri", "white house", "united states", "bien hoa air base"):
        for row, _ in index.named([query])[query]:
            assert index.place(row).source
