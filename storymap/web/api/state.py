"""The state of a story: everything that can be edited, of one version, with its problems."""

import contextlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from storymap.model import CutSet
from storymap.storage.editable import Editable, read_editable
from storymap.storage.lock import StoryBusy
from storymap.storage.media_folder import layer_uses, media_files, uses
from storymap.storage.media_path import same_name
from storymap.storage.pending import may_be_pending
from storymap.storage.save import catch_up
from storymap.storage.version import version_of
from storymap.web.access import visitor
from storymap.web.api.failures import problem_values
from storymap.web.library import Library
from storymap.web.spoken import spoken

_TRIES = 5


def consistent(folder: Path) -> tuple[str, Editable]:
    """Return the version of a story and its records, both of the same moment.

    Somebody may save meanwhile; then it is read again. What is changed without a pause is read as it is: the
    next save finds out, since its version is then another one.
    """
    if may_be_pending(folder):
        with contextlib.suppress(StoryBusy, OSError):
            catch_up(folder)  # nobody should see half of a save that a crash stopped
    version = version_of(folder)
    for _ in range(_TRIES):
        editable = read_editable(folder)
        now = version_of(folder)
        if now == version:
            break
        version = now
    return version, editable


def state_values(library: Library, slug: str) -> dict[str, Any]:
    """Return the state of a story as plain values.

    Raises
    ------
    StoryNotFound, StoryBroken, OSError
        There is no such story, or it can't be read.
    """
    folder = library.folder_of(slug)
    version, editable = consistent(folder)
    checked, role = library.working(slug).checked, visitor().role(slug)
    records = editable.as_json()
    return {
        "id": slug, "version": version, "role": role.value if role else None,
        "languages": list(editable.languages), **records,
        "media": media_values(folder, editable),
        "event_sets": [_cut_values(one.id, one.cut) for one in checked.story.event_sets if one.cut],
        "problems": problem_values(checked.problems, spoken()),
        "join": {"rows": checked.join.rows, "counts": checked.join.counts},
    }


def _cut_values(ident: str, cut: CutSet) -> dict[str, Any]:
    """Return what an editor may choose from a set whose tiles are there."""
    categories = [name for name, _ in cut.tally.categories if name]
    return {"id": ident, "categories": categories, "first": cut.first_month, "last": cut.last_month}


def media_values(folder: Path, editable: Editable) -> list[dict[str, Any]]:
    """Return the files of the media folder, each with the chapters that use it and the titles of layers."""
    records = editable.as_json()
    used = uses(records["chapters"])
    laid = layer_uses(records["story"].get("layers"), editable.languages[0])
    return [
        asdict(file) | {"uses": used.get(name, []), "layers": laid.get(name, [])}
        for file in media_files(folder)
        for name in [same_name(file.file)]
    ]
