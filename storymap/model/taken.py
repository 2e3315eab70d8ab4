"""The words that can't be the id of a chapter, since other addresses of the story stand there."""

from collections.abc import Sequence

FOLDERS = frozenset({"data", "embed", "media"})
"""What stands beside the chapters of a story, on the server and on a static site."""


def taken_words(languages: Sequence[str]) -> frozenset[str]:
    """Return the ids that a chapter of a story in these languages can't have, the default language first.

    A static site has a folder for each further language beside the chapters of the first.
    """
    return FOLDERS | {tag.lower() for tag in languages[1:]}
