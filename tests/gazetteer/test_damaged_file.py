import shutil
import sqlite3
from pathlib import Path

import pytest

from storymap.gazetteer import GazetteerError, open_gazetteer
from storymap.paths import geodata_dir

SHIPPED = geodata_dir() / "gazetteer" / "gazetteer.sqlite"


def _damaged(file: Path, damage: str) -> None:
    data = SHIPPED.read_bytes()
    if damage == "other database":
        database = sqlite3.connect(file)
        database.execute("CREATE TABLE a (b)")
        database.close()
    elif damage == "empty":
        file.write_bytes(b"")
    elif damage == "text":
        file.write_bytes(b"hello" * 1000)
    elif damage == "cut":
        file.write_bytes(data[: len(data) // 2])
    elif damage == "zeros":
        file.write_bytes(data[:65_536] + bytes(len(data) - 65_536))


@pytest.mark.parametrize("damage", ["missing", "empty", "text", "cut", "other database", "zeros"])
def test_a_damaged_gazetteer_is_an_error_that_says_what_to_do(damage: str, tmp_path: Path) -> None:
    file = tmp_path / "gazetteer.sqlite"
    _damaged(file, damage)
    with pytest.raises(GazetteerError, match=r"geodata/build\.py"):
        open_gazetteer(file).find("Hà Nội")


def test_a_read_only_folder_is_enough_and_nothing_is_left_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "gazetteer"
    folder.mkdir()
    file = folder / SHIPPED.name
    shutil.copy(SHIPPED, file)
    file.chmod(0o444)
    folder.chmod(0o555)
    try:
        assert open_gazetteer(file).find("Huế")
        assert [path.name for path in folder.iterdir()] == [SHIPPED.name]
    finally:
        folder.chmod(0o755)
