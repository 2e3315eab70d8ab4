"""Carries out a difference: what never changes first, then all documents, which take their places at once."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from storymap.publish.changes import changes
from storymap.publish.difference import Difference
from storymap.publish.finisher import Finisher
from storymap.publish.manifest import KEY, Manifest
from storymap.publish.place import Place, PublishStopped, write_note
from storymap.render.asset_names import is_hashed

_OLD = (
    "Stopped. What was published before is still there, whole. Publish again: only what is missing is sent."
)
_EACH = "Stopped. Each page is the old one or the new one. Publish again: only what is missing is sent."
_NEW = "Stopped, but the new site is there, whole. Publish again: only what is left over is removed."


def finish_earlier(place: Place) -> bool:
    """Do the rest of the steps that an earlier run was cut off in; return whether there was one.

    Raises
    ------
    PublishRefused
        The place refuses or can't be reached.
    """
    with place.faults():
        steps = place.left_over()
    if steps:
        with Finisher(place) as finisher:
            finisher.go(steps)
    return bool(steps)


def transfer(plan: Difference, place: Place, done: Callable[[str], None] = lambda _: None) -> None:
    """Send what is new or changed, then remove what is not part of the site any more.

    `done` is called with the key of each file that is there, or lies ready there. The run may be killed at
    any moment: readers have the old site then or the new one, and all that its pages load is there.

    Raises
    ------
    PublishRefused
        The place refuses or can't be reached.
    PublishStopped
        Ctrl+C was pressed.
    """
    pending = [*plan.new, *plan.changed]
    with place.faults(), place.alone(), _stopped(_OLD if place.switches else _EACH):
        if set(plan.stories) - set(plan.before.stories):  # a killed run must not leave what nobody knows of
            known = (*plan.before.stories, *plan.stories)
            write_note(place, KEY, replace(plan.before, stories=tuple(set(known))).dumps())
        assets = {key: plan.files[key].path for key in pending if is_hashed(key)}
        if place.switches:
            _switch(plan, place, assets, done)
        else:
            _send(place, assets, done)
            _send_documents(plan, place, done)
        with _stopped(_NEW):
            for key in plan.removed:
                if is_hashed(key):
                    place.remove(key)
            _note(plan, place)


@contextlib.contextmanager
def _stopped(words: str) -> Iterator[None]:
    """Say what readers see after Ctrl+C."""
    try:
        yield
    except PublishStopped:
        raise
    except KeyboardInterrupt:
        raise PublishStopped(words) from None


def _switch(plan: Difference, place: Place, assets: Mapping[str, Path], done: Callable[[str], None]) -> None:
    todo = list(changes(plan))
    if not todo:
        _send(place, assets, done)
        place.end(())  # what an earlier run left
        return
    with Finisher(place) as finisher:
        _send(place, assets, done)
        steps = place.stage(todo, done)
        with _stopped(_NEW):  # it waits until all is in its place
            finisher.go(steps)


def _send_documents(plan: Difference, place: Place, done: Callable[[str], None]) -> None:
    """Send documents one by one, what others link to first; then take off those that are gone."""
    for change in changes(plan):
        for keys in (change.new, change.changed):
            pages = {key: change.files[key].path for key in keys if key.endswith(".html")}
            _send(place, {key: change.files[key].path for key in keys if key not in pages}, done)
            _send(place, pages, done)
        place.take_off(sorted(change.removed, key=lambda key: (not key.endswith(".html"), key)))


def _send(place: Place, files: Mapping[str, Path], done: Callable[[str], None]) -> None:
    for key in place.send(files):
        done(key)


def _note(plan: Difference, place: Place) -> None:
    """Leave the manifest for the next run, with the tags that the place gives now."""
    there = place.listing()
    noted = {
        key: {"sha256": file.sha256, "tag": there[key].tag if key in there else ""}
        for key, file in plan.files.items()
    }
    data = Manifest(noted, plan.stories, plan.retired).dumps()
    if place.read(KEY) != data:
        write_note(place, KEY, data)
