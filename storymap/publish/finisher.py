"""Pages take their places in a process of its own, which goes on when the command is killed.

What changes lies ready at the place before. The process gets the steps, and begins when its input ends: when
the command says so, or dies. So whoever kills the command, and all that it runs with, leaves the old site or
the new one.
"""

import contextlib
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from types import FrameType, TracebackType

from storymap.publish.place import Place, PublishRefused
from storymap.publish.steps import Step, dump_steps

REFUSED = 3
"""The exit code of the process when the place refuses; its output says why."""

_PARTLY = "Some pages may be new and others old: publish again, and the rest is done."


class Finisher(contextlib.AbstractContextManager["Finisher"]):
    """The process, as the command sees it; it waits until `go`, or ends with this context."""

    def __init__(self, place: Place) -> None:
        """Start it; it gets ready meanwhile, and holds the locks of the place as well."""
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "storymap.publish.finish"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            start_new_session=True, pass_fds=place.locks,
        )  # fmt: skip
        self._say(f"{json.dumps(place.address)}\n")

    def go(self, steps: Sequence[Step]) -> None:
        """Let all steps be done, and wait for it; Ctrl+C waits as well.

        Raises
        ------
        PublishRefused
            The place refuses or can't be reached.
        """
        with _unstopped():
            self._say(dump_steps(steps))
            words, _ = self._child.communicate()
        if self._child.returncode == REFUSED:
            raise PublishRefused(f"{words} {_PARTLY}")
        if self._child.returncode:
            raise PublishRefused(f"The process that puts pages in their places ended too early. {_PARTLY}")

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process, unless it has done its work."""
        self._child.__exit__(None, None, None)  # after Ctrl+C it would not wait for it

    def _say(self, words: str) -> None:
        assert self._child.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # its exit code tells more
            self._child.stdin.write(words)
            self._child.stdin.flush()


@contextlib.contextmanager
def _unstopped() -> Iterator[None]:
    """Let Ctrl+C and a polite end of the process wait."""
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
