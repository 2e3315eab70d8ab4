"""Texts that a story's other languages lack: one notice for each file and language."""

from collections.abc import Sequence

from storymap.model import Text
from storymap.storage.where import Where


class Translations:
    """Counts the texts of a file that aren't there in every language of the story."""

    def __init__(self, languages: Sequence[str], where: Where) -> None:
        """Start counting for the file of `where`."""
        self._where = where
        self._missing: dict[str, list[str]] = {language: [] for language in languages}

    def note(self, where: Where, *texts: Text) -> None:
        """Count the languages that each of the texts lacks; a text that is in no language isn't missing."""
        for text in texts:
            for language, places in self._missing.items():
                if text and not text.has(language):
                    places.append(f"row {where.row}" if where.row is not None else where.column)

    def report(self) -> None:
        """Add the notices."""
        for language, places in self._missing.items():
            if places:
                count = len(places)
                shown = ", ".join(dict.fromkeys(places))
                self._where.notice(
                    f"{count} text{'s' if count > 1 else ''} without `{language}`",
                    found=shown,
                    hint="Readers see another language of the story there.",
                )
