"""Which part of the map a chapter shows."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from storymap.document.places import Place
from storymap.document.spans import MAX_LATITUDE, WORLD, Box, box_of, grown, rounded
from storymap.model import View
from storymap.tables.shapes import on_earth

MARGIN = 0.08
POINT_ZOOM = 9.0
"""The closest view of one exact point: the region around it still tells where it is."""
SEVERAL_ZOOM = 11.0
AREA_ZOOM = 12.0
AUTHOR_ZOOM = 18.0
DEFAULT_ZOOM = 6.0
_DISC_PIXELS = 60
_POINT_DEGREES = 0.35
_FEW_DEGREES = 0.02
_EQUATOR_METRES_PER_PIXEL = 156_543.034  # Web Mercator with tiles of 256 px, zoom 0


def chapter_view(
    view: View,
    shown: Iterable[str],
    places: Mapping[str, Place],
    story: Box,
    route: Sequence[Box] = (),
    layers: Sequence[Box] = (),
) -> dict[str, Any]:
    """Return a chapter's view: the author's, else a fit of sites and routes, of layers, of the whole story.

    Returns
    -------
    dict
        `{center, zoom}`, or `{bounds, max_zoom}` with bounds `[w, s, e, n]`, unwrapped.
    """
    if view.center and (center := on_earth(view.center)):
        latitude = min(max(center[1], -MAX_LATITUDE), MAX_LATITUDE)
        zoom = DEFAULT_ZOOM if view.zoom is None else min(max(view.zoom, 0.0), AUTHOR_ZOOM)
        return {"center": [center[0], latitude], "zoom": zoom}
    if view.bounds:
        return {"bounds": rounded(_author_box(view.bounds)), "max_zoom": AUTHOR_ZOOM}
    chosen = fit([places[site] for site in view.fit if site in places])
    if found := chosen or fit([places[site] for site in shown if site in places], route):
        return found
    if around := box_of(layers):
        return {"bounds": rounded(grown(around, MARGIN, _FEW_DEGREES)), "max_zoom": SEVERAL_ZOOM}
    return {"bounds": rounded(story), "max_zoom": SEVERAL_ZOOM}


def fit(places: Sequence[Place], route: Sequence[Box] = ()) -> dict[str, Any] | None:
    """Return the view that fits the places and routes with a margin; None when no place has coordinates."""
    drawn = [place for place in places if place.box is not None]
    box = box_of([*(place.box for place in drawn if place.box is not None), *route]) if drawn else None
    if box is None:
        return None
    spread = max(box[2] - box[0], box[3] - box[1])
    one = len(drawn) == 1
    if spread < _FEW_DEGREES / 2 and all(place.drawn == "exact" for place in drawn):
        return {
            "bounds": rounded(grown(box, MARGIN, _POINT_DEGREES)),
            "max_zoom": POINT_ZOOM if one else SEVERAL_ZOOM,
        }
    zoom = SEVERAL_ZOOM
    if one and drawn[0].drawn == "approximate":
        zoom = disc_zoom(drawn[0])
    elif one:
        zoom = AREA_ZOOM
    return {"bounds": rounded(grown(box, 3 * MARGIN if one else MARGIN, _FEW_DEGREES)), "max_zoom": zoom}


def disc_zoom(place: Place) -> float:
    """Return the zoom at which the disc of an approximate place has a radius of 60 pixels, from 3 to 11.

    Metres per pixel at a latitude: 156543.034 cos(lat) / 2^zoom (OpenStreetMap wiki, "Zoom levels").
    """
    latitude = place.centre[1] if place.centre else 0.0
    metres = _EQUATOR_METRES_PER_PIXEL * max(math.cos(math.radians(latitude)), 0.05)
    zoom = math.log2(metres * _DISC_PIXELS / (place.radius_km * 1000)) if place.radius_km else POINT_ZOOM
    return round(min(max(zoom, 3.0), SEVERAL_ZOOM), 1)


def story_box(places: Iterable[Place], layers: Sequence[Box] = ()) -> Box:
    """Return the box of all sites for the cover, else of all layers; the inhabited world without either."""
    box = box_of(place.box for place in places if place.box is not None) or box_of(layers)
    return WORLD if box is None else grown(box, MARGIN, _POINT_DEGREES)


def _author_box(bounds: Box) -> Box:
    """Return an author's box unwrapped: a western edge right of the eastern one means "across 180°"."""
    west, south, east, north = bounds
    turns = 360 * math.ceil((west - east) / 360) if west > east else 0
    south, north = sorted((south, north))
    return grown((west, south, east + turns, north), 0.0, _FEW_DEGREES)
