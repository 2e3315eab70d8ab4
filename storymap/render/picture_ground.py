"""The ground of a drawn map: water, land, lakes, rivers and borders."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from storymap.render.picture_frame import Frame
from storymap.render.picture_svg import element, group, path_data
from storymap.render.picture_theme import Theme
from storymap.render.picture_tiles import DATA_ZOOM, area, lines, rounded


@dataclass(frozen=True)
class _Shapes:
    """The paths of a frame's ground, whatever the theme and the language."""

    land: str
    water: str
    rivers: str
    brooks: str
    regions: str
    borders: str
    disputed: str


@lru_cache(maxsize=64)
def _shapes(frame: Frame) -> _Shapes:
    """Return the paths; a story is drawn by day and by night, in all its languages, in the same frames."""

    def large(properties: dict[str, Any]) -> bool:
        return properties.get("rank", 9) <= min(4, frame.zoom)

    def small(properties: dict[str, Any]) -> bool:
        return min(4, frame.zoom) < properties.get("rank", 9) <= frame.zoom + 1

    def region(properties: dict[str, Any]) -> bool:
        return bool(properties["min_zoom"] <= frame.zoom)

    def disputed(properties: dict[str, Any]) -> bool:
        return bool(properties.get("disputed"))

    rivers = [lines(frame, "rivers", large), lines(frame, "rivers", small)]
    if frame.zoom > DATA_ZOOM + 2:
        rivers = [rounded(each) for each in rivers]
    return _Shapes(
        land=path_data(area(frame, "earth")),
        water=path_data(area(frame, "water", 6)),
        rivers=path_data(rivers[0]),
        brooks=path_data(rivers[1]),
        regions=path_data(lines(frame, "regions", region)) if frame.zoom >= 4 else "",
        borders=path_data(lines(frame, "borders", lambda properties: not disputed(properties))),
        disputed=path_data(lines(frame, "borders", disputed)),
    )


def draw_ground(frame: Frame, theme: Theme, fills: str = "") -> str:
    """Return the ground as SVG: land without country fills, disputed borders dashed.

    `fills` is what the story lays on the land; lakes, rivers and borders stay above it.
    """
    shapes = _shapes(frame)
    return "".join(
        [
            element("rect", {"width": frame.width, "height": frame.height, "fill": theme.water}),
            _path(
                shapes.land, fill=theme.land, fill_rule="evenodd",
                stroke=theme.shore, stroke_width=5, stroke_linejoin="round", paint_order="stroke",
            ),
            _south(frame, theme),
            fills,
            group(
                {"fill": "none", "stroke": theme.river, "stroke_linejoin": "round",
                 "stroke_linecap": "round"},
                [_path(shapes.rivers, stroke_width=1.3), _path(shapes.brooks, stroke_width=0.7)],
            ),
            _path(shapes.water, fill=theme.water, fill_rule="evenodd"),
            group(
                {"fill": "none", "stroke": theme.border, "stroke_linejoin": "round"},
                [
                    _path(shapes.regions, stroke=theme.region, stroke_width=0.7),
                    _path(shapes.borders, stroke_width=1.0),
                    _path(shapes.disputed, stroke_width=1.0, stroke_dasharray="4 3"),
                ],
            ),
        ]
    )  # fmt: skip


def _south(frame: Frame, theme: Theme) -> str:
    """Return what lies below the map's end: Antarctica as far as the pole, as water does above it."""
    end = frame.world - frame.top - 3  # without the shore along the cut
    if end + 4 > frame.height:
        return ""
    return element("rect", {"y": end, "width": frame.width, "height": frame.height - end, "fill": theme.land})


def _path(data: str, **attributes: object) -> str:
    return element("path", {"d": data, **attributes}) if data else ""
