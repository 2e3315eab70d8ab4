"""The drawn maps of a story: each is drawn from the part of the document that its key is a hash of."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from storymap.document import dumps
from storymap.render.card import draw_card
from storymap.render.picture import draw_map
from storymap.render.site.stories import SiteStory

_STORY = ("language", "title", "summary", "accent", "accent_dark", "basemap", "bounds", "layers", "sites")
_CHAPTER = ("id", "title", "map_text", "view", "sites", "legs", "layers", "event_sets")
NAMES = ("map.svg", "map-dark.svg", "card.png")


@dataclass(frozen=True)
class Drawing:
    """The maps of a chapter, or of the cover when `chapter` is "", in one language."""

    place: str  #: folder of the plain names, from the story's own folder
    chapter: str
    document: Mapping[str, Any]

    @cached_property
    def _seen(self) -> dict[str, Any]:
        """What can be seen on the maps: other texts may change without a new drawing."""
        chapters = [
            {key: item[key] for key in (_CHAPTER if item["id"] == self.chapter else ("id", "sites"))}
            for item in self.document["chapters"]
        ]
        sets = [] if self.chapter else [{"drawn": one["drawn"]} for one in self.document["event_sets"]]
        return {key: self.document[key] for key in _STORY} | {"chapters": chapters, "event_sets": sets}

    @property
    def view(self) -> Any:
        """What of the ground they show."""
        found = (item["view"] for item in self.document["chapters"] if item["id"] == self.chapter)
        return next(found, self.document["bounds"])

    def key(self, program: bytes) -> str:
        """Return a hash of all that the maps are drawn from, the program included."""
        made = hashlib.sha256(program)
        made.update(self.chapter.encode() + b"\0" + dumps(self._seen).encode())
        return made.hexdigest()[:24]

    def draw(self) -> Iterator[tuple[str, bytes]]:
        """Yield the maps by their plain names, in the order of `NAMES`."""
        document = self._seen
        chapter = next((item for item in document["chapters"] if item["id"] == self.chapter), None)
        yield f"{self.place}{NAMES[0]}", draw_map(document, chapter, theme="light").encode()
        yield f"{self.place}{NAMES[1]}", draw_map(document, chapter, theme="dark").encode()
        yield f"{self.place}{NAMES[2]}", draw_card(document, self.chapter)


def drawings(story: SiteStory) -> Iterator[Drawing]:
    """Yield the drawings of a story: cover and chapters in each language."""
    for tag in story.languages:
        document = story.documents[tag]
        for chapter in ["", *(item["id"] for item in document["chapters"])]:
            yield Drawing(story.plain(tag, f"{chapter}/" if chapter else ""), chapter, document)
