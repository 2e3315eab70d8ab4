"""Child processes of the crash tests: they save without end and tell of each save, or once when told to."""

import sys
from multiprocessing.connection import Connection
from pathlib import Path

from storymap.model.changes import Kind, SetField
from storymap.storage.save import save


def change(field: str, number: int) -> SetField:
    """Return the change that gives a field of the story the value of a number."""
    return SetField(Kind.STORY, "", field, None, f"{field} {number}")


def save_without_end(story: Path, field: str, first: int, acks: Connection) -> None:
    """Save one value after the other; each is told with its revision once it is acknowledged."""
    for number in range(first, first + 1_000_000):
        saved = save(story, [change(field, number)], expected=None, author=field)
        acks.send((number, saved.revision))


def main() -> None:
    """Save once, when a line comes, and tell how it went."""
    story, number = Path(sys.argv[1]), int(sys.argv[2])
    save(story, [], expected=None, author="warm")  # all modules are loaded now
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    try:
        save(story, [change("title", number)], expected=None, author="title")
    except Exception as fault:  # noqa: BLE001  (whatever it is, it is not an acknowledgement)
        sys.stdout.write(f"refused {type(fault).__name__}: {fault}\n")
    else:
        sys.stdout.write("saved\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
