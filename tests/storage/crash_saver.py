"""The child process of the tests of failing disks: it saves one word when told to, and says how it went."""

import sys
from pathlib import Path

from storymap.storage.save import save
from tests.storage.savers import save_word


def main() -> None:
    """Save once, when a line comes, and tell how it went."""
    story, word = Path(sys.argv[1]), sys.argv[2]
    save(story, [], expected=None, author="warm")  # all modules are loaded now
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    try:
        save_word(story, word)
    except Exception as fault:  # noqa: BLE001  (whatever it is, it is not an acknowledgement)
        sys.stdout.write(f"refused {type(fault).__name__}: {fault}\n")
    else:
        sys.stdout.write("saved\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
