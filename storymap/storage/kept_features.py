"""The features of a large file as bytes: a line of JSON with all but the shapes, and the shapes as texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storymap.model.layers import collection
from storymap.model.points import PointTable
from storymap.model.shape_text import ShapeText, text_of
from storymap.problems import Problems
from storymap.storage.kept import keep, recall
from storymap.storage.told_again import plain_problems, tell_again
from storymap.storage.where import Where

_LINE_END = b"\n"


@dataclass(frozen=True)
class KeptFeatures:
    """What was read of a file, and what was wrong with it, as `plain_problems` has it."""

    features: Sequence[dict[str, Any]]
    problems: Sequence[Sequence[Any]]


def read_once(name: str, read: Callable[[Where], Mapping[str, Any]], where: Where) -> Mapping[str, Any]:
    """Return what `read` gives, or what it gave when this name was kept; its problems are told each time.

    Very many points come as a `PointTable`, which isn't kept.
    """
    found = recall(name, unpacked)
    if found is None:
        problems = Problems()
        made = read(Where(problems, where.file))
        told = plain_problems(problems)
        if isinstance(made, PointTable):
            tell_again(told, where)
            return made
        found = keep(name, packed(made["features"], told), unpacked)
    tell_again(found.problems, where)
    return collection(list(found.features))


def packed(features: Sequence[Mapping[str, Any]], problems: Sequence[Sequence[Any]]) -> bytes:
    """Return features and problems as bytes."""
    rows, texts, at = [], [], 0
    boxes = _boxes(features)
    for feature, box in zip(features, boxes, strict=True):
        shape = feature["geometry"]
        text = text_of(shape).encode() if shape else b""
        at += len(text)
        texts.append(text)
        rows.append([shape["type"] if shape else "", at, box, feature["properties"]])
    said = json.dumps({"problems": problems, "rows": rows}, ensure_ascii=False, separators=(",", ":"))
    return b"".join([said.encode("utf-8", "surrogatepass"), _LINE_END, *texts])


def unpacked(data: bytes) -> KeptFeatures:
    """Return what `packed` was given; shapes are read when somebody looks at them.

    Raises
    ------
    ValueError
        The bytes are damaged.
    """
    line, mark, shapes = data.partition(_LINE_END)
    said = json.loads(line.decode("utf-8", "surrogatepass")) if mark else None
    if not isinstance(said, dict) or (said["rows"] and said["rows"][-1][1] != len(shapes)):
        raise ValueError("not all of it is there")
    features, start = [], 0
    for kind, end, box, properties in said["rows"]:
        geometry = ShapeText(shapes, start, end, kind, tuple(box) if box else None) if kind else None
        features.append({"type": "Feature", "geometry": geometry, "properties": properties})
        start = end
    return KeptFeatures(features, said["problems"])


def _boxes(features: Sequence[Mapping[str, Any]]) -> list[list[float] | None]:
    import numpy as np
    import shapely

    shapes = [feature["geometry"] for feature in features]
    known = [shape.box if isinstance(shape, ShapeText) else None for shape in shapes]
    if all(known):
        return [list(box) for box in known if box]
    texts = np.array([text_of(shape) if shape else None for shape in shapes], dtype=object)
    bounds = shapely.bounds(shapely.from_geojson(texts, on_invalid="ignore"))
    return [box.tolist() if np.isfinite(box).all() else None for box in bounds]
