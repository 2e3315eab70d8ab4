"""Vector files of geographic programs (GeoPackage, Shapefile, FlatGeobuf, KML, GPX) become features."""

from __future__ import annotations

import io
import re
import tempfile
import warnings
import zipfile
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from storymap.model.layers import collection, no_features
from storymap.model.points import MANY_POINTS, PointTable
from storymap.storage import kept
from storymap.storage.encoding import clean
from storymap.storage.foreign import fault_words
from storymap.storage.inside import FileRefused, read_bytes
from storymap.storage.kept_features import read_once
from storymap.storage.vector_shapes import Shapes, mended, to_degrees
from storymap.storage.where import Where, listed, near_miss
from storymap.words import Words, words_of

if TYPE_CHECKING:
    import numpy as np

ENDINGS = (".gpkg", ".shp", ".fgb", ".kml", ".gpx")
MOST_FEATURES = 200_000
_GPX_PARTS = ("waypoints", "routes", "tracks")
_ENDINGS_OF_COPIES = {".shp": ".shp.zip"}
_SIDECARS = (".shx", ".dbf", ".prj", ".cpg")
# GDAL finds out by itself what a file is, and some of its formats name other files; so what isn't what its
# name says never gets there.
_BEGINNINGS = {".gpkg": b"SQLite format 3\0", ".shp": b"\0\0\x27\x0a", ".fgb": b"fgb\x03"}
_ROOTS = {".kml": re.compile(rb"<(?:\w+:)?kml[\s>]"), ".gpx": re.compile(rb"<(?:\w+:)?gpx[\s>]")}
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def read_vectors(folder: Path, file: str, part: str, where: Where) -> tuple[Mapping[str, Any], str]:
    """Return a file as a FeatureCollection in WGS 84, and a name for its shapes, "" when it can't be used.

    What can't be drawn is left out, and a problem says so.

    `part` names one of the layers inside the file. Outlines that cross themselves are mended. What was read
    of the same bytes before is taken from the cache, problems and all. Very many points come as a
    `PointTable`, which is read as fast from the file itself.
    """
    ending = PurePosixPath(file).suffix.lower()
    try:
        data = _bytes(folder, file)
    except FileRefused as fault:
        where.error(words_of(fault), hint=fault.hint)
        return no_features(), ""
    name = kept.name_of(data, ending, part)
    return read_once(name, lambda here: _read(data, ending, part, here), where), name


def _read(data: bytes, ending: str, part: str, where: Where) -> Mapping[str, Any]:
    import pyogrio

    # GDAL goes by a file's name and may write beside it, so it gets a copy; what it warns of is seen below.
    with tempfile.TemporaryDirectory(prefix="storymap-") as own, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        copy = Path(own, f"layer{_ENDINGS_OF_COPIES.get(ending, ending)}")
        copy.write_bytes(data)
        try:
            found = [_collection(copy, name, where) for name in _parts(copy, ending, part, where)]
            if len(found) == 1:
                return found[0]
            return collection([feature for one in found for feature in one["features"]])
        except (
            pyogrio.errors.DataSourceError,
            pyogrio.errors.DataLayerError,
            ValueError,
            RuntimeError,
        ) as fault:
            where.error(
                Words("the file can't be read: {first}", first=fault_words(fault)),
                hint=Words("Export it again from the program that made it."),
            )
    return no_features()


def _bytes(folder: Path, file: str) -> bytes:
    """Return a file's bytes, of a shapefile those of all its parts in a zip archive.

    Raises
    ------
    FileRefused
        As `read_bytes`; or the file isn't what its name says.
    """
    data = read_bytes(folder, file)
    ending = PurePosixPath(file).suffix.lower()
    beginning = _BEGINNINGS.get(ending, b"")
    root = _ROOTS.get(ending)
    if not data.startswith(beginning) or (root and not root.search(data[:4096])):
        raise FileRefused(
            Words("this is not a {ending} file", ending=ending),
            Words("Export it again from the program that made it."),
        )
    if root and _DECLARATION.search(data):
        raise FileRefused(
            Words("the file declares entities, which could stand for anything"), Words("Export it again.")
        )
    return _with_sidecars(folder, file, data) if ending == ".shp" else data


def _with_sidecars(folder: Path, file: str, data: bytes) -> bytes:
    path = PurePosixPath(file)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo("layer.shp"), data)  # without a time: the same files, the same bytes
        for ending in _SIDECARS:
            for written in (ending, ending.upper()):
                if (folder / path.with_suffix(written)).is_file():
                    side = read_bytes(folder, str(path.with_suffix(written)))
                    archive.writestr(zipfile.ZipInfo(f"layer{ending}"), side)
                    break
            else:
                if ending in (".shx", ".dbf"):
                    raise FileRefused(
                        Words("the shapefile's {ending} file is missing", ending=ending),
                        Words("Copy all files of the same name."),
                    )
    return packed.getvalue()


def _parts(copy: Path, ending: str, part: str, where: Where) -> list[str]:
    """Return the names of the layers to read: all of a KML, what GPX calls so, else one."""
    import pyogrio

    names = [str(name) for name, _ in pyogrio.list_layers(copy)]
    if not names:
        where.error(
            Words("the file has no geometries"),
            hint=Words("Export it again from the program that made it."),
        )
    if part and part in names:
        return [part]
    if part:
        near = near_miss(part, names)
        where.error(
            Words("the file has no such part"),
            found=part,
            hint=Words("Did you mean `{near}`?", near=near)
            if near
            else Words("It has {names}.", names=listed(names)),
        )
        return []
    if ending == ".gpx":
        return [name for name in names if name in _GPX_PARTS]
    if ending == ".kml":
        return names
    if len(names) > 1:
        where.notice(
            Words("the file has {names} parts; the first one is shown", names=len(names)),
            found=listed(names),
            hint=Words("Choose one with `part: …`."),
        )
    return names[:1]


def _collection(copy: Path, name: str, where: Where) -> Mapping[str, Any]:
    import pyogrio.raw
    import shapely

    about, _, wkb, columns = pyogrio.raw.read(copy, layer=name, force_2d=True, max_features=MOST_FEATURES + 1)
    if wkb is None:
        where.error(
            Words("the file has no geometries"), found=name, hint=Words("Export it with its geometries.")
        )
        return no_features()
    if len(wkb) > MOST_FEATURES:
        where.error(
            Words(
                "the file has more than {most_features} features; the others are left out",
                most_features=f"{MOST_FEATURES:,}",
            ),
            hint=Words("Split it, or make it simpler."),
        )
        wkb = wkb[:MOST_FEATURES]
    shapes = mended(
        to_degrees(Shapes.of(shapely.from_wkb(wkb, on_invalid="ignore")), about["crs"], where), where
    )
    names = [clean(str(field)) for field in about["fields"]]
    kinds = [str(kind) for kind in about["dtypes"]]
    table = {name: list(_plain(*one)) for name, *one in zip(names, columns, kinds, strict=True)}
    if points := _points(shapes, table):
        return points
    rows = zip(*table.values(), strict=True) if names else iter(lambda: (), None)
    drawn = dict(shapes.pairs())
    return collection([
        {"type": "Feature", "geometry": drawn[number], "properties": dict(zip(names, row, strict=True))}
        for number, row in zip(range(len(wkb)), rows, strict=False)
        if number in drawn
    ])  # fmt: skip


def _points(shapes: Shapes, table: Mapping[str, list[Any]]) -> PointTable | None:
    """Return many points and nothing else as columns."""
    import shapely

    if len(shapes.numbers) < MANY_POINTS or (shapely.get_type_id(shapes.geometries) != 0).any():
        return None
    numbers = shapes.numbers.tolist()
    lons, lats = (
        array("d", axis(shapes.geometries).tobytes()) for axis in (shapely.get_x, shapely.get_y)
    )
    whole = len(numbers) == len(next(iter(table.values()), numbers))
    columns = {name: column if whole else [column[at] for at in numbers] for name, column in table.items()}
    return PointTable(lons, lats, columns)


def _plain(column: np.ndarray, kind: str) -> Iterator[Any]:
    """Yield a column's values as JSON has them; whole numbers and truth with gaps are read as doubles."""
    import numpy as np

    if column.dtype.kind == "M":
        yield from (None if text == "NaT" else text for text in np.datetime_as_string(column).tolist())
    elif column.dtype.kind in "iub":
        yield from column.tolist()
    elif column.dtype.kind == "f" and not kind.startswith("float"):
        own = bool if kind.startswith("bool") else int
        yield from (own(value) if np.isfinite(value) else None for value in column.tolist())
    elif column.dtype.kind == "f":
        yield from (value if np.isfinite(value) else None for value in column.tolist())
    else:
        for value in column.tolist():
            if isinstance(value, str):
                yield clean(value)
            else:
                yield value if isinstance(value, int | bool) or value is None else str(value)
