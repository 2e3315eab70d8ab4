"""A bar for long work, on standard error, and only where a person looks at it."""

from __future__ import annotations

import sys
from typing import Any

import click

_FROM = 20


def bar(length: int, label: str) -> Any:
    """Return click's progress bar as a context manager; it is silent for short work and in pipes."""
    hidden = length < _FROM or not sys.stderr.isatty()
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden)
