"""Texts that a story's other languages lack: one notice for each file and language."""

from collections.abc import Sequence

from storymap.model import Text
from storymap.storage.where import Where
from storymap.words import Words, joined

_MOST_SHOWN = 20


class Translations:
    """Counts the texts of a file that aren't there in every language of the story."""

    def __init__(self, languages: Sequence[str], where: Where) -> None:
        """Start counting for the file of `where`."""
        self._where = where
        self._missing: dict[str, list[int | str]] = {language: [] for language in languages}

    def note(self, where: Where, *texts: Text) -> None:
        """Count the languages that each of the texts lacks; a text that is in no language isn't missing."""
        for text in texts:
            for language, places in self._missing.items():
                if text and not text.has(language):
                    places.append(where.row if where.row is not None else where.column)

    def report(self) -> None:
        """Add the notices."""
        for language, places in self._missing.items():
            if places:
                count = len(places)
                shown = [
                    Words("row {row}", row=place) if isinstance(place, int) else place
                    for place in list(dict.fromkeys(places))[:_MOST_SHOWN]
                ]
                self._where.notice(
                    Words("{n} texts without `{language}`", n=count, language=language)
                    if count > 1
                    else Words("1 text without `{language}`", language=language),
                    found=joined(shown, ", "),
                    hint=Words("Readers see another language of the story there."),
                )
