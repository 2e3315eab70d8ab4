"""The child process of the tests of killed runs: it does its work once, when a line comes."""

import sys
from pathlib import Path

from storymap.publish import difference, open_place, transfer
from storymap.publish.local import local_files
from storymap.render.site import build_site
from storymap.render.site.stories import SiteStory
from storymap.storage import list_stories, load


def main() -> None:
    """Publish a built site, or build one, and say so."""
    kind, source, target = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    loaded = [load(folder) for folder in list_stories(source / "library")]
    stories = [SiteStory.of(one.story, one.folder) for one in loaded]
    place = open_place(target)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    if kind == "build":
        build_site(stories, Path(target))
    else:
        files = local_files(source / "site")
        transfer(difference(files, [story.story.id for story in stories], place, 0), place)
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main()
