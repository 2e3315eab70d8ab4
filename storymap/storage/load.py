"""A story folder becomes a story, with every problem that was found on the way."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from pathlib import Path

from storymap.model import ID_PATTERN, Story
from storymap.problems import Problem, Problems, StoryNotFound
from storymap.storage import events, sites, sources, story_file
from storymap.storage.chapter_map import References
from storymap.storage.chapters import read_chapters
from storymap.storage.cut_sets import with_cut_sets
from storymap.storage.foreign import fault_words
from storymap.storage.ids import Ids, slug
from storymap.storage.where import Where
from storymap.words import Words


@dataclass(frozen=True)
class Loaded:
    """A story, what is wrong with its files, and the folder they are in."""

    story: Story
    problems: tuple[Problem, ...]
    folder: Path


def load(folder: Path | str) -> Loaded:
    """Read a story folder, version 1.

    Every problem is collected, and one broken file doesn't hide the others: a record with a fault is kept
    as far as it can be read.

    Raises
    ------
    StoryNotFound
        There is no folder at this place, or it can't be opened.
    """
    folder = Path(folder)
    try:
        found = folder.is_dir()
        if found:
            next(folder.iterdir(), None)
    except (OSError, ValueError) as fault:
        raise StoryNotFound(
            Words("The folder {folder} can't be opened: {fault}", folder=folder, fault=fault_words(fault))
        ) from None
    if not found:
        if folder.exists():
            raise StoryNotFound(
                Words("{folder} is a file; a story is a folder that holds story.yaml.", folder=folder)
            )
        raise StoryNotFound(
            Words(
                "There is no story folder {folder}. `storymap new {typed}` makes one.",
                folder=folder,
                typed=shlex.quote(str(folder)),
            )
        )
    problems = Problems()
    frame = story_file.read_frame(folder, _story_id(folder, problems), Where(problems, story_file.FILE))
    languages = frame.story.languages
    site_ids, event_ids, source_ids = (
        Ids("site", sites.FILE),
        Ids("event", events.FILE),
        Ids("source", sources.FILE),
    )
    found_sources = sources.read_sources(folder, languages, source_ids, Where(problems, sources.FILE))
    found_sites = sites.read_sites(folder, languages, site_ids, source_ids, Where(problems, sites.FILE))
    found_events = events.read_events(
        folder, languages, event_ids, site_ids, source_ids, Where(problems, events.FILE)
    )
    known = References.of(site_ids, event_ids, frame.layers, frame.event_sets, found_events)
    chapters = read_chapters(folder, frame.chapters, languages, known, frame.where)
    sets, chapters = with_cut_sets(folder, frame.story.event_sets, chapters)
    story = replace(
        frame.story,
        event_sets=sets,
        sources=found_sources,
        sites=found_sites,
        events=found_events,
        chapters=chapters,
    )
    return Loaded(story, tuple(problems), folder)


def _story_id(folder: Path, problems: Problems) -> str:
    """Return the story's id: the folder's name if it is a valid id, else the id that it folds to."""
    name = folder.resolve().name
    if ID_PATTERN.fullmatch(name):
        return name
    made = slug(name) or "story"
    problems.warning(
        Words("the folder's name is not a valid id, which is a part of the story's address"),
        found=name,
        hint=Words("Name the folder `{made}`.", made=made),
    )
    return made
