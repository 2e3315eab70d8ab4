"""A new story folder: the starter story, or a copy of a shipped one."""

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from storymap.paths import shipped_stories_dir
from storymap.problems import StorymapError
from storymap.storage.atomic import flush_folder, flush_tree, write_atomically
from storymap.storage.foreign import fault_words
from storymap.storage.library import list_stories
from storymap.storage.story_file import FILE
from storymap.storage.yaml_write import inline
from storymap.words import Words

_STARTER = Path(__file__).resolve().parent / "starter"
_TITLE = re.compile(r"^title:.*(?:\n[ \t]+\S.*)*$", re.MULTILINE)


class NotMade(StorymapError):
    """The story folder was not made, and nothing has changed on disk; the text says why."""


def new_story(folder: Path, *, copy_of: str = "", title: str = "", draft: bool = False) -> Path:
    """Make a story folder and return it: the starter story, or a copy of the shipped story `copy_of`.

    The folder appears at once and whole: it is built beside its place, flushed to the disk and renamed.
    Readers don't see a `draft`.

    Raises
    ------
    NotMade
        There is something at that place, no shipped story has this name, or the disk can't be written.
    """
    source = _shipped(copy_of) if copy_of else _STARTER
    return make_folder(folder, lambda made: _copy(source, made, title, draft))


def empty_story(folder: Path, *, title: str, language: str) -> Path:
    """Make the folder of a draft that has a title and nothing else, and return it.

    Raises
    ------
    NotMade
        As `new_story`.
    """
    title, language = inline(title, flow=True), inline(language, flow=True)
    text = f"title: {title}\nlanguages: [{language}]\ndraft: true\nchapters: []\n"
    return make_folder(folder, lambda made: _write(made, text))


def make_folder(folder: Path, build: Callable[[Path], None]) -> Path:
    """Make a folder by `build`, where nothing is yet; it appears whole or not at all.

    `build` gets the path of a folder beside it, which it makes.

    Raises
    ------
    NotMade
        There is something at that place, or the disk can't be written.
    """
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise NotMade(Words(
                "{folder} is there already and is no folder. Choose another name.", folder=folder))
        if folder.is_dir() and any(folder.iterdir()):
            raise NotMade(Words("The folder {folder} is not empty. Choose another name.", folder=folder))
        folder.parent.mkdir(parents=True, exist_ok=True)
        _build(folder, build)
    except (OSError, shutil.Error) as fault:
        raise NotMade(Words(
            "The folder {folder} can't be made: {fault}", folder=folder, fault=fault_words(fault))) from None
    return folder


def shipped_slugs() -> list[str]:
    """Return the names of the stories that come with the package."""
    return [path.name for path in list_stories(shipped_stories_dir())]


def _shipped(slug: str) -> Path:
    if slug in shipped_slugs():
        return shipped_stories_dir() / slug
    known = ", ".join(shipped_slugs()) or Words("none yet")
    raise NotMade(Words("There is no shipped story {slug!r}. There are: {known}.", slug=slug, known=known))


def _build(folder: Path, build: Callable[[Path], None]) -> None:
    """Build beside `folder`, then rename the result into place; leave nothing behind on a fault."""
    work = Path(tempfile.mkdtemp(prefix=".storymap-", dir=folder.parent))
    try:
        made = work / "story"
        build(made)
        flush_tree(made)
        made.replace(folder)
        flush_folder(folder.parent)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _copy(source: Path, made: Path, title: str, draft: bool) -> None:
    """Copy a story, with another title and as a draft where that is asked for."""
    shutil.copytree(source, made, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    text = (made / FILE).read_text(encoding="utf-8")
    if title:
        text = _TITLE.sub(lambda _: f"title: {inline(title, flow=True)}", text, count=1)
    if draft:
        text = _TITLE.sub(lambda found: f"{found[0]}\ndraft: true", text, count=1)
    write_atomically(made / FILE, text.encode())


def _write(made: Path, text: str) -> None:
    """Write a folder with nothing but story.yaml."""
    made.mkdir()
    write_atomically(made / FILE, text.encode())

