"""The Python examples of the documentation run, and every public name has one."""

import inspect
import re
import shutil
from pathlib import Path

import folium
import pytest

import storymap
from storymap.paths import shipped_stories_dir
from storymap.render.folium import NotebookChapter, StoryAccessor, StoryMap

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = ("../README.md", "python.md", "document.md", "geocoding.md", "adding.md")
_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(page: str) -> list[str]:
    """The Python blocks of a page, in order."""
    return _BLOCK.findall((DOCS / page).read_text("utf-8"))


@pytest.mark.filterwarnings("ignore:Layers of folium are left out of the folder")
@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_run_one_after_the_other(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(shipped_stories_dir() / "closing-the-past", tmp_path / "my-story")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    blocks = examples(page)
    for number, block in enumerate(blocks, 1):
        exec(compile(block, f"docs/{page}, example {number}", "exec"), names)
    assert blocks


def test_every_public_name_has_an_example() -> None:
    code = "\n".join(examples("python.md"))
    own = {
        name for kind in (StoryMap, NotebookChapter, StoryAccessor) for name, value in vars(kind).items()
        if not name.startswith("_") and not inspect.isclass(value)
    }  # fmt: skip
    assert own >= {"chapter", "load", "save", "to_folder", "document", "chapter_per", "add"}
    missing = {name for name in own if not re.search(rf"\.{name}\b", code)}
    missing |= {name for name in storymap.__all__ if not re.search(rf"\bstorymap\.{name}\b", code)}
    assert missing == set()
    assert issubclass(StoryMap, folium.Map)


def test_every_name_of_the_table_is_there() -> None:
    table = [line for line in (DOCS / "python.md").read_text("utf-8").splitlines() if line.startswith("| `.")]
    named = {name for line in table for name in re.findall(r"`\.(\w+)", line.split("|")[1])}
    assert named
    assert {name for name in named if not hasattr(StoryMap, name)} == set()
