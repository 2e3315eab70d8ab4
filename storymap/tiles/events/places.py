"""The places of a story to which the rows of an event set belong: areas, and sites by their id."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import shapely
from shapely.geometry import shape

from storymap.model import EventSet, Site
from storymap.storage.inside import FileRefused, inside
from storymap.tiles.events.areas import Areas
from storymap.tiles.events.faults import EventSetFault


@dataclass(frozen=True)
class Places:
    """Areas as WKB with their ids, then sites' ids: a row's place is a number in this order."""

    shapes: tuple[bytes, ...] = ()
    names: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all places."""
        return self.names + self.sites

    @cached_property
    def mark(self) -> str:
        """What changes when a place does."""
        digest = hashlib.sha256(repr((self.names, self.sites)).encode())
        for data in self.shapes:
            digest.update(data)
        return digest.hexdigest()

    @cached_property
    def areas(self) -> Areas:
        """The areas with their index, built on first use in each process."""
        return Areas([shapely.from_wkb(data) for data in self.shapes])


def places_of(wanted: EventSet, sites: Sequence[Site], folder: Path) -> Places:
    """Return the places of an event set: its file of areas, or else the sites that are areas.

    Raises
    ------
    EventSetFault
        The file of areas can't be read.
    """
    known = tuple(site.id for site in sites) if wanted.site else ()
    if not wanted.areas:
        areas = [(site.id, shape(dict(site.geometry))) for site in sites if site.geometry]
        areas = [(name, area) for name, area in areas if area.geom_type in ("Polygon", "MultiPolygon")]
        return Places(tuple(area.wkb for _, area in areas), tuple(name for name, _ in areas), known)
    import geopandas

    try:
        frame = geopandas.read_file(inside(folder, wanted.areas), engine="pyogrio")
    except (FileRefused, RuntimeError, OSError, ValueError) as fault:
        raise EventSetFault(f"The areas in {wanted.areas} can't be read: {fault}.") from None
    if frame.crs is not None:
        with contextlib.suppress(ValueError):
            frame = frame.to_crs("EPSG:4326")
    if wanted.area_id and wanted.area_id not in frame.columns:
        raise EventSetFault(
            f"{wanted.areas} has no property {wanted.area_id}. "
            f"It has: {', '.join(name for name in frame.columns if name != 'geometry')}."
        )
    names = frame[wanted.area_id] if wanted.area_id else frame.index
    return Places(tuple(frame.geometry.to_wkb()), tuple(map(str, names)), known)
