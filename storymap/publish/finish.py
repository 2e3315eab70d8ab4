"""The process that a `Finisher` starts; its input is the address of a place, and the steps."""

import json
import sys
from collections.abc import Sequence

from storymap.publish.finisher import REFUSED
from storymap.publish.place import Place, PublishRefused, open_place
from storymap.publish.steps import Step, read_steps


def main() -> int:
    """Do the steps when the input ends, and print what the place refuses; without all steps do nothing."""
    address = json.loads(sys.stdin.readline() or "null")
    if address is None:
        return 0
    place = open_place(address)
    steps = read_steps(sys.stdin.read())
    try:
        with place.faults():
            if steps:
                _change(place, steps)
    except PublishRefused as refused:
        sys.stdout.write(str(refused))
        return REFUSED
    return 0


def _change(place: Place, steps: Sequence[Step]) -> None:
    place.begin(steps)
    for step in steps:
        pages = {key: ready for key, ready in step.new.items() if key.endswith(".html")}
        rest = {key: ready for key, ready in step.new.items() if key not in pages}
        for ready in (rest, pages, step.changed):
            place.take(ready)
        place.take_off(step.removed)
    place.end(steps)


if __name__ == "__main__":
    sys.exit(main())
