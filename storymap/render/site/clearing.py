"""Removes what an earlier build of a site left; whatever else lies in the folder stays."""

from pathlib import Path

from storymap.render.asset_names import ASSETS, is_hashed
from storymap.render.site.stamps import Stamps
from storymap.storage.switch import remove_empty, switch_folder


def clear(
    target: Path,
    stamps: Stamps,
    stories: set[str],
    assets: set[str],
    shelf: set[str],
    *,
    now: int,
    grace: int,
) -> list[str]:
    """Remove stories, pages around them and assets that are not of this build; return the names of the files.

    Parameters
    ----------
    stories, assets, shelf
        Ids of the stories and names of the files of this build.
    now
        Seconds since 1970.
    grace
        An asset that no page loads any more goes when it was left for so many seconds.
    """
    removed = []
    for story in sorted(stamps.stories - stories):
        removed += [f"{story}/{name}" for name in switch_folder(target / story, {}).removed]
    for name in sorted(stamps.shelf - shelf):
        (target / name).unlink(missing_ok=True)
        removed.append(name)
    there = [path.relative_to(target).as_posix() for path in _files(target / ASSETS)]
    left = [name for name in there if name not in assets and is_hashed(name)]
    retired = {name: stamps.retired.get(name, now) for name in left}
    for name in left:
        if now - retired[name] >= grace:
            (target / name).unlink(missing_ok=True)
            removed.append(name)
    stamps.retired = {name: at for name, at in retired.items() if (target / name).exists()}
    stamps.shelf = shelf
    remove_empty(target / ASSETS)
    return removed


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if not path.is_dir())
