"""The files of a folder change all at once, and on a system that can't do that one by one."""

import ctypes
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.storage.atomic import PART
from storymap.storage.switch import (
    Together,
    clear_away,
    clear_unfinished,
    prepare_folder,
    put_in_place,
    switch_folder,
)

NAMES = st.sampled_from(["index.html", "one/index.html", "two/index.html", "two/data/all.csv"])
CONTENTS = st.dictionaries(NAMES, st.binary(max_size=8))


def held(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(params=["exchanged", "one by one"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Linux, and a system that can't exchange folders."""
    if request.param == "one by one":
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    return str(request.param)


@pytest.mark.usefixtures("system")
def test_a_folder_holds_exactly_what_is_given_and_nothing_lies_beside_it(
    tmp_path_factory: pytest.TempPathFactory,
):
    @given(CONTENTS, CONTENTS)
    def check(before: dict[str, bytes], after: dict[str, bytes]) -> None:
        home = tmp_path_factory.mktemp("www")
        for files in (before, after):
            done = switch_folder(home / "story", files)
            assert held(home) == {f"story/{name}": data for name, data in files.items()}
            assert not [path for path in home.iterdir() if path.name != "story"]
        assert {*done.written, *done.same} == after.keys()
        assert set(done.removed) == before.keys() - after.keys()
        assert (home / "story").exists() == bool(after) or not before

    check()


@pytest.mark.usefixtures("system")
def test_what_was_prepared_shows_only_when_it_is_put_in_place(tmp_path: Path):
    folder = tmp_path / "story"
    switch_folder(folder, {"index.html": b"old", "same.csv": b"1", "gone/index.html": b"x"})
    same = (folder / "same.csv").stat().st_ino
    new = {"index.html": b"new", "same.csv": b"1"}
    beside, done = prepare_folder(folder, new)
    assert beside is not None
    assert (done.written, done.same, done.removed) == (["index.html"], ["same.csv"], ["gone/index.html"])
    assert held(folder)["index.html"] == b"old"
    put_in_place(beside, folder)
    assert held(folder) == new
    assert (folder / "same.csv").stat().st_ino == same
    clear_away(beside)
    assert [path.name for path in tmp_path.iterdir()] == ["story"]
    assert prepare_folder(folder, new)[0] is None


@pytest.mark.usefixtures("system")
def test_folders_and_files_that_are_made_ready_change_together(tmp_path: Path):
    together = Together()
    (tmp_path / "index.html").write_bytes(b"old")
    switch_folder(tmp_path / "one", {"index.html": b"old"})
    together.folder(tmp_path / "one", {"index.html": b"new", "more.html": b"new"})
    together.folder(tmp_path / "two", {"index.html": b"new"})
    together.file(tmp_path / "index.html", b"new")
    together.file(tmp_path / "vi" / "index.html", b"new")
    shown = {name: data for name, data in held(tmp_path).items() if not Path(name).name.startswith(".")
             and not name.startswith(".")}  # fmt: skip
    assert shown == {"index.html": b"old", "one/index.html": b"old"}
    together.put()
    names = ["index.html", "one/index.html", "one/more.html", "two/index.html", "vi/index.html"]
    assert held(tmp_path) == dict.fromkeys(names, b"new")


def test_what_a_killed_writer_left_goes_and_what_is_others_stays(tmp_path: Path):
    switch_folder(tmp_path / "story", {"index.html": b"old"})
    beside, _ = prepare_folder(tmp_path / "story", {"index.html": b"new"})
    (tmp_path / ".git").mkdir()
    others = tmp_path / ".git" / f".x.{'0' * 12}{PART}"
    others.write_bytes(b"")
    assert beside is not None
    clear_unfinished(tmp_path)
    assert not beside.exists()
    assert others.exists()
    assert held(tmp_path / "story") == {"index.html": b"old"}
