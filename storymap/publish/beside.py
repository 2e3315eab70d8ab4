"""Where documents lie in an object store until they take their places, and in which steps they do."""

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from storymap.publish.changes import Change
from storymap.publish.local import Local
from storymap.publish.steps import Step

FOLDER = ".storymap-next/"
JOURNAL = ".storymap-next.json"


def steps_beside(changes: Iterable[Change]) -> list[Step]:
    """Return a step for each change; stories that weren't there come together, as they link to each other."""
    fresh: list[Change] = []
    known: list[Change] = []
    for change in changes:
        (fresh if change.fresh else known).append(change)
    return [_step(together) for together in (fresh, *([change] for change in known)) if together]


def _step(changes: Sequence[Change]) -> Step:
    return Step(
        {key: _beside(key, change.files[key]) for change in changes for key in change.new},
        {key: _beside(key, change.files[key]) for change in changes for key in change.changed},
        tuple(key for change in changes for key in change.removed),
    )


def _beside(key: str, file: Local) -> str:
    """Return where a document lies: by its content, and by its name, which gives it its type."""
    return f"{FOLDER}{file.sha256[:32]}/{PurePosixPath(key).name}"
