"""Runs of a child process that publishes or builds, and may be killed."""

import os
import signal
import subprocess
import sys
import time

from tests.publish.conftest import ROOT, State


class Run:
    """A child that is ready, and does its work after `go`.

    Who puts pages in their places goes on when it is killed, and shares its error output: where that ends,
    all is done.
    """

    def __init__(self, kind: str, state: State, target: str) -> None:
        """Start it, in a group of its own."""
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.publish.killed", kind, str(state.site.parent), target],
            cwd=ROOT, text=True, start_new_session=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert self._child.stdout is not None
        assert self._child.stdout.readline() == "ready\n"

    def go(self, life: float | None = None) -> float:
        """Let it do its work, or kill it after `life` seconds; return how long it took, with what goes on."""
        begun = time.monotonic()
        try:
            said, told = self._child.communicate("go\n", life)
        except subprocess.TimeoutExpired:
            self.kill()
            said, told = self._child.communicate()
        assert self._child.returncode in (0, -signal.SIGKILL)
        assert said == "done\n" or self._child.returncode
        assert told == ""
        return time.monotonic() - begun

    def kill(self) -> None:
        """Kill it and its group."""
        os.killpg(self._child.pid, signal.SIGKILL)
