"""Features of a layer by columns, whether they come one by one or as a table of points."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from storymap.document.layers.classes import number
from storymap.document.layers.plain import plain_json
from storymap.model.points import PointTable

DECIMALS = 5
"""Positions of very many points are kept to a metre."""
_FEW_WORDS = 0.5
"""Texts are written once each where at most this share of them differ."""

Features = Sequence[Mapping[str, Any]] | PointTable


def count_of(features: Features) -> int:
    """Return how many features there are."""
    return features.count if isinstance(features, PointTable) else len(features)


def column_of(features: Features, name: str) -> Sequence[Any]:
    """Return a property of every feature, None where it has none."""
    if isinstance(features, PointTable):
        return features.column(name)
    return [(feature.get("properties") or {}).get(name) for feature in features]


def numbers_of(features: Features, name: str) -> list[float | None]:
    """Return a property of every feature as a number, None where it is none."""
    if isinstance(features, PointTable) and name not in features.columns:
        return [None] * features.count
    return [number(value) for value in column_of(features, name)]


def packed(points: PointTable) -> dict[str, Any]:
    """Return a table of points as the document has it: positions in whole numbers, properties in columns."""
    return {
        "count": points.count,
        "decimals": DECIMALS,
        "lon": _whole(points.lons),
        "lat": _whole(points.lats),
        "columns": {str(name): _column(values) for name, values in points.columns.items()},
    }


def positions(points: Mapping[str, Any]) -> np.ndarray:
    """Return the positions of packed points as rows of longitude and latitude."""
    found: np.ndarray = np.column_stack([points["lon"], points["lat"]]) / 10.0 ** points["decimals"]
    return found


def unpacked(column: Mapping[str, Any]) -> list[Any]:
    """Return the values of a packed column."""
    if "words" not in column:
        return list(column["values"])
    return [None if code is None else column["words"][code] for code in column["codes"]]


def _whole(degrees: array[float]) -> list[int]:
    found: list[int] = np.rint(np.frombuffer(degrees) * 10**DECIMALS).astype(np.int64).tolist()
    return found


def _column(values: Sequence[Any]) -> dict[str, Any]:
    kinds = set(map(type, values))
    if kinds <= {str, type(None)} and str in kinds:
        words = list(dict.fromkeys(word for word in values if word is not None))
        if len(words) <= len(values) * _FEW_WORDS:
            codes = {word: code for code, word in enumerate(words)}
            return {"words": words, "codes": [codes.get(word) for word in values]}
        return {"values": list(values)}
    if kinds <= {int, bool, type(None)}:
        return {"values": list(values)}
    return {"values": plain_json(list(values))}
