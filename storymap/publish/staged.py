"""Pages change in an object store in one short burst: all new ones lie beside the old, then are copied there.

Each object of a store changes on its own. So what changes is first sent under names of its own, while readers
see nothing of it; then a journal is written; then copies within the store put everything in its place, story
by story. A run that is killed before the journal stands has changed nothing that readers see, and after it
the next run begins with the rest of the burst.
"""

import json
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from types import FrameType

from storymap.publish.difference import Difference
from storymap.publish.local import Local
from storymap.publish.place import write_note
from storymap.publish.store import StorePlace
from storymap.render.site.names import is_hashed

FOLDER = ".storymap-next/"
JOURNAL = ".storymap-next.json"


@dataclass(frozen=True)
class Step:
    """What changes together, such as a story: copies as `{to: from}`, then what goes."""

    new: Mapping[str, str] = field(default_factory=dict)  #: nothing links to it before the others change
    changed: Mapping[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()


def switch(plan: Difference, place: StorePlace, done: Callable[[str], None]) -> None:
    """Send the documents that are new or differ, and let all of them take their places.

    `done` is called with each key as it takes its place.
    """
    steps = list(_steps(plan))
    there = place.listing()
    waiting: dict[str, Path] = {}
    for step in steps:
        for key, name in (*step.new.items(), *step.changed.items()):
            if name not in there or there[name].size != plan.files[key].size:
                waiting[name] = plan.files[key].path
    for _ in place.send(waiting):
        pass
    if steps:
        write_note(place, JOURNAL, json.dumps([asdict(step) for step in steps]).encode())
        finish(place, done)


def finish(place: StorePlace, done: Callable[[str], None] = lambda _: None) -> bool:
    """Do the burst that the journal names, all of it again, and return whether there was one.

    Without what it names it can't be done; the next run then sees what differs.
    """
    steps = _read(place.read(JOURNAL))
    there = place.listing() if steps else {}
    names = {name for step in steps for name in (*step.new.values(), *step.changed.values())}
    if steps and names <= there.keys():
        with _unstopped():
            for step in steps:
                pages = {key: name for key, name in step.new.items() if key.endswith(".html")}
                rest = {key: name for key, name in step.new.items() if key not in pages}
                for copies in (rest, pages, step.changed):
                    for key in place.copy(copies):
                        done(key)
                place.remove_all(step.removed)
    if steps:
        place.remove_all([JOURNAL])
        clear(place)
    return bool(steps)


def clear(place: StorePlace) -> None:
    """Remove what lies beside the site; without a journal nobody needs it."""
    place.remove_all([key for key in place.listing() if key.startswith(FOLDER)])


def _steps(plan: Difference) -> Iterator[Step]:
    """Yield the stories one after the other, then what links to them, then those that are taken off.

    Stories that weren't there are first and together: the others may link to them, and nothing does yet.
    """
    new = {key for key in plan.new if not is_hashed(key)}
    changed = {key for key in plan.changed if not is_hashed(key)}
    gone = set(plan.before.stories) - set(plan.stories)
    removed = [key for key in plan.removed if not is_hashed(key)]
    leaving = tuple(key for key in removed if key.partition("/")[0] in gone)
    known = {plan.story_of(key) for key in (*plan.changed, *plan.same, *removed)}
    around = {key for key in new | changed if not plan.story_of(key)}
    quiet = {key for key in around if not key.endswith((".html", ".xml"))}  # such as the article's script
    yield from _step(plan, {key for key in new - around if plan.story_of(key) not in known}, set(), ())
    yield from _step(plan, quiet & new, quiet & changed, ())
    for story in plan.stories:
        if story in known:
            mine = {key for key in new | changed if plan.story_of(key) == story}
            old = tuple(key for key in removed if plan.story_of(key) == story)
            yield from _step(plan, mine & new, mine & changed, old)
    around -= quiet
    yield from _step(plan, around & new, around & changed, ())
    yield from _step(plan, set(), set(), leaving)


def _step(plan: Difference, new: set[str], changed: set[str], removed: tuple[str, ...]) -> Iterator[Step]:
    if new or changed or removed:
        yield Step(
            {key: _beside(key, plan.files[key]) for key in sorted(new)},
            {key: _beside(key, plan.files[key]) for key in sorted(changed)},
            removed,
        )


def _beside(key: str, file: Local) -> str:
    """Return where a document waits: by its content, and by its name, which gives it its type."""
    return f"{FOLDER}{file.sha256[:32]}/{PurePosixPath(key).name}"


def _read(data: bytes | None) -> list[Step]:
    try:
        return [
            Step(dict(step["new"]), dict(step["changed"]), tuple(step["removed"]))
            for step in json.loads(data or b"[]")
        ]
    except (ValueError, LookupError, TypeError):
        return []


@contextmanager
def _unstopped() -> Iterator[None]:
    """Let Ctrl+C and a polite end of the process wait for a burst that is under way."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[tuple[int, FrameType | None]] = []
    before = {
        number: signal.signal(number, lambda number, frame: asked.append((number, frame)))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if asked:
        signal.raise_signal(asked[0][0])
