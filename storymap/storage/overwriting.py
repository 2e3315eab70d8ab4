"""A site never takes the place of what people wrote: neither of stories nor of folders of something else."""

import os
from collections.abc import Collection, Iterable, Mapping, Set
from itertools import chain, takewhile
from pathlib import Path

from storymap.problems import StorymapError
from storymap.storage.atomic import PART
from storymap.storage.library import is_story

_SOURCE = "story.yaml"
_WRITTEN = (_SOURCE, "sites.csv", "events.csv")  # what no built story has
_BUILT = frozenset({"index.html", "data/document.json"})  # what every built story has
_ASSETS = "assets"
_NOTES = (".storymap-site.json", ".storymap-published.json")
_ELSEWHERE = "Name a folder of its own, such as site, outside of your stories."


class WouldOverwrite(StorymapError):
    """A site would take the place of an author's files, or of somebody else's; nothing was changed."""


def refuse_sources(target: Path, sources: Iterable[Path], homes: Iterable[str]) -> None:
    """Refuse a folder for a site that is, lies in or holds a folder of sources, and a file.

    Folders are compared as the disk knows them, whatever links lead there.

    Parameters
    ----------
    sources
        Folders of stories, or of a library.
    homes
        Names of the folders that the site would have in the target.

    Raises
    ------
    WouldOverwrite
        It is, or does.
    """
    _refuse_file(target)
    if (target / _SOURCE).exists():
        raise _refused(f"{target} is a folder of a story: it holds {_SOURCE}. The site would take its place.")
    there, above = _identity(target), _identities(target)
    inside = {_identity(target / home): target / home for home in homes} if there else {}
    for source in sources:
        around, known = _identities(source), _identity(source)
        if there and there == known:
            raise _refused(f"{target} is where your stories are; the site would take their place.")
        if known in above and is_story(source) and _counts_in(target, source):
            raise _refused(f"{target} lies in the story {source}; the site would be a part of it.")
        if there and is_story(source) and there == _identity(source.resolve().parent):
            name = source.resolve().name
            raise _refused(f"{target} holds the story {name} itself, whose place the site would take.")
        if held := (inside.keys() - {None}) & around:
            raise _refused(f"{inside[held.pop()]} holds your stories; the site would take their place.")
        if there and there in around and not _is_site(target):
            raise _refused(f"{target} holds {source}, and no earlier site. The site would spread around it.")
    for outer in target.resolve().parents:
        if (outer / _SOURCE).is_file() and _counts_in(target, outer):
            raise _refused(f"{target} lies in the story {outer}; the site would be a part of it.")


def refuse_homes(target: Path, homes: Iterable[str], known: Set[str]) -> None:
    """Refuse a folder for a site in which folders would be replaced that are not of an earlier site.

    Parameters
    ----------
    homes
        Names of the folders that would be replaced.
    known
        Those that an earlier run noted. The note may be lost: most folders tell themselves what they are.

    Raises
    ------
    WouldOverwrite
        One of them holds a story as its author wrote it, or files that no site of ours has.
    """
    for home in sorted(homes):
        folder = target / home
        written = any((folder / name).exists() for name in _WRITTEN)
        if written or not (home in known or _is_built(folder)):
            refuse_home(str(target), home, names_below(folder), known)


def refuse_home(place: str, home: str, names: Collection[str], known: Set[str]) -> None:
    """Refuse a place for a site when a folder there, with files of these names, is not of an earlier site.

    Raises
    ------
    WouldOverwrite
        It holds a story as its author wrote it, or what no site of ours has.
    """
    if written := [name for name in _WRITTEN if name in names]:
        raise _refused(
            f"{home} in {place} is a story as its author wrote it: it holds {written[0]}. "
            "The site would take its place."
        )
    if names and home not in known and not set(names) >= _BUILT:
        raise WouldOverwrite(
            f"{home} in {place} is not of an earlier site: it holds {_few(names)}. The story of this name "
            "would take its place. Nothing was changed. Name another folder for the site, or move that one "
            "away."
        )


def refuse_assets(place: str, folder: str, names: Collection[str], known: Set[str]) -> None:
    """Refuse a place for a site whose folder of assets, with files of these names, is that of something else.

    A site would count them as its own old ones, and remove them after a day.

    Raises
    ------
    WouldOverwrite
        It is.
    """
    if names and not known and not _has_player(names):
        raise WouldOverwrite(
            f"{folder} in {place} is not of an earlier site: it holds {_few(names)}. A site keeps its own "
            "files there. Nothing was changed. Name another folder for the site, such as one inside of this."
        )


def refuse_pages(place: str, names: Collection[str], assets: Iterable[str], known: Set[str]) -> None:
    """Refuse a place where something else has files with the names of a site's pages around its stories.

    `assets` are the names of the files in the place's folder of assets.

    Raises
    ------
    WouldOverwrite
        It has: the site would replace them.
    """
    if names and not known and not _has_player(assets):
        raise WouldOverwrite(
            f"{place} holds {_few(names)}, and no earlier site. The site would take its place. Nothing was "
            "changed. Name another folder for the site, such as one inside of this."
        )


def _has_player(assets: Iterable[str]) -> bool:
    """Whether assets are a site's: the player comes first, and stays as long as there is a site."""
    return any(name.startswith("player-") for name in assets)


def by_home(keys: Iterable[str], homes: Collection[str]) -> Mapping[str, set[str]]:
    """Return the names of files in some folders, of those that stand at a place under these keys."""
    found: dict[str, set[str]] = {}
    for key in keys:
        home, _, name = key.partition("/")
        if name and home in homes:
            found.setdefault(home, set()).add(name)
    return found


def _is_built(folder: Path) -> bool:
    return all((folder / name).is_file() for name in _BUILT)


def names_below(path: Path) -> set[str]:
    """Return the names of all files below a folder, which may be a link; what is unfinished doesn't count."""
    if not path.is_dir():
        return {path.name} if path.exists() else set()
    return {
        file.relative_to(path).as_posix()
        for file in path.rglob("*")
        if not file.is_dir() and not file.name.endswith(PART)
    }


def _few(names: Collection[str]) -> str:
    first = sorted(names)[:3]
    return ", ".join(first) + (f" and {len(names) - len(first)} more" if len(names) > len(first) else "")


def _counts_in(target: Path, outer: Path) -> bool:
    """Whether a folder would be a part of one around it: hidden ones aren't, nor what was a site before."""
    if is_noted(target):
        return False
    real, around = target.resolve(), _identity(outer)
    between = takewhile(lambda folder: _identity(folder) != around, (real, *real.parents))
    return not any(folder.name.startswith(".") for folder in between)


def _refuse_file(target: Path) -> None:
    for folder in (target, *target.parents):
        if os.path.lexists(folder):
            if not folder.is_dir():
                what = "a link that leads to no folder" if folder.is_symlink() else "a file"
                raise WouldOverwrite(
                    f"{folder} is {what}, and a site is a folder with files in it. Nothing was changed. Name "
                    "another folder, or move that away."
                )
            return


def is_noted(folder: Path) -> bool:
    """Whether a folder has the note of an earlier site."""
    return any((folder / note).is_file() for note in _NOTES)


def _is_site(target: Path) -> bool:
    """Whether a folder is an earlier site: it has a note of one, or the player where the notes are lost."""
    return is_noted(target) or any((target / _ASSETS).glob("player-*"))


def _refused(why: str) -> WouldOverwrite:
    return WouldOverwrite(f"{why} Nothing was changed. {_ELSEWHERE}")


def _identities(folder: Path) -> set[tuple[int, int] | None]:
    """Return what tells a folder and those around it from all others, those that are there."""
    real = folder.resolve()
    return {_identity(one) for one in chain([real], real.parents)} - {None}


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a folder from others, None when it isn't there.

    A name doesn't: links lead elsewhere, and some disks take capitals and small letters for the same.
    """
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
