"""The drawn maps of a story that is one file: small ones, which share a ground where their views allow it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from storymap.render.picture import draw_map
from storymap.render.picture_frame import MARGIN, Frame, frame_of

SIZE = (480, 320)
_FARTHER = 0.5
"""Zooms by which a view may be shown from farther away than it would be alone."""
_EDGE = (40, 24)
"""Pixels that stay free around what such a view is meant to show."""

StoryMaps = dict[str | None, str]
"""Drawn maps as SVG by chapter; None is that of the whole story."""


def story_maps(documents: Mapping[str, Mapping[str, Any]], drawn: Callable[[], None]) -> dict[str, StoryMaps]:
    """Return the maps of a story by language; `drawn` is called after each map of a chapter.

    Chapters with the same ground stand beside each other: what is alike then packs to almost nothing.
    """
    first = next(iter(documents.values()))
    idents = [None, *(chapter["id"] for chapter in first["chapters"])]
    views = [{"bounds": first["bounds"]}, *(chapter["view"] for chapter in first["chapters"])]
    frames = dict(zip(idents, frames_of(views), strict=True))
    order = sorted(idents, key=lambda ident: (frames[ident].zoom, frames[ident].left, frames[ident].top))
    maps: dict[str, StoryMaps] = {tag: {} for tag in documents}
    for ident in order:
        for tag, document in documents.items():
            chapter = next((one for one in document["chapters"] if one["id"] == ident), None)
            maps[tag][ident] = draw_map(dict(document), chapter, frame=frames[ident])
            if chapter:
                drawn()
    return maps


def frames_of(views: Iterable[Mapping[str, Any]]) -> list[Frame]:
    """Return a frame for each view: the one of a wider view where that shows it nearly as well."""
    wanted = [frame_of(view, SIZE) for view in views]
    chosen: dict[Frame, Frame] = {}
    for frame in sorted(set(wanted), key=lambda one: (one.zoom, one.left, one.top)):
        wider = (other for other in chosen.values() if _serves(other, frame))
        chosen[frame] = max(wider, key=lambda one: one.zoom, default=frame)
    return [chosen[frame] for frame in wanted]


def _serves(wide: Frame, near: Frame) -> bool:
    """Tell whether a frame shows what a nearer one is for, and not much smaller."""
    scale = wide.world / near.world
    corner = near.left * scale - wide.left, near.top * scale - wide.top
    spans = zip(corner, SIZE, MARGIN, _EDGE, strict=True)
    return near.zoom - wide.zoom <= _FARTHER and all(
        edge <= at + margin * scale and at + (size - margin) * scale <= size - edge
        for at, size, margin, edge in spans
    )
