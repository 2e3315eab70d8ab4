"""The child process of the tests of failing disks: it saves one word when told to.

How it went is its exit code, since a process whose writes fail can't print: SAVED, REFUSED, or 1 for a fault
of the program.
"""

import os
import sys
from pathlib import Path

from storymap.problems import StorymapError
from storymap.storage.save import save
from tests.storage.savers import save_word

SAVED, REFUSED = 0, 10


def main() -> None:
    """Save once, when a line comes, and end with the code that tells how it went."""
    story, word = Path(sys.argv[1]), sys.argv[2]
    save(story, [], expected=None, author="warm")  # all modules are loaded now
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    try:
        save_word(story, word)
    except (OSError, StorymapError):
        os._exit(REFUSED)
    os._exit(SAVED)


if __name__ == "__main__":
    main()
