"""What a build must leave alone: stories as they were written, and folders of something else."""

from collections.abc import Sequence, Set
from pathlib import Path

from storymap.languages import interface_languages
from storymap.render.asset_names import ASSETS
from storymap.render.site.shelf import shelf_names
from storymap.render.site.stories import SiteStory
from storymap.storage.overwriting import (
    names_below,
    refuse_assets,
    refuse_homes,
    refuse_pages,
    refuse_sources,
)


def spare_sources(target: Path, stories: Sequence[SiteStory], more: Sequence[Path]) -> None:
    """Refuse a folder for a site that is, lies in or holds a story, or one of `more` folders.

    Raises
    ------
    WouldOverwrite
        It is, or does.
    """
    homes = {*(story.story.id for story in stories), ASSETS, *interface_languages()}
    refuse_sources(target, [*more, *(story.folder for story in stories)], homes)


def spare_foreign(target: Path, stories: Sequence[SiteStory], known: Set[str], address: str) -> None:
    """Refuse a folder for a site in which files would go that no earlier build wrote.

    Parameters
    ----------
    known
        The stories of the last build.
    address
        The site's address, or "".

    Raises
    ------
    WouldOverwrite
        Some would.
    """
    refuse_homes(target, {*known, *(story.story.id for story in stories)}, known)
    assets = names_below(target / ASSETS) if not known else set()
    refuse_assets(str(target), ASSETS, assets, known)
    around = [name for name in shelf_names(address) if (target / name).exists()]
    refuse_pages(str(target), around, assets, known)
