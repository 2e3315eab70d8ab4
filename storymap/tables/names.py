"""Look up a site by its name in any of its languages, with or without diacritics."""

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from storymap.model import Site, fold


class NameIndex:
    """The folded names of all sites, each with the ids of the sites that bear it."""

    def __init__(self, sites: Iterable[Site]) -> None:
        """Index every name of every site."""
        self._ids: defaultdict[str, list[str]] = defaultdict(list)
        self._written: defaultdict[str, set[str]] = defaultdict(set)
        for site in sites:
            for name in site.name.as_dict().values():
                self._written[_plain(name)].add(site.id)
                if (folded := fold(name)) and site.id not in self._ids[folded]:
                    self._ids[folded].append(site.id)

    def find(self, name: str) -> list[str]:
        """Return the ids of the sites with this name, in story order.

        Where several names fold to the same form, the one written the same, diacritics included, wins.
        """
        ids = list(self._ids.get(fold(name), ()))
        same = self._written.get(_plain(name), set())
        return [found for found in ids if found in same] if len(ids) > 1 and len(same) == 1 else ids

    def near(self, name: str) -> list[str]:
        """Return up to three ids whose names look like this one."""
        close = difflib.get_close_matches(fold(name), self._ids, n=3, cutoff=0.75)
        return list(dict.fromkeys(found for folded in close for found in self._ids[folded]))[:3]


def _plain(name: str) -> str:
    """Return the name with its diacritics, but without case and surplus spaces."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
