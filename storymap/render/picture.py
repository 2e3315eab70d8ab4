"""Draws the map of a chapter, or of a whole story, as one self-contained SVG from the shipped basemap."""

from typing import Any

from storymap.render.picture_events import draw_events
from storymap.render.picture_frame import Frame, frame_of
from storymap.render.picture_ground import draw_ground
from storymap.render.picture_labels import Room, draw_base_labels, width_of
from storymap.render.picture_layers import draw_layers
from storymap.render.picture_marks import draw_sites
from storymap.render.picture_routes import claim_routes, draw_routes
from storymap.render.picture_sites import Mark, mark_of
from storymap.render.picture_svg import FONT, element
from storymap.render.picture_theme import ACCENT, Mode, Style, Theme, mode_of, theme_of

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
    size = min(8.5, (frame.width - 12) / width_of(CREDIT, 1))
    width = width_of(CREDIT, size)
    room.taken.append((frame.width - width - 8, frame.height - 15, frame.width, frame.height))
    attributes = {
        "x": frame.width - 6, "y": frame.height - 6, "text_anchor": "end", "font_family": FONT,
        "font_size": size, "fill": theme.label, "fill_opacity": 0.8,
    }  # fmt: skip
    return element("text", attributes, CREDIT)


def _beyond(frame: Frame, room: Room, theme: Theme) -> str:
    """Return what covers the picture's sides where the world is narrower: everything is shown once."""
    start, end = frame.sides
    if start == 0:
        return ""
    sides = (0, start), (end, frame.width)
    room.taken += [(left, 0, right, frame.height) for left, right in sides]
    return "".join(
        element("rect", {"x": left, "width": right - left, "height": frame.height, "fill": theme.shore})
        for left, right in sides
    )


def _words(document: dict[str, Any], chapter: dict[str, Any] | None) -> str:
    """Return the picture's title and what it shows, as SVG."""
    shown, text = (document, "summary") if chapter is None else (chapter, "map_text")
    description = str(shown.get(text) or "")
    title = element("title", {}, str(shown.get("title") or ""))
    return title + (element("desc", {}, description) if description else "")


def _opening(frame: Frame, language: str | None) -> str:
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {frame.width} {frame.height}",
        "width": frame.width, "height": frame.height, "role": "img",
        "lang": language, "direction": "ltr",
    }  # fmt: skip
    return f"{element('svg', attributes)[:-2]}>"


def draw_map(
    document: dict[str, Any],
    chapter: dict[str, Any] | None = None,
    *,
    size: tuple[int, int] = (720, 480),
    theme: Mode = "light",
    frame: Frame | None = None,
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
        `light` (paper) or `dark` (night); the story's own style `print` is always light.
    frame
        What the map shows, in place of the chapter's own view in this size.

    Returns
    -------
    str
        An `<svg>` element with a title and a description.
    """
    style = (document.get("basemap") or {}).get("style") or "calm"
    theme = mode_of(style, theme)
    paint = theme_of(style, theme)
    accent = document.get("accent_dark" if theme == "dark" else "accent") or ACCENT[theme]
    frame = frame or frame_of(chapter["view"] if chapter else {"bounds": document.get("bounds")}, size)
    room = Room(frame.width, frame.height)
    beyond = _beyond(frame, room, paint)
    credit = _credit(frame, room, paint)
    marks = _marks(frame, document, chapter)
    legs = (chapter or {}).get("legs") or []
    claim_routes(frame, legs, room)
    fills, below, above = draw_sites(frame, marks, room, accent, paint)
    shown = [name for mark in marks if mark.state != "later" for name in mark.names]
    return "".join(
        [
            _opening(frame, document.get("language")),
            _words(document, chapter),
            draw_ground(frame, paint, fills),
            draw_layers(frame, document, chapter, paint),
            draw_events(frame, chapter or document, style, theme),
            below,
            draw_routes(frame, legs, accent, paint),
            draw_base_labels(frame, room, paint, document.get("language") or "en", shown),
            beyond,
            above,
            credit,
            "</svg>",
        ]
    )


def draw_view(
    view: dict[str, Any] | None,
    *,
    language: str = "en",
    size: tuple[int, int] = (720, 480),
    theme: Mode = "light",
    style: Style = "calm",
    title: str = "",
) -> str:
    """Draw the bare basemap of any view as an SVG, with names in a language: what lies under a story's marks.

    The same arguments give the same text; it needs nothing from outside, as with `draw_map`.

    Parameters
    ----------
    view
        `{"bounds": [west, south, east, north], "max_zoom": …}` or `{"center": [lon, lat], "zoom": …}` in
        degrees, which may pass 180, or None for the world. A zoom is that of a map 1,200 pixels wide; nothing
        beyond the poles is shown, so a view nearer to them is moved.
    language
        A BCP 47 tag; names that the basemap lacks in it are given as they are on the spot.
    size
        Width and height in pixels.
    theme
        `light` or `dark`; `print` is always light.
    style
        `calm`, `muted` (under coloured areas) or `print` (for black ink).
    title
        What the picture shows, for those who can't see it.
    """
    paint = theme_of(style, theme)
    frame = frame_of(view, size)
    room = Room(frame.width, frame.height)
    beyond = _beyond(frame, room, paint)
    credit = _credit(frame, room, paint)
    parts = [
        _opening(frame, language),
        element("title", {}, title) if title else "",
        draw_ground(frame, paint),
        draw_base_labels(frame, room, paint, language, []),
        beyond,
        credit,
        "</svg>",
    ]
    return "".join(parts)
