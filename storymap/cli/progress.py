"""A bar for long work, on standard error, and only where a person looks at it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

_PATIENCE = 2.0
"""Seconds of work after which somebody wonders whether it still runs."""


@contextmanager
def bar(length: int, label: str) -> Iterator[Any]:
    """Give click's progress bar, which shows itself after two seconds of work; it is silent in pipes."""
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=True) as progress:
        if not sys.stderr.isatty() or not hasattr(signal, "setitimer"):
            yield progress
            return

        def show(*_: object) -> None:
            progress.hidden = False
            progress.render_progress()

        # A thread would do, too, but where there is one the maps of a site are drawn by one process.
        before = signal.signal(signal.SIGALRM, show)
        signal.setitimer(signal.ITIMER_REAL, _PATIENCE)
        try:
            yield progress
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


@contextmanager
def share_bar(label: str) -> Iterator[Callable[[float], None]]:
    """Show a bar for work that tells how much of it is done, as a share from 0 to 1."""
    with bar(100, label) as progress:

        def told(share: float) -> None:
            progress.update(max(0, round(share * 100) - progress.pos))

        yield told
