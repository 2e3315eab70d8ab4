"""The interface's words that the browser needs, taken from the gettext catalogue."""

from functools import lru_cache

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from storymap.languages import PSEUDO, translation
from storymap.paths import locales_dir

PLAYER = "storymap/browser/player/"
"""Messages found below this folder are for readers (the catalogue's location comments say where)."""

FOREIGN = "storymap/browser/foreign/"
"""Messages found below this folder come with layers of folium."""

EDITOR = "storymap/browser/"
"""Messages found below this folder are for the editor, which shows the player's own map too."""

_COMPLETE = "vi"


def read_catalogue(language: str) -> Catalog:
    """Return the catalogue of `language` with its location comments.

    Raises
    ------
    OSError
        When the language has no catalogue.
    """
    file = locales_dir() / language / "LC_MESSAGES" / "storymap.po"
    with file.open("rb") as source:
        return read_po(source, locale=language.replace("-", "_"), domain="storymap")


def player_strings(language: str) -> dict[str, str]:
    """Return `{English text: text}` for the player's own messages, in a language of the interface.

    English is the source and needs no table: the player shows the text that it asks for.
    """
    return _strings(language, PLAYER)


def foreign_strings(language: str) -> dict[str, str]:
    """Return `{English text: text}` for the messages of foreign layers, as `player_strings` does."""
    return _strings(language, FOREIGN)


def editor_strings(language: str) -> dict[str, str]:
    """Return `{English text: text}` for the messages of the editor, as `player_strings` does."""
    return _strings(language, EDITOR)


@lru_cache(maxsize=32)
def _strings(language: str, folder: str) -> dict[str, str]:
    """Return the messages that files below `folder` show."""
    if language == "en":
        return {}
    listed = read_catalogue(_COMPLETE if language == PSEUDO else language)
    gettext = translation(language).gettext
    return {message.id: gettext(message.id) for message in listed
            if isinstance(message.id, str) and message.id
            and any(file.startswith(folder) for file, _ in message.locations)}
