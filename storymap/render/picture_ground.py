"""The ground of a drawn map: water, land, lakes, rivers and borders."""

from typing import Any

from storymap.render.picture_frame import Frame
from storymap.render.picture_svg import element, group, path
from storymap.render.picture_theme import Theme
from storymap.render.picture_tiles import DATA_ZOOM, area, lines, rounded


def _rivers(frame: Frame, theme: Theme) -> str:
    def large(properties: dict[str, Any]) -> bool:
        return properties.get("rank", 9) <= min(4, frame.zoom)

    def small(properties: dict[str, Any]) -> bool:
        return min(4, frame.zoom) < properties.get("rank", 9) <= frame.zoom + 1

    found = [lines(frame, "rivers", large), lines(frame, "rivers", small)]
    if frame.zoom > DATA_ZOOM + 2:
        found = [rounded(each) for each in found]
    return group(
        {"fill": "none", "stroke": theme.river, "stroke_linejoin": "round", "stroke_linecap": "round"},
        [path(found[0], stroke_width=1.3), path(found[1], stroke_width=0.7)],
    )


def _boundaries(frame: Frame, theme: Theme) -> str:
    def settled(properties: dict[str, Any]) -> bool:
        return not properties.get("disputed")

    def disputed(properties: dict[str, Any]) -> bool:
        return bool(properties.get("disputed"))

    def region(properties: dict[str, Any]) -> bool:
        return bool(properties["min_zoom"] <= frame.zoom)

    units = lines(frame, "regions", region) if frame.zoom >= 4 else None
    return group(
        {"fill": "none", "stroke": theme.border, "stroke_linejoin": "round"},
        [
            path(units, stroke=theme.region, stroke_width=0.7) if units is not None else "",
            path(lines(frame, "borders", settled), stroke_width=1.0),
            path(lines(frame, "borders", disputed), stroke_width=1.0, stroke_dasharray="4 3"),
        ],
    )


def draw_ground(frame: Frame, theme: Theme, fills: str = "") -> str:
    """Return the ground as SVG: land without country fills, disputed borders dashed.

    `fills` is what the story lays on the land; lakes, rivers and borders stay above it.
    """
    return "".join(
        [
            element("rect", {"width": frame.width, "height": frame.height, "fill": theme.water}),
            path(
                area(frame, "earth"), fill=theme.land, fill_rule="evenodd",
                stroke=theme.shore, stroke_width=5, stroke_linejoin="round", paint_order="stroke",
            ),
            fills,
            _rivers(frame, theme),
            path(area(frame, "water", 6), fill=theme.water, fill_rule="evenodd"),
            _boundaries(frame, theme),
        ]
    )  # fmt: skip
