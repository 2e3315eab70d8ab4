"""What of a site changes together: the documents of each story, and those around the stories, in order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from storymap.publish.difference import Difference
from storymap.publish.local import Local
from storymap.render.asset_names import is_hashed

_PAGES, _QUIET = "", "."  # what stands around the stories: what links to them, and what doesn't


@dataclass(frozen=True)
class Change:
    """Documents that change together, by keys."""

    story: str  #: "" for what stands around the stories
    fresh: bool  #: whether nothing of it was there
    files: Mapping[str, Local]  #: all of the story; around the stories what is new or differs
    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def changes(plan: Difference) -> Iterator[Change]:
    """Yield what changes, in the order in which it may: nothing links to what isn't there yet.

    First stories that weren't there, since the others may link to them; then what has no links, such as the
    article's script; the other stories; what links to them; and last the stories that are taken off.
    """
    gone = sorted(set(plan.before.stories) - set(plan.stories))
    new, changed, removed, same = (
        _by_home(plan, keys, gone) for keys in (plan.new, plan.changed, plan.removed, plan.same)
    )
    known = {*changed, *removed, *same}
    fresh = [story for story in plan.stories if story not in known]
    for home in (*fresh, _QUIET, *(story for story in plan.stories if story in known), _PAGES, *gone):
        if new[home] or changed[home] or removed[home]:
            around = home in (_QUIET, _PAGES)
            keys = (*new[home], *changed[home], *(() if around else same[home]))
            yield Change(
                "" if around else home, home in fresh, {key: plan.files[key] for key in keys},
                tuple(new[home]), tuple(changed[home]), tuple(removed[home]),
            )  # fmt: skip


def _by_home(plan: Difference, keys: Iterable[str], gone: list[str]) -> defaultdict[str, list[str]]:
    """Return the documents among some files by the story that they are of, or where else they stand."""
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for key in keys:
        head = key.partition("/")[0]
        if is_hashed(key):
            continue
        if plan.story_of(key) or head in gone:
            homes[head].append(key)
        else:
            homes[_PAGES if key.endswith((".html", ".xml")) else _QUIET].append(key)
    return homes
