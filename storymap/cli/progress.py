"""A bar for long work, on standard error, and only where a person looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

_FROM = 20


def bar(length: int, label: str) -> Any:
    """Return click's progress bar as a context manager; it is silent for short work and in pipes."""
    hidden = length < _FROM or not sys.stderr.isatty()
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden)


@contextmanager
def share_bar(label: str) -> Iterator[Callable[[float], None]]:
    """Show a bar for work that tells how much of it is done, as a share from 0 to 1."""
    with bar(100, label) as progress:

        def told(share: float) -> None:
            progress.update(max(0, round(share * 100) - progress.pos))

        yield told
