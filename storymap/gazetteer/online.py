"""Nominatim through geopy: asked last, only on request, slowly, under our own name, and once per question."""

from __future__ import annotations

import math
import os
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from storymap import __version__
from storymap.gazetteer.candidate import Candidate, Context
from storymap.gazetteer.own_places import nearest_km
from storymap.gazetteer.place import Place
from storymap.paths import cache_folder
from storymap.problems import StorymapError

SERVICE = "https://nominatim.openstreetmap.org"
SOURCE = "OpenStreetMap contributors (ODbL), by way of Nominatim"
MOST_CONFIDENT = 0.8
"""Nominatim's importance isn't a probability, so that no online answer is ever accepted unseen."""
_MOST_ASKED = 200
_KINDS = {
    "country": "country", "state": "region", "region": "region", "province": "region", "county": "district",
    "state_district": "district", "district": "district", "municipality": "district", "city": "city",
    "town": "town", "village": "village", "hamlet": "village", "suburb": "town", "aeroway": "airport",
    "aerodrome": "airport", "airfield": "airbase", "military": "airbase", "water": "water", "river": "water",
    "bay": "water", "natural": "area", "peak": "mountains", "island": "island", "tourism": "poi",
}  # fmt: skip


class OnlineError(StorymapError):
    """The online service gave no answer; the text says why, and the offline answers stand."""


class Online:
    """A polite client: one question a second for the whole application, identified, cached on disk.

    The service is STORYMAP_NOMINATIM (an address), else OpenStreetMap's own, whose policy asks for all of
    this (operations.osmfoundation.org/policies/nominatim) and forbids autocomplete: only whole names that a
    person wrote are asked for. STORYMAP_CONTACT (a mail address or page) is added to the user agent.
    """

    def __init__(self, cache: Path | None = None, service: str = "") -> None:
        """Prepare; nothing is asked yet. `cache` is the file of known answers.

        Raises
        ------
        OnlineError
            geopy isn't installed, the address is none, or the cache can't be written.
        """
        from storymap.gazetteer.online_cache import OnlineCache

        try:
            from geopy.geocoders import Nominatim
        except ImportError:
            raise OnlineError(
                "Looking up places online needs geopy. Type:  pip install 'geostorymap[online]'"
            ) from None
        self.service = service or os.environ.get("STORYMAP_NOMINATIM") or SERVICE
        parts = urlsplit(self.service)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise OnlineError(
                f"STORYMAP_NOMINATIM must be an address such as {SERVICE}, not {self.service!r}."
            )
        contact = os.environ.get("STORYMAP_CONTACT", "").strip()
        agent = f"geostorymap/{__version__}" + (f" ({contact})" if contact else "")
        self._nominatim = Nominatim(
            user_agent=agent, domain=parts.netloc + parts.path.rstrip("/"), scheme=parts.scheme, timeout=10
        )
        self._stopped = ""
        try:
            self._cache = OnlineCache(cache or cache_folder() / "nominatim.sqlite")
        except (OSError, sqlite3.Error) as fault:
            raise OnlineError(f"The cache of online answers can't be written: {fault}. "
                              "Name another folder in STORYMAP_CACHE.") from None  # fmt: skip

    def find(
        self, query: str, *, context: Context | None = None, kind: str = "", limit: int = 10
    ) -> list[Candidate]:
        """Return what the service proposes for a whole name, best first; [] when it knows none.

        After a failure it isn't asked again: the same reason is raised at once.

        Raises
        ------
        OnlineError
            The service can't be reached, refuses, or is asked too much.
        """
        question = " ".join(query.split())
        if not 2 <= len(question) <= _MOST_ASKED:
            return []
        if self._stopped:
            raise OnlineError(self._stopped)
        try:
            found = self._cache.answer(self.service, question, lambda: self._ask(question))
        except sqlite3.Error as fault:
            raise OnlineError(f"The cache of online answers is in the way: {fault}.") from None
        near = (context or Context()).near
        candidates = [made for answer in found if (made := _candidate(answer, near))]
        fitting = [candidate for candidate in candidates if not kind or candidate.place.kind == kind]
        return _shared(fitting)[:limit]

    def _ask(self, question: str) -> list[dict[str, Any]]:
        from geopy.exc import GeopyError

        try:
            places = self._nominatim.geocode(
                question, exactly_one=False, limit=10, addressdetails=True, language="en"
            )
        except (GeopyError, ValueError, TypeError, AttributeError) as fault:  # geopy trusts what it is sent
            host = urlsplit(self.service).netloc
            self._stopped = f"{host} gave no answer ({_reason(fault)}). It isn't asked again now."
            raise OnlineError(self._stopped) from None
        return [place.raw for place in places or () if isinstance(place.raw, dict)]


def _reason(fault: Exception) -> str:
    return f"{type(fault).__name__}: {str(fault)[:120]}"


def _candidate(answer: Mapping[str, Any], near: tuple[tuple[float, float], ...]) -> Candidate | None:
    """Read one record of Nominatim's `jsonv2`; None when it has no usable position."""
    try:
        lat, lon = float(answer["lat"]), float(answer["lon"])
        importance = float(answer.get("importance") or 0.0)
    except (KeyError, TypeError, ValueError):
        return None
    if not (math.isfinite(importance) and abs(lat) <= 90 and abs(lon) <= 180):
        return None
    shown = str(answer.get("display_name") or "")
    name = str(answer.get("name") or shown.split(",")[0])
    address = answer.get("address")
    address = address if isinstance(address, dict) else {}
    words = (answer.get("addresstype"), answer.get("type"), answer.get("class"), answer.get("category"))
    place = Place(
        id=f"osm:{answer.get('osm_type', 'place')}/{answer.get('osm_id', '')}", name=name,
        lon=round(lon, 5), lat=round(lat, 5),
        kind=next((_KINDS[word] for word in words if isinstance(word, str) and word in _KINDS), "poi"),
        country=str(address.get("country_code") or "").upper()[:2],
        parent=str(address.get("state") or address.get("province") or ""), source=SOURCE,
    )  # fmt: skip
    reasons = (f"{5 * importance:+.1f} online: Nominatim names it ({shown[:120]})",)
    return Candidate(place, round(5 * importance, 3), 0.0, reasons, name, nearest_km((lon, lat), near))


def _shared(candidates: list[Candidate]) -> list[Candidate]:
    """Share the confidence by importance, as Nominatim ranks."""
    weights = [math.exp(candidate.score) for candidate in candidates]
    return [
        replace(candidate, confidence=round(MOST_CONFIDENT * weight / sum(weights), 3))
        for candidate, weight in zip(candidates, weights, strict=True)
    ]
