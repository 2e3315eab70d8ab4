"""Maps of many chapters are drawn by several processes, since drawing keeps Python's lock to itself."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from storymap.document import dumps
from storymap.render.site.drawings import Drawing

Files = list[tuple[str, bytes]]
"""The maps of a chapter by their plain names."""

_FEWEST = 6  # below that, starting processes takes longer than it saves
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux's <sys/prctl.h>
_groups: list[list[Drawing]] = []


def draw_all(drawings: Sequence[Drawing]) -> Iterator[tuple[Drawing, Files]]:
    """Yield each drawing with its maps: the same bytes, however many processes draw them."""
    groups = _by_view(drawings)
    workers = min(_processors(), len(groups))
    done = 0
    if workers > 1 and len(drawings) >= _FEWEST and _may_fork():
        context = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(workers, context, _begin, (groups, os.getpid())) as pool:
            with warnings.catch_warnings():
                # From 3.12 on, Python counts numpy's threads, too; those know what to do in a copy.
                warnings.simplefilter("ignore", DeprecationWarning)
                drawn = pool.map(_draw, range(len(groups)))
            try:
                for group, files in zip(groups, drawn, strict=True):
                    yield from zip(group, files, strict=True)
                    done += 1
            except BrokenProcessPool:  # the machine ended one, for want of memory
                pass
            finally:
                pool.shutdown(cancel_futures=True)  # who stops a build doesn't wait for the rest
    for group in groups[done:]:
        for drawing in group:
            yield drawing, list(drawing.draw())


def _by_view(drawings: Sequence[Drawing]) -> list[list[Drawing]]:
    """Put what shows the same ground together: it is read and cut once."""
    groups: dict[str, list[Drawing]] = {}
    for drawing in drawings:
        groups.setdefault(dumps(drawing.view), []).append(drawing)
    return sorted(groups.values(), key=len, reverse=True)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _may_fork() -> bool:
    """Whether a copy of this process is sure to run: only where no thread may hold a lock meanwhile."""
    return sys.platform == "linux" and threading.active_count() == 1


def _begin(groups: list[list[Drawing]], parent: int) -> None:
    """Take the drawings along, and let this process end with its parent, whose lock on the site it holds."""
    _groups[:] = groups
    ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer
    if os.getppid() != parent:
        os._exit(1)


def _draw(index: int) -> list[Files]:
    return [list(drawing.draw()) for drawing in _groups[index]]
