"""The geometries of a vector file: brought to WGS 84, mended, and counted when they can't be drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storymap.model.shape_text import ShapeText
from storymap.storage.geometry import tell_mixed
from storymap.storage.where import Where
from storymap.words import Words

if TYPE_CHECKING:
    import numpy as np

MOST_POSITIONS = 2_000_000
MOST_NAMED = 8
_FAMILIES = {0: "points", 4: "points", 1: "lines", 5: "lines", 2: "lines", 3: "areas", 6: "areas"}
_GEOJSON = {
    0: "Point", 1: "LineString", 3: "Polygon", 4: "MultiPoint", 5: "MultiLineString", 6: "MultiPolygon",
}  # fmt: skip
_DRAWN = (0, 1, 3, 4, 5, 6)  # shapely's numbers of the six geometries that GeoJSON and the player know


@dataclass(frozen=True)
class Shapes:
    """Geometries and their numbers in the file."""

    numbers: np.ndarray
    geometries: np.ndarray

    @classmethod
    def of(cls, geometries: np.ndarray) -> Shapes:
        """Number all geometries of a file from 0."""
        import numpy as np

        return cls(np.arange(len(geometries)), geometries)

    def only(self, good: np.ndarray) -> Shapes:
        """Return those that a mask keeps."""
        return Shapes(self.numbers[good], self.geometries[good])

    def pairs(self) -> Iterator[tuple[int, ShapeText]]:
        """Yield each number with its GeoJSON geometry."""
        import numpy as np
        import shapely

        kinds = [_GEOJSON[kind] for kind in shapely.get_type_id(self.geometries)]
        texts = shapely.to_geojson(self.geometries)
        boxes = np.asarray(shapely.bounds(self.geometries)).reshape(-1, 4).tolist()
        for number, text, kind, box in zip(self.numbers.tolist(), texts, kinds, boxes, strict=True):
            west, south, east, north = box
            data = text.encode()
            yield number, ShapeText(data, 0, len(data), kind, (west, south, east, north))


def to_degrees(shapes: Shapes, crs: str | None, where: Where) -> Shapes:
    """Return the geometries in WGS 84, those without one, or beyond the Earth, left out with an error."""
    import numpy as np
    import shapely

    there: np.ndarray = ~(shapely.is_missing(shapes.geometries) | shapely.is_empty(shapes.geometries))
    _tell(
        where,
        shapes,
        there,
        Words("have no geometry"),
        Words("Draw them, or delete their rows."),
    )
    shapes = shapes.only(there)
    if int(shapely.get_num_coordinates(shapes.geometries).sum()) > MOST_POSITIONS:
        where.error(
            Words("the shapes have more than {most_positions} points", most_positions=f"{MOST_POSITIONS:,}"),
            hint=Words("Simplify them first."),
        )
        return shapes.only(np.zeros(len(shapes.numbers), bool))
    positions, owners = shapely.get_coordinates(shapes.geometries, return_index=True)
    finite = np.ones(len(shapes.numbers), bool)
    finite[owners[~np.isfinite(positions).all(axis=1)]] = False
    _tell(
        where,
        shapes,
        finite,
        Words("have infinite coordinates"),
        Words("Draw them again."),
    )
    shapes = shapes.only(finite)
    moved = _moved(shapes.geometries, crs, where)
    if moved is None:
        return shapes.only(np.zeros(len(shapes.numbers), bool))
    bounds: np.ndarray = np.asarray(shapely.bounds(moved)).reshape(-1, 4)
    limits = np.array([360, 90.0001, 360, 90.0001])
    good: np.ndarray = (np.isfinite(bounds) & (np.abs(bounds) <= limits)).all(axis=1)
    _tell(
        where,
        shapes,
        good,
        Words("lie beyond the Earth"),
        Words("The file names a wrong coordinate system: export it again in WGS 84 (EPSG:4326)."),
    )
    good_ones = Shapes(shapes.numbers, moved).only(good)
    return Shapes(good_ones.numbers, _centimetres(good_ones.geometries))


def _moved(geometries: np.ndarray, crs: str | None, where: Where) -> np.ndarray | None:
    """Return geometries in degrees; without a named system they are taken as degrees where they can be."""
    import numpy as np
    import pyproj
    import shapely

    if len(geometries) == 0:
        return geometries
    if not crs:
        west, south, east, north = shapely.total_bounds(geometries)
        if max(abs(south), abs(north)) > 90 or max(abs(west), abs(east)) > 360:
            where.error(
                Words("the file doesn't say its coordinate system, and its numbers aren't degrees"),
                found=f"{west:g} {south:g} to {east:g} {north:g}",
                hint=Words("Export it again in WGS 84 (EPSG:4326), or add the .prj file."),
            )
            return None
        where.warning(
            Words("the file doesn't say its coordinate system; taken as WGS 84"),
            hint=Words("Export it again in WGS 84 (EPSG:4326), or add the .prj file."),
        )
        return geometries
    try:
        system = pyproj.CRS.from_user_input(crs)
        if system.to_epsg() == 4326:
            return geometries
        change = pyproj.Transformer.from_crs(system, 4326, always_xy=True)
    except pyproj.exceptions.ProjError as fault:
        where.error(
            Words("the file's coordinate system isn't known"),
            found=fault,
            hint=Words("Export it again in WGS 84 (EPSG:4326)."),
        )
        return None

    def degrees(points: np.ndarray) -> np.ndarray:
        return np.column_stack(change.transform(points[:, 0], points[:, 1]))

    moved: np.ndarray = shapely.transform(geometries, degrees)
    return moved


def _centimetres(geometries: np.ndarray) -> np.ndarray:
    """Return geometries in degrees with as many decimals as a centimetre asks for."""
    import numpy as np
    import shapely

    short: np.ndarray = shapely.transform(geometries, lambda points: np.round(points, 7))
    return short


def mended(shapes: Shapes, where: Where) -> Shapes:
    """Return valid geometries of one family: points, lines or areas, whichever the file has most of."""
    import numpy as np
    import shapely

    geometries = shapes.geometries.copy()
    areas = shapely.get_dimensions(geometries) == 2
    broken = areas & ~shapely.is_valid(geometries)
    geometries[broken] = shapely.make_valid(geometries[broken], method="structure", keep_collapsed=False)
    if count := int(broken.sum()):
        where.notice(
            Words(
                "{count} of {geometries} outlines crossed themselves; they were mended",
                count=count,
                geometries=len(geometries),
            ),
            found=_few(shapes.numbers[broken]),
            hint=Words("Look whether they are still right."),
        )
    kinds = shapely.get_type_id(geometries)
    good = np.isin(kinds, _DRAWN) & ~shapely.is_empty(geometries)
    _tell(
        where,
        shapes,
        good,
        Words("are collections or collapsed, which can't be drawn"),
        Words("Split them into points, lines or areas."),
    )
    families = sorted({_FAMILIES[kind] for kind in kinds[good].tolist()})
    if len(families) > 1:
        tell_mixed(families, where)
    return Shapes(shapes.numbers, geometries).only(good)


def _tell(where: Where, shapes: Shapes, good: np.ndarray, what: str, hint: str) -> None:
    """Say how many features a mask leaves out, and which."""
    if count := int((~good).sum()):
        total = len(good)
        where.error(
            Words(
                "{count} of {total} features {what}; they are left out", count=count, total=total, what=what
            ),
            found=_few(shapes.numbers[~good]),
            hint=hint,
        )


def _few(numbers: np.ndarray) -> str:
    """Return the first of some features by their number in the file, from 1."""
    shown = ", ".join(str(number + 1) for number in numbers[:MOST_NAMED].tolist())
    return Words("feature {numbers}", numbers=shown if len(numbers) <= MOST_NAMED else f"{shown} …")
