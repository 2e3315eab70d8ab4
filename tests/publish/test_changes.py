"""What of a site changes together, and in which order."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from storymap.publish.changes import changes
from storymap.publish.difference import Difference
from storymap.publish.local import Local
from storymap.publish.manifest import Manifest

STORIES = ("one", "two", "gone")
HOMES = ("", "vi/", "one/", "two/", "one/vi/")
NAMES = [f"{home}{name}" for home in HOMES for name in ("index.html", "feed.xml")]
NAMES += ["embed.js", "one/data/all.csv", "assets/one/map-0123456789ab.svg"]
LEFT = [*NAMES, "gone/index.html", "gone/vi/index.html"]


@st.composite
def plans(draw: st.DrawFn) -> Difference:
    """Files that are new, changed, the same or removed."""
    kinds = {name: draw(st.sampled_from(["", "new", "changed", "same", "removed"])) for name in NAMES}
    kinds |= {name: "removed" for name in LEFT if name not in NAMES}
    new, changed, same, removed = (
        tuple(name for name, kind in kinds.items() if kind == wanted)
        for wanted in ("new", "changed", "same", "removed")
    )
    files = {name: Local(Path(name), 0) for name in (*new, *changed, *same)}
    return Difference(files, STORIES[:2], new, changed, same, removed, {}, Manifest(stories=STORIES))


@given(plans())
def test_every_document_that_differs_changes_once_with_its_story(plan: Difference):
    found = list(changes(plan))
    for kind in ("new", "changed", "removed"):
        keys = sorted(key for change in found for key in getattr(change, kind))
        assert keys == sorted(key for key in getattr(plan, kind) if not key.startswith("assets/"))
    for change in found:
        home = f"{change.story}/" if change.story else ""
        assert all(key.startswith(home) for key in (*change.files, *change.removed))
        assert {*change.new, *change.changed} <= change.files.keys()
        if change.story:  # all of it, not only what differs
            assert change.files.keys() == {
                key for key in plan.files if key.startswith(home) and not key.startswith("assets/")
            }


@given(plans())
def test_new_stories_come_before_what_links_to_them_and_old_ones_go_last(plan: Difference):
    order = [change.story for change in changes(plan)]
    assert order[-1] == "gone"
    pages = next((at for at, change in enumerate(changes(plan)) if "index.html" in change.files), None)
    for at, change in enumerate(changes(plan)):
        if change.fresh:
            assert all(other.fresh for other in list(changes(plan))[:at])
            assert pages is None or at < pages
