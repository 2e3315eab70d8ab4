"""Who does the work on pieces of a large set: this process, or the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

from storymap.problems import StorymapError

Item = TypeVar("Item")
Result = TypeVar("Result")

CONNECT = 10
"""Seconds to wait for a scheduler."""


class EngineFault(StorymapError):
    """The engine can't do the work."""


class Engine(Protocol):
    """Applies a function to items, anywhere and in any order; results come in the order of the items."""

    def map(
        self, function: Callable[..., Result], shared: tuple[Any, ...], items: Sequence[Item]
    ) -> Iterator[Result]:
        """Yield `function(*shared, item)` for each item."""


class Local:
    """One item after the other in this process."""

    def map(
        self, function: Callable[..., Result], shared: tuple[Any, ...], items: Sequence[Item]
    ) -> Iterator[Result]:
        """Yield `function(*shared, item)` for each item."""
        for item in items:
            yield function(*shared, item)


class Dask:
    """The workers of a cluster that runs already; one that dies is replaced by another, by Dask itself."""

    AHEAD = 3
    """How many items each thread of a worker has waiting: enough to keep it busy, few enough for memory."""

    def __init__(self, scheduler: str) -> None:
        """Connect to the scheduler, such as `tcp://host:8786`.

        Raises
        ------
        EngineFault
            Dask is not installed, or no scheduler answers there.
        """
        try:
            from distributed import Client
        except ImportError:
            raise EngineFault("Dask is not installed. Install geostorymap[scale].") from None
        try:
            self._client = Client(scheduler, timeout=CONNECT, set_as_default=False)
        except (OSError, ValueError) as fault:
            raise EngineFault(f"No Dask scheduler answers at {scheduler}: {fault}") from None

    def map(
        self, function: Callable[..., Result], shared: tuple[Any, ...], items: Sequence[Item]
    ) -> Iterator[Result]:
        """Yield `function(*shared, item)` for each item."""
        threads = sum(self._client.nthreads().values()) or 1
        sent = self._client.scatter(list(shared), broadcast=True, hash=False)
        waiting: list[Any] = []
        ahead = iter(items)
        done = False
        while waiting or not done:
            while not done and len(waiting) < self.AHEAD * threads:
                item = next(ahead, waiting)
                if item is waiting:
                    done = True
                    break
                waiting.append(self._client.submit(function, *sent, item, pure=False, retries=2))
            if waiting:
                yield waiting.pop(0).result()

    def close(self) -> None:
        """Leave the cluster as it is and disconnect."""
        self._client.close()
