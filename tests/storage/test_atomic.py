from pathlib import Path

import pytest

from storymap.storage import write_atomically


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    write_atomically(file, b"one")
    file.chmod(0o640)
    write_atomically(file, b"two")
    assert file.read_bytes() == b"two"
    assert file.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [file]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "a.csv"
    folder.mkdir()
    (folder / "inside").write_bytes(b"old")
    with pytest.raises(OSError, match=r"a\.csv"):
        write_atomically(folder, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (folder / "inside").read_bytes() == b"old"
