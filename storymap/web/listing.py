"""The stories that a visitor of the editor may open, drafts and broken ones included."""

from functools import lru_cache
from typing import Any

from flask import url_for

from storymap.paths import shipped_stories_dir
from storymap.problems import StorymapError
from storymap.storage.load import load
from storymap.storage.new import shipped_slugs
from storymap.web.api.answers import moment
from storymap.web.library import Library, ShelvedStory
from storymap.web.visitors import Visitor


def listed(library: Library, visitor: Visitor) -> list[dict[str, Any]]:
    """Return what the list shows of each story, by name."""
    return [_values(library, name, visitor) for name in library.slugs() if visitor.role(name) is not None]


@lru_cache(maxsize=8)
def shipped(language: str) -> tuple[dict[str, str], ...]:
    """Return the stories that come with Storymap, with their titles in a language where they have it."""
    stories = [(slug, load(shipped_stories_dir() / slug).story) for slug in shipped_slugs()]
    return tuple({"id": slug, "title": story.title.get(language) or slug} for slug, story in stories)


def _values(library: Library, name: str, visitor: Visitor) -> dict[str, Any]:
    role = visitor.role(name)
    try:
        found: ShelvedStory | None = library.working(name)
    except StorymapError:
        found = None
    story = found.story if found else None
    draft = found is None or found.readable is None
    return {
        "id": name, "title": found.title if found else name, "role": role.value if role else None,
        "language": story.languages[0] if story else "", "languages": list(story.languages) if story else [],
        "draft": draft, "broken": found is None,
        "chapters": len(story.chapters) if story else 0, "sites": len(story.sites) if story else 0,
        "events": len(story.events) if story else 0, "changed": moment(_changed(library, name)),
        "edit": url_for("editor.story", story=name), "preview": url_for("preview.story_page", story=name),
        "read": "" if draft else url_for("storymap.story_page", story=name),
    }


def _changed(library: Library, name: str) -> int:
    """Return when a file of the story changed last, in seconds since 1970."""
    folder = library.folder_of(name)
    files = [path for path in (folder, *folder.glob("*"), *folder.glob("chapters/*")) if path.name[0] != "."]
    return max((int(path.lstat().st_mtime) for path in files), default=0)
