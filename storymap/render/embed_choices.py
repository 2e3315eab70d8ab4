"""What an article chooses of a story, in the query of the embed's address; the player reads the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_THEMES = ("light", "dark")


@dataclass(frozen=True)
class EmbedChoices:
    """The choices that hold; whatever names nothing is as good as not said."""

    chapter: str = ""  #: where to begin; "" is the cover, or the first chapter of the passage
    first: str = ""  #: first chapter of the passage, which then has no cover
    last: str = ""  #: last chapter of the passage
    map_only: bool = False  #: whether the map stands without the text
    theme: str = ""  #: "light" or "dark"; "" follows the reader
    click: bool = False  #: whether a drawn picture stands there until the reader asks for the map

    @classmethod
    def read(cls, query: Mapping[str, str], chapters: Sequence[str]) -> "EmbedChoices":
        """Read a query about a story with these chapters.

        A passage that ends before it begins is turned round; a chapter outside it begins at its start.
        """
        first, last, chapter = (
            name if (name := query.get(key, "")) in chapters else "" for key in ("from", "to", "chapter")
        )
        if first and last and chapters.index(first) > chapters.index(last):
            first, last = last, first
        theme = query.get("theme", "")
        chosen = cls("", first, last, query.get("show") == "map", theme if theme in _THEMES else "",
                     query.get("activate") == "click")  # fmt: skip
        start = chapter if chapter in chosen.passage(chapters) else first
        return cls(start, first, last, chosen.map_only, chosen.theme, chosen.click)

    def query(self) -> dict[str, str]:
        """Return the choices as they stand in an address; `lang` is the server's affair alone."""
        values = {
            "chapter": self.chapter if self.chapter != self.first else "",
            "from": self.first, "to": self.last,
            "show": "map" if self.map_only else "", "theme": self.theme,
            "activate": "click" if self.click else "",
        }  # fmt: skip
        return {key: value for key, value in values.items() if value}

    def passage(self, chapters: Sequence[str]) -> list[str]:
        """Return those of a story's chapters that are shown."""
        begin = chapters.index(self.first) if self.first else 0
        end = chapters.index(self.last) + 1 if self.last else len(chapters)
        return list(chapters[begin:end])
