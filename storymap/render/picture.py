"""Draws the map of a chapter, or of a whole story, as one self-contained SVG from the shipped basemap."""

from typing import Any, Literal

from storymap.render.picture_frame import Frame, frame_of
from storymap.render.picture_ground import draw_ground
from storymap.render.picture_labels import Room, draw_base_labels, width_of
from storymap.render.picture_marks import draw_sites
from storymap.render.picture_routes import claim_routes, draw_routes, layer_shapes
from storymap.render.picture_sites import Mark, mark_of
from storymap.render.picture_svg import FONT, element
from storymap.render.picture_theme import ACCENT, THEMES, Theme

CREDIT = "Natural Earth · GeoNames"


def _states(document: dict[str, Any], chapter: dict[str, Any] | None) -> dict[str, str]:
    """Return each site's part in a chapter: current, visited (in an earlier chapter) or later."""
    if chapter is None:
        return {site["id"]: "current" for site in document["sites"]["features"]}
    visited: set[str] = set()
    for earlier in document["chapters"]:
        if earlier["id"] == chapter["id"]:
            break
        visited.update(earlier["sites"])
    current = set(chapter["sites"])
    return {
        site["id"]: "current" if site["id"] in current else "visited" if site["id"] in visited else "later"
        for site in document["sites"]["features"]
    }


def _marks(frame: Frame, document: dict[str, Any], chapter: dict[str, Any] | None) -> list[Mark]:
    states = _states(document, chapter)
    features = {feature["id"]: feature for feature in document["sites"]["features"]}
    first = chapter["sites"] if chapter else []
    order = [*first, *(key for key in features if key not in first)]
    marks = (mark_of(frame, features[key], states[key]) for key in order if key in features)
    return [mark for mark in marks if mark is not None]


def _credit(frame: Frame, room: Room, theme: Theme) -> str:
    width = width_of(CREDIT, 8.5)
    room.taken.append((frame.width - width - 8, frame.height - 15, frame.width, frame.height))
    attributes = {
        "x": frame.width - 6, "y": frame.height - 6, "text_anchor": "end", "font_family": FONT,
        "font_size": 8.5, "fill": theme.label, "fill_opacity": 0.8,
    }  # fmt: skip
    return element("text", attributes, CREDIT)


def _words(document: dict[str, Any], chapter: dict[str, Any] | None) -> tuple[str, str]:
    if chapter is None:
        return str(document.get("title") or ""), str(document.get("summary") or "")
    return str(chapter.get("title") or ""), str(chapter.get("map_text") or "")


def _opening(frame: Frame, document: dict[str, Any]) -> str:
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {frame.width} {frame.height}",
        "width": frame.width, "height": frame.height, "role": "img",
        "lang": document.get("language"), "direction": "ltr",
    }  # fmt: skip
    return element("svg", attributes)


def draw_map(
    document: dict[str, Any],
    chapter: dict[str, Any] | None = None,
    *,
    size: tuple[int, int] = (720, 480),
    theme: Literal["light", "dark"] = "light",
) -> str:
    """Draw the map of a chapter, or of the whole story when `chapter` is None, as an SVG.

    The same arguments give the same text. It holds no script, style, id or outside address, so it can
    stand in a page under any content security policy, beside others, or in a file of its own.

    Parameters
    ----------
    document
        A player document, version 1; coordinates are [lon, lat] in degrees.
    chapter
        One of `document["chapters"]`, or None for the cover.
    size
        Width and height in pixels.
    theme
        `light` (paper) or `dark` (night).

    Returns
    -------
    str
        An `<svg>` element with a title and a description.
    """
    paint = THEMES[theme]
    accent = document.get("accent_dark" if theme == "dark" else "accent") or ACCENT[theme]
    frame = frame_of(chapter["view"] if chapter else {"bounds": document.get("bounds")}, size)
    room = Room(frame.width, frame.height)
    credit = _credit(frame, room, paint)
    marks = _marks(frame, document, chapter)
    legs = (chapter or {}).get("legs") or []
    claim_routes(frame, legs, room)
    fills, below, above = draw_sites(frame, marks, room, accent, paint)
    shown = [name for mark in marks if mark.state != "later" for name in mark.names]
    labels = draw_base_labels(frame, room, paint, document.get("language") or "en", shown)
    wanted = set(chapter.get("layers") or []) if chapter else set()
    layers = [layer for layer in document.get("layers") or [] if layer["id"] in wanted]
    title, description = _words(document, chapter)
    opening = _opening(frame, document)
    return "".join(
        [
            f"{opening[:-2]}>",
            element("title", {}, title),
            element("desc", {}, description) if description else "",
            draw_ground(frame, paint, fills),
            layer_shapes(frame, layers, accent),
            below,
            draw_routes(frame, legs, accent, paint),
            labels,
            above,
            credit,
            "</svg>",
        ]
    )
