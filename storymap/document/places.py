"""Sites as the document has them: how each is drawn, its centre, its box, its GeoJSON."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from storymap.document.spans import Box, box_of_disc, box_of_shape, rounded
from storymap.model import Position, Site
from storymap.tables.shapes import AREAS, LINES, BadGeometry, centre_of, on_earth, site_shape

_DECIMALS = 5


@dataclass(frozen=True)
class Place:
    """A site with what drawing needs; `centre` and `box` are None when the place has no coordinates."""

    site: Site
    drawn: str
    shape: BaseGeometry | None = None
    centre: Position | None = None
    box: Box | None = None

    @property
    def radius_km(self) -> float:
        """The radius of the disc within which the place lies; 0 when it isn't drawn as one."""
        return (self.site.precision_km or 0.0) if self.drawn == "approximate" else 0.0


def read_place(site: Site) -> Place:
    """Return how a site is drawn; a geometry that can't be drawn falls back on the site's point."""
    try:
        shape = site_shape(site)
    except BadGeometry:
        shape = None
    position = on_earth(site.position)
    if shape is None:
        shape = None if position is None else shapely.Point(position)
    if shape is None:
        return Place(site, "none")
    if shape.geom_type in AREAS or shape.geom_type in LINES:
        drawn = "area" if shape.geom_type in AREAS else "line"
        return Place(site, drawn, shape, position or centre_of(shape), box_of_shape(shape))
    centre = centre_of(shape)
    if site.precision_km and site.precision_km > 0:
        return Place(site, "approximate", shape, centre, box_of_disc(centre, site.precision_km))
    return Place(site, "exact", shape, centre, box_of_shape(shape))


def feature(place: Place, number: int | None, sources: Container[str], language: str) -> dict[str, Any]:
    """Return the site as a GeoJSON feature of the document; `sources` are the ids that the story has."""
    site = place.site
    return {
        "type": "Feature",
        "id": site.id,
        "geometry": None if place.shape is None else geojson(place.shape),
        "properties": {
            "name": site.name.get(language) or site.id,
            "names": site.name.as_dict(),
            "kind": site.kind,
            "country": site.country,
            "drawn": place.drawn,
            "precision_km": site.precision_km,
            "certainty": str(site.certainty),
            "centre": None
            if place.centre is None
            else [round(value, _DECIMALS) + 0.0 for value in place.centre],
            "bounds": None if place.box is None else rounded(place.box),
            "number": number,
            "note": site.note.get(language) or None,
            "gazetteer_id": site.gazetteer_id or None,
            "sources": [source for source in site.sources if source in sources],
        },
    }


def geojson(shape: BaseGeometry) -> dict[str, Any]:
    """Return the shape as GeoJSON with 5 decimals."""
    small = shapely.transform(shape, lambda coordinates: coordinates.round(_DECIMALS) + 0.0)
    found: Mapping[str, Any] = mapping(small)
    return {"type": found["type"], "coordinates": _lists(found["coordinates"])}


def _lists(value: Any) -> Any:
    """Return nested tuples as lists."""
    return [_lists(part) for part in value] if isinstance(value, tuple | list) else float(value)
