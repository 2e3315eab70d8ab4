"""Numbers fall into classes: mapclassify finds the breaks, rounded so that a legend can say them."""

import math
import warnings
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MOST_FOR_NATURAL = 400
"""Natural breaks take time by the square; more values are represented by as many, evenly spread in rank."""

_CLASSIFIERS = {
    "quantiles": "Quantiles",
    "equal": "EqualInterval",
    "natural": "FisherJenks",
    "pretty": "PrettyBreaks",
    "headtails": "HeadTailBreaks",
    "deviation": "StdMean",
}
_DIGITS = 3


@dataclass(frozen=True)
class Classes:
    """The lowest value, and the upper end of each class, which belongs to it."""

    lowest: float
    breaks: tuple[float, ...]

    def of(self, value: float | None) -> int | None:
        """Return the class of a value, from 0; None is without data."""
        if value is None:
            return None
        return min(bisect_left(self.breaks, value), len(self.breaks) - 1)

    def spans(self) -> list[tuple[float, float]]:
        """Return the lower and upper end of each class."""
        return list(zip((self.lowest, *self.breaks), self.breaks, strict=False))


def number(value: Any) -> float | None:
    """Return a finite number, None for anything else; texts that hold a number count."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def classify(
    values: Sequence[float | None], scheme: str, count: int, breaks: Sequence[float] = ()
) -> Classes | None:
    """Return the classes of the values; None when there is no number among them.

    With few different values there are fewer classes; each holds at least one value unless the author's own
    `breaks` are used.
    """
    there = sorted(value for value in values if value is not None)
    if not there:
        return None
    if breaks:
        ends = [*breaks] if breaks[-1] >= there[-1] else [*breaks, there[-1]]
        return Classes(min(there[0], ends[0]), tuple(ends))
    distinct = len(set(there))
    if distinct == 1 or count < 2:
        return Classes(there[0], (there[-1],))
    ends = _rounded(_bins(there, scheme, min(count, distinct)), there)
    kept, before = [], -math.inf
    for end in ends:
        if bisect_left(there, end) > bisect_left(there, before) or end in there:
            kept.append(end)
            before = end
    return Classes(_outward(there[0], down=True), tuple(kept))


def _bins(there: Sequence[float], scheme: str, count: int) -> list[float]:
    import mapclassify

    sample = there
    if scheme == "natural" and len(there) > MOST_FOR_NATURAL:
        step = (len(there) - 1) / (MOST_FOR_NATURAL - 1)
        sample = [there[round(index * step)] for index in range(MOST_FOR_NATURAL)]
    classifier = getattr(mapclassify, _CLASSIFIERS.get(scheme, "Quantiles"))
    with_count = scheme not in ("headtails", "deviation")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks for numba, and tells of classes that it leaves empty
        found = classifier(sample, k=count) if with_count else classifier(sample)
    return [float(end) for end in found.bins if end >= there[0]]


def _rounded(ends: Sequence[float], there: Sequence[float]) -> list[float]:
    """Return the ends with three digits where that still tells them apart; the last one holds all."""
    inner = [end for end in ends if end < there[-1]]
    for digits in range(_DIGITS, 16):
        found = sorted({_significant(end, digits) for end in inner})
        if len(found) == len(set(inner)) and all(there[0] <= end < there[-1] for end in found):
            return [*found, _outward(there[-1])]
    return [*sorted(set(inner)), there[-1]]


def _significant(value: float, digits: int) -> float:
    return float(f"{value:.{digits - 1}e}")


def _outward(value: float, *, down: bool = False) -> float:
    """Return a value of three digits that isn't inside the data."""
    if value == 0:
        return 0.0
    unit = 10.0 ** (math.floor(math.log10(abs(value))) - _DIGITS + 1)
    near = _significant(value, _DIGITS)
    if (near <= value) if down else (near >= value):
        return near
    return _significant(value - unit if down else value + unit, _DIGITS)
