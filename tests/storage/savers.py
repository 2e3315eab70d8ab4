"""Processes that save in a loop and say each acknowledged save, and what must be true of their story then."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from storymap.model.changes import AddRecord, Change, Kind, SetField
from storymap.storage import load
from storymap.storage.editable import Editable, read_editable
from storymap.storage.history import History
from storymap.storage.save import Saved, StaleVersion, save
from storymap.storage.version import version_from, version_of

CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload([__name__])
QUIET = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
FILES = {
    "story.yaml": "title: Many hands # kept\nlanguages: [en]\nchapters: [log]\n",
    "chapters/log.md": "---\ntitle: Log\n---\nBegun.\n",
    "events.csv": "id,title,when\n",
    "sites.csv": "id,name,lat,lon\nhue,Huế,16.4,107.6\n",
}


def write_story(folder: Path) -> Path:
    """Write a story into which words can be saved."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def with_word(state: Editable, word: str) -> list[Change]:
    """Return changes that put a word into two files: a row of a table, and a paragraph of a chapter."""
    text = state.records[Kind.CHAPTER]["log"].get("text")
    return [
        AddRecord(Kind.EVENT, word, {"title": word, "when": "1995"}),
        SetField(Kind.CHAPTER, "log", "text", text, f"{text}\n\n{word}"),
    ]


def save_word(folder: Path, word: str) -> Saved:
    """Save a word, as often as it takes: others save meanwhile."""
    while True:
        version, state = version_of(folder), read_editable(folder)
        try:
            return save(folder, with_word(state, word), expected=version, author=word.partition("-")[0])
        except StaleVersion:
            continue


def save_words(stories: Sequence[Path], name: str, count: int, heard: Connection) -> None:
    """Save words into one story after the other; say each story, word and revision that was acknowledged."""
    for number in range(count):
        story, word = stories[number % len(stories)], f"{name}-{number}"
        heard.send((story.name, word, save_word(story, word).revision))
    heard.close()


def started(stories: Sequence[Path], name: str, count: int) -> tuple[BaseProcess, Connection]:
    """Start a process that saves words; return it and where its acknowledgements are heard."""
    heard, says = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=save_words, args=(stories, name, count, says), daemon=True)
    process.start()
    says.close()
    return process, heard


def all_heard(heard: Connection) -> list[tuple[str, str, str]]:
    """Return what was acknowledged until the process ended."""
    found = []
    while True:
        try:
            found.append(heard.recv())
        except EOFError:
            return found


def words_in(folder: Path) -> tuple[list[str], list[str]]:
    """Return the words of the table and those of the chapter."""
    records = read_editable(folder).records
    return list(records[Kind.EVENT]), re.findall(r"\w+-\d+", records[Kind.CHAPTER]["log"].get("text", ""))


def check_whole(folder: Path, acknowledged: Sequence[str], begun: Sequence[str] = ()) -> None:
    """Hold a story at rest against what was acknowledged; what was begun may be there, but never half."""
    table, text = words_in(folder)
    assert table == text, f"a save is there by half: {set(table) ^ set(text)}"
    assert len(set(table)) == len(table), "a save is there twice"
    assert set(acknowledged) <= set(table), "an acknowledged save is lost"
    assert set(table) <= {*acknowledged, *begun}, "a word that nobody saved is there"
    assert load(folder).problems == ()
    history = History(folder)
    assert version_from(history.digests_at(history.head())) == version_of(folder)
    assert leftovers(folder) == []
    check_repository(history.folder)


def leftovers(folder: Path) -> list[str]:
    """Return the files beside a story that a save at rest leaves behind: there must be none."""
    side = folder.parent / ".storymap"
    names = [path.name for place in (folder, side / "pending") for path in place.rglob("*") if path.is_file()]
    wrong = [name for name in names if name.startswith(".") or name.endswith(".json")]
    return wrong + [path.name for path in side.iterdir() if path.name.startswith(".history")]


def check_repository(folder: Path) -> None:
    """Let git itself look through the history, where there is git."""
    if shutil.which("git"):
        command = ["git", "-C", str(folder), "fsck", "--full", "--strict", "--no-dangling"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=QUIET)
        assert (done.returncode, done.stderr) == (0, "")
