"""Dates of a column as days, months and how exact they are; a year or a month alone counts."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

NO_MONTH = -1
NO_DAY = -(2**31)
NONE, YEAR, MONTH, DAY = range(4)
"""How exact a date is."""

_DATE = r"^\s*([0-9]{4})(-[0-9]{2})?(-[0-9]{2})?([T ][0-9:.+Z-]*)?\s*$"


@dataclass(frozen=True)
class Dates:
    """`day` since 1970-01-01 (the first of an inexact date), `month` since year 0, and what can't be read."""

    day: NDArray[np.int32]
    month: NDArray[np.int32]
    exact: NDArray[np.uint8]
    unreadable: NDArray[np.bool_]


def read_dates(column: pa.Array) -> Dates:
    """Return the dates of a column of dates, timestamps or texts (ISO 8601: `1968`, `1968-02`, `1968-02-16`).

    A year alone has no month: it counts in no month rather than in a wrong one. What is empty has no date.
    """
    if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
        days = column.cast(pa.timestamp("s"), safe=False).to_numpy(zero_copy_only=False)
        return _made(
            days.astype("datetime64[D]"), np.where(np.isnat(days), NONE, DAY), np.zeros(len(days), bool)
        )
    text = pc.utf8_trim_whitespace(column.cast(pa.string())).fill_null("")
    codes = text.dictionary_encode()
    words = np.array(codes.dictionary.to_pylist(), dtype=object)
    days, exact, wrong = _parse(words)
    index = codes.indices.to_numpy()
    return _made(days[index], exact[index], wrong[index])


def _parse(words: NDArray[np.object_]) -> tuple[NDArray[np.datetime64], NDArray[np.int64], NDArray[np.bool_]]:
    """Return days, how exact, and what is unreadable, of the different texts."""
    texts = pa.array(words, pa.string())
    right = pc.match_substring_regex(texts, _DATE).to_numpy(zero_copy_only=False)
    plain = pc.utf8_trim_whitespace(texts)
    day = pc.utf8_slice_codeunits(plain, 0, 10).to_numpy(zero_copy_only=False).astype(object)
    length = np.array([len(value) for value in day], dtype=np.int64)
    exact = np.select([~right, length == 4, length == 7, length == 10], [NONE, YEAR, MONTH, DAY], NONE)
    whole = np.where(
        exact == NONE, "", np.where(exact == YEAR, day + "-01-01", np.where(exact == MONTH, day + "-01", day))
    )
    parsed = pc.strptime(pa.array(whole, pa.string()), "%Y-%m-%d", "s", error_is_null=True)
    days = parsed.to_numpy(zero_copy_only=False).astype("datetime64[D]")
    # strptime lets the 31st of February pass into March: a date must be what was written.
    kept = np.where(np.isnat(days), "", np.datetime_as_string(days)) == whole
    exact = np.where(kept, exact, NONE)
    return days, exact, (words != "") & (exact == NONE)


def _made(days: NDArray[np.datetime64], exact: NDArray[np.int64], wrong: NDArray[np.bool_]) -> Dates:
    known = exact != NONE
    day = np.where(known, days.astype("datetime64[D]").astype(np.int64), NO_DAY).astype(np.int32)
    months = days.astype("datetime64[M]").astype(np.int64) + 1970 * 12
    month = np.where(known & (exact != YEAR), months, NO_MONTH).astype(np.int32)
    return Dates(day, month, exact.astype(np.uint8), wrong)
