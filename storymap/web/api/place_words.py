"""Places of the gazetteer as plain values, with kind, country and reasons in the visitor's language."""

from gettext import NullTranslations
from typing import Any

from babel import Locale, UnknownLocaleError

from storymap.gazetteer import Candidate, Place
from storymap.gazetteer.layers import SURE
from storymap.languages import PSEUDO
from storymap.web.api.atlas import SitesAround
from storymap.web.api.reason_words import reason_in_words

_OWN = "site:"


def candidate_values(candidate: Candidate, sites: SitesAround, language: str,
                     t: NullTranslations) -> dict[str, Any]:
    """Return a candidate with its distance to the nearest other site of the story."""
    place = candidate.place
    own = place.id.removeprefix(_OWN) if place.id.startswith(_OWN) else ""
    near = sites.nearest(place.lon, place.lat, own)
    return place_values(place, language, t) | {
        "score": round(candidate.score, 3),
        "confidence": round(candidate.confidence, 3),
        "sure": candidate.confidence >= SURE,
        "matched": candidate.matched,
        "reasons": [reason_in_words(reason, t) for reason in candidate.reasons],
        "distance_km": near and round(near[0], 1),
        "nearest_site": near and near[1],
    }


def place_values(place: Place, language: str, t: NullTranslations) -> dict[str, Any]:
    """Return what a person needs to tell one place from another."""
    return {"id": place.id, "name": place.name, "lon": place.lon, "lat": place.lat,
            "country": place.country, "country_name": country_name(place.country, language),
            "kind": place.kind, "kind_words": kind_words(place.kind, t), "parent": place.parent,
            "population": place.population, "since": place.since, "until": place.until,
            "source": place.source}


def country_name(code: str, language: str) -> str:
    """Return a country's name in a language (CLDR); the code where CLDR doesn't know it."""
    try:
        locale = Locale.parse("en" if language == PSEUDO else language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return str(locale.territories.get(code, code))


def kind_words(kind: str, t: NullTranslations) -> str:
    """Return a kind of place in words; a kind of the author's own stays as it is."""
    _ = t.gettext
    words = {
        "country": _("country"), "region": _("province or state"), "district": _("district"),
        "city": _("city"), "town": _("town"), "village": _("village"), "airport": _("airport"),
        "airbase": _("air base"), "poi": _("sight"), "continent": _("continent"), "ocean": _("ocean"),
        "water": _("water"), "mountains": _("mountains"), "area": _("area"), "island": _("island"),
    }
    return words.get(kind, kind)
