"""The story's sites on a drawn map: which fall in the frame, and which stand too close together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from storymap.render.picture_frame import Frame

RADIUS = {"current": 13.0, "visited": 6.5, "later": 3.0}
# Discs nearer than this become one, which carries all their numbers.
GATHER = 21.0
SMALLEST_DISC = 9.0
SMALLEST_PART = 6.0

Named = tuple[int | None, str]


@dataclass(frozen=True)
class Mark:
    """One site to draw: what it is, where it falls in the frame, and its part in the chapter.

    `members` are the number and the name of every site gathered in it; `doubt` asks for a "?", `unsure` for a
    dashed edge; `radius` is in pixels; `shape` is the outline of an area or a line in pixels.
    """

    members: tuple[Named, ...]
    drawn: str
    state: str
    doubt: bool
    unsure: bool
    at: tuple[float, float]
    radius: float
    shape: BaseGeometry | None
    names: tuple[str, ...]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the sites gathered here, in order."""
        return sorted({number for number, _ in self.members if number})


def _outline(frame: Frame, geometry: BaseGeometry) -> BaseGeometry:
    """Return an area or a line in pixels without specks that would only blot the map."""
    flat = frame.project(geometry)
    parts = [
        part
        for part in shapely.get_parts(flat)
        if part.geom_type in ("Polygon", "LineString", "MultiLineString")
    ]
    large = [part for part in parts if part.geom_type != "Polygon" or part.area >= SMALLEST_PART]
    return shapely.simplify(shapely.union_all(large or parts), 0.4)


def _place(
    frame: Frame, feature: dict[str, Any], state: str
) -> tuple[tuple[float, float], float, BaseGeometry | None]:
    properties, geometry = feature["properties"], shape(feature["geometry"])
    drawn = properties.get("drawn") or "exact"
    if drawn in ("area", "line"):
        flat = _outline(frame, geometry)
        middle = flat.representative_point()
        return ((middle.x, middle.y) if not flat.is_empty else (-1.0, -1.0)), 0.0, flat
    centre = properties.get("centre") or list(geometry.representative_point().coords[0])
    at = frame.xy(centre[0], centre[1])
    if drawn == "approximate":
        radius = frame.kilometres(float(properties.get("precision_km") or 1), centre[1])
        return at, max(radius, SMALLEST_DISC), None
    return at, RADIUS[state], None


def mark_of(frame: Frame, feature: dict[str, Any], state: str) -> Mark | None:
    """Return a site's mark, or None when it has no coordinates or lies outside the frame."""
    properties = feature["properties"]
    if not feature.get("geometry") or properties.get("drawn") == "none":
        return None
    at, radius, flat = _place(frame, feature, state)
    reach = radius if properties.get("drawn") == "approximate" else 0.0
    if not (-reach < at[0] < frame.width + reach and -reach < at[1] < frame.height + reach):
        return None
    certainty = properties.get("certainty") or "certain"
    name = str(properties.get("name") or "")
    return Mark(
        members=((properties.get("number"), name + (" ?" if certainty == "uncertain" else "")),),
        drawn=properties.get("drawn") or "exact", state=state,
        doubt=certainty == "uncertain", unsure=certainty in ("uncertain", "less-certain"), at=at,
        radius=radius, shape=flat, names=(name, *(properties.get("names") or {}).values()),
    )  # fmt: skip


def gather(marks: Iterable[Mark]) -> list[Mark]:
    """Return exact marks with those that would overlap put together, in the order of the story."""
    gathered: list[Mark] = []
    for mark in marks:
        for place, other in enumerate(gathered):
            near = (mark.at[0] - other.at[0]) ** 2 + (mark.at[1] - other.at[1]) ** 2 < GATHER**2
            if near and mark.state == other.state:
                members = tuple(dict.fromkeys((*other.members, *mark.members)))
                both = other.doubt and mark.doubt, other.unsure and mark.unsure
                gathered[place] = replace(other, members=members, doubt=both[0], unsure=both[1])
                break
        else:
            gathered.append(mark)
    return gathered
