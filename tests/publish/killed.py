"""The child process of the tests of killed runs: it does its work once, when a line comes."""

import sys
from collections.abc import Callable
from pathlib import Path

from storymap.publish import difference, open_place, transfer
from storymap.publish.local import local_files


def publishing(source: Path, target: str) -> Callable[[], object]:
    """Return what publishes the built site."""
    place = open_place(target)
    stories = sorted(folder.name for folder in (source / "library").iterdir())
    return lambda: transfer(difference(local_files(source / "site"), stories, place, 0), place)


def building(source: Path, target: str) -> Callable[[], object]:
    """Return what builds the site; most runs don't, and need not wait for what that loads."""
    from storymap.render.site import build_site
    from storymap.render.site.stories import SiteStory
    from storymap.storage import list_stories, load

    loaded = [load(folder) for folder in list_stories(source / "library")]
    return lambda: build_site([SiteStory.of(one.story, one.folder) for one in loaded], Path(target))


def main() -> None:
    """Publish a built site, or build one, and say so."""
    kind, source, target = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    work = (building if kind == "build" else publishing)(source, target)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    work()
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main()
