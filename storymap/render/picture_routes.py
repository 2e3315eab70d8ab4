"""Routes on a drawn map: travelled solid, current solid in the accent, next dashed, small arrow heads."""

from typing import Any

import shapely
from shapely import LineString

from storymap.render.picture_frame import Frame
from storymap.render.picture_labels import Room
from storymap.render.picture_svg import group, path
from storymap.render.picture_theme import Theme

STYLES: dict[str, dict[str, object]] = {
    "travelled": {"stroke_width": 1.8, "stroke_opacity": 0.55},
    "current": {"stroke_width": 3},
    "next": {"stroke_width": 1.8, "stroke_dasharray": "5 5", "stroke_opacity": 0.8},
}
# Room for the marker at the end of a leg.
SHORT_OF_MARKER = 16


def _arrow(line: LineString, colour: str, opacity: object) -> str:
    if line.length < 3 * SHORT_OF_MARKER:
        return ""
    tip = shapely.line_interpolate_point(line, line.length - SHORT_OF_MARKER)
    back = shapely.line_interpolate_point(line, line.length - SHORT_OF_MARKER - 9)
    dx, dy = (tip.x - back.x) / 9, (tip.y - back.y) / 9
    left, right = (back.x - dy * 4.2, back.y + dx * 4.2), (back.x + dy * 4.2, back.y - dx * 4.2)
    head = shapely.Polygon([(tip.x, tip.y), left, right])
    return path(head, fill=colour, fill_opacity=opacity, stroke="none")


def _pieces(frame: Frame, leg: dict[str, Any]) -> list[LineString]:
    if len(leg.get("line") or []) < 2:
        return []
    parts = shapely.get_parts(frame.project(LineString(leg["line"])))
    return [part for part in parts if part.geom_type == "LineString"]


def claim_routes(frame: Frame, legs: list[dict[str, Any]], room: Room) -> None:
    """Take the ground along the routes, so that no word lies on a line."""
    for leg in legs:
        for part in _pieces(frame, leg):
            for point in shapely.line_interpolate_point(part, range(0, int(part.length), 7)):
                room.taken.append((point.x - 3, point.y - 3, point.x + 3, point.y + 3))


def draw_routes(frame: Frame, legs: list[dict[str, Any]], accent: str, theme: Theme) -> str:
    """Return a chapter's legs as SVG; their lines are [lon, lat], unwrapped across 180°."""
    under, over = [], []
    order = sorted(
        legs, key=lambda leg: ("next", "travelled", "current").index(leg.get("state", "travelled"))
    )
    for leg in order:
        style = STYLES[leg.get("state", "travelled")]
        for part in _pieces(frame, leg):
            if leg.get("state") == "current":
                under.append(path(part, stroke_width=6.5, stroke=theme.land, stroke_opacity=0.75))
            over.append(path(part, **style) + _arrow(part, accent, style.get("stroke_opacity")))
    return group(
        {"fill": "none", "stroke": accent, "stroke_linejoin": "round", "stroke_linecap": "round"},
        under + over,
    )
