"""Carries out a difference: what never changes first, then stories' documents, then what links to them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from storymap.publish.difference import Difference
from storymap.publish.manifest import KEY, Manifest
from storymap.publish.place import Place, write_note
from storymap.publish.staged import clear, finish, switch
from storymap.publish.store import StorePlace
from storymap.render.site.names import is_hashed


def finish_earlier(place: Place) -> bool:
    """Finish what an earlier run was killed in, where pages stand side by side; return whether there was any.

    Raises
    ------
    PublishRefused
        The place refuses or can't be reached.
    """
    if not isinstance(place, StorePlace) or not place.copies:
        return False
    with place.faults():
        return finish(place)


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
    with place.faults(), place.alone():
        if set(plan.stories) - set(plan.before.stories):  # a killed run must not leave what nobody knows of
            known = (*plan.before.stories, *plan.stories)
            write_note(place, KEY, replace(plan.before, stories=tuple(set(known))).dumps())
        for key in place.send({key: plan.files[key].path for key in pending if is_hashed(key)}):
            done(key)
        if isinstance(place, StorePlace) and place.copies:
            switch(plan, place, done)
        else:
            _send_documents(plan, place, done)
        # No page outlives what it names: pages go first, assets last.
        for key in sorted(plan.removed, key=lambda key: (is_hashed(key), not key.endswith(".html"), key)):
            place.remove(key)
        _note(plan, place)
        if isinstance(place, StorePlace) and place.copies:
            clear(place)


def _send_documents(plan: Difference, place: Place, done: Callable[[str], None]) -> None:
    """Send what is no asset: stories, then what links to them; then take off those that are gone."""
    pending = [key for key in (*plan.new, *plan.changed) if not is_hashed(key)]
    documents = [key for key in pending if plan.story_of(key)]
    around = sorted(set(pending) - set(documents), key=lambda key: (key.endswith(".html"), key))
    gone = set(plan.before.stories) - set(plan.stories)
    for keys in (
        place.send_stories(_touched(plan, documents), *_apart(plan, documents)),
        place.send({key: plan.files[key].path for key in around}),
        place.send_stories({story: {} for story in sorted(gone)}, (), ()),
    ):
        for key in keys:
            done(key)


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
        write_note(place, KEY, data)
