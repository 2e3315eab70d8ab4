"""Carries out a difference: what never changes first, then stories' documents, then what links to them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from storymap.publish.difference import Difference
from storymap.publish.manifest import KEY, Manifest
from storymap.publish.place import Place
from storymap.render.site.names import is_hashed


def transfer(plan: Difference, place: Place, done: Callable[[str], None] = lambda _: None) -> None:
    """Send what is new or changed, then remove what is not part of the site any more.

    `done` is called with the key of each file that is there. The run may end at any moment: every page is
    then the old or the new one, and all that it loads is there; the next run does the rest.

    Raises
    ------
    PublishRefused
        The place refuses or can't be reached.
    """
    pending = [*plan.new, *plan.changed]
    documents = [key for key in pending if plan.story_of(key)]
    around = sorted((key for key in pending if not is_hashed(key) and not plan.story_of(key)),
                    key=lambda key: (key.endswith(".html"), key))  # fmt: skip
    gone = set(plan.before.stories) - set(plan.stories)
    with place.faults(), place.alone():
        if set(plan.stories) - set(plan.before.stories):  # a killed run must not leave what nobody knows of
            known = (*plan.before.stories, *plan.stories)
            _put(place, replace(plan.before, stories=tuple(set(known))).dumps())
        for keys in (
            place.send({key: plan.files[key].path for key in pending if is_hashed(key)}),
            place.send_stories(_touched(plan, documents), *_apart(plan, documents)),
            place.send({key: plan.files[key].path for key in around}),
            place.send_stories({story: {} for story in sorted(gone)}, (), ()),
        ):
            for key in keys:
                done(key)
        # No page outlives what it names: pages go first, assets last.
        for key in sorted(plan.removed, key=lambda key: (is_hashed(key), not key.endswith(".html"), key)):
            place.remove(key)
        _note(plan, place)


def _touched(plan: Difference, documents: Sequence[str]) -> dict[str, dict[str, Path]]:
    """Return the stories of which a document is new, changed or gone, with all their documents."""
    stories: dict[str, dict[str, Path]] = {
        plan.story_of(key): {} for key in (*documents, *plan.removed) if plan.story_of(key)
    }
    for key, file in plan.files.items():
        if plan.story_of(key) in stories:
            stories[plan.story_of(key)][key] = file.path
    return stories


def _apart(plan: Difference, documents: Sequence[str]) -> tuple[list[str], list[str]]:
    new = set(plan.new)
    return [key for key in documents if key in new], [key for key in documents if key not in new]


def _note(plan: Difference, place: Place) -> None:
    """Leave the manifest for the next run, with the tags that the place gives now."""
    there = place.listing()
    noted = {
        key: {"sha256": file.sha256, "tag": there[key].tag if key in there else ""}
        for key, file in plan.files.items()
    }
    data = Manifest(noted, plan.stories, plan.retired).dumps()
    if place.read(KEY) != data:
        _put(place, data)


def _put(place: Place, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / KEY
        file.write_bytes(data)
        for _ in place.send({KEY: file}):
            pass
