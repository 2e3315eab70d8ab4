"""Places for a name or for coordinates: candidates with their reasons, and what is around a point."""

import math
from typing import Any

from flask import Blueprint, Response, request

from storymap.accounts import Role
from storymap.formats.notations import read_position, why_no_position
from storymap.formats.position import PositionFound
from storymap.gazetteer.candidate import Candidate
from storymap.model import Position, Story, WhenError, parse_when
from storymap.web.access import KNOWN, demand, requires
from storymap.web.api.answers import json_answer
from storymap.web.api.atlas import Atlas, SitesAround
from storymap.web.api.failures import Refused
from storymap.web.api.place_words import candidate_values, country_name, place_values
from storymap.web.library import Library
from storymap.web.spoken import spoken, spoken_language
from storymap.words import said

MOST_CHARACTERS = 200
"""The longest name that is looked up; the longest in the world has 85 letters."""
_LEAST = 0.005
_MOST = 10


def add_places(api: Blueprint, library: Library, atlas: Atlas) -> None:
    """Add the look-up of places by name and by position."""

    @api.get("/places")
    @requires(KNOWN)
    def places() -> Response:
        query = " ".join(request.args.get("q", "").split())[:MOST_CHARACTERS]
        slug = request.args.get("story", "")
        if slug:
            demand(Role.VIEWER, slug)
        story = library.working(slug).story if slug else None
        near, sites = _near(request.args.get("near", "")), SitesAround(story)
        language, t = spoken_language(), spoken()
        position = read_position(request.args.get("q", ""), near or sites.first)
        found = [] if position else _candidates(query, story, atlas, near)
        return json_answer({
            "query": query,
            "position": position and _position_values(position, sites, atlas),
            "why_no_position": "" if position or found else said(why_no_position(query), t.gettext),
            "candidates": [candidate_values(one, sites, language, t) for one in found],
        })

    @api.get("/places/nearest")
    @requires(KNOWN)
    def nearest() -> Response:
        position = _position("lon", "lat")
        return json_answer(around(position, atlas))


def around(position: Position, atlas: Atlas) -> dict[str, Any]:
    """Return what is around a point, as plain values."""
    found, language, t = atlas.around(*position), spoken_language(), spoken()
    return {"nearest": found.place and place_values(found.place, language, t),
            "distance_km": found.distance_km, "unit": found.unit, "country": found.country,
            "country_name": country_name(found.country, language)}


def _position_values(found: PositionFound, sites: SitesAround, atlas: Atlas) -> dict[str, Any]:
    """Return a position that was pasted: where, how it was read, what else it may mean, what is there."""
    translate, near, other = spoken().gettext, sites.nearest(*found.position), found.alternative
    return {"lon": found.lon, "lat": found.lat, "notation": str(found.notation), "shown": found.shown,
            "words": found.say(translate), "precision_km": found.precision_km,
            "alternative": other and {"lon": other.lon, "lat": other.lat, "words": other.note.say(translate)},
            "distance_km": near and round(near[0], 1), "nearest_site": near and near[1],
            "around": around(found.position, atlas)}


def _candidates(query: str, story: Story | None, atlas: Atlas, near: Position | None) -> list[Candidate]:
    """Return the candidates for this request's name; a text without a letter names nothing."""
    if not any(character.isalnum() for character in query):
        return []
    found = atlas.find(query, story, near=near, kind=request.args.get("kind", "")[:MOST_CHARACTERS],
                       when=_edtf(request.args.get("when", "").strip()), limit=_MOST)
    return [one for one in found if one is found[0] or one.confidence >= _LEAST]


def _near(text: str) -> Position | None:
    if not text.strip():
        return None
    lon, _, lat = text.partition(",")
    return _on_earth(lon, lat, "near")


def _position(lon: str, lat: str) -> Position:
    return _on_earth(request.args.get(lon, ""), request.args.get(lat, ""), f"{lon}, {lat}")


def _on_earth(lon: str, lat: str, name: str) -> Position:
    try:
        position = float(lon), float(lat)
    except ValueError:
        position = math.nan, math.nan
    if not (abs(position[0]) <= 180 and abs(position[1]) <= 90):
        _ = spoken().gettext
        raise Refused(400, "no-position", _("{name} takes a longitude from -180 to 180 and a latitude from "
                                            "-90 to 90.").format(name=name))
    return position


def _edtf(text: str) -> str:
    """Return a date that the gazetteer can use; one that is being written yet says nothing."""
    try:
        return parse_when(text).text if text else ""
    except WhenError:
        return ""
