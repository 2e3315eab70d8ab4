"""The part of a tile archive that some views need, as an archive of its own."""

import io
import math
from collections.abc import Sequence
from pathlib import Path

from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import zxy_to_tileid
from pmtiles.writer import Writer

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west may be greater than east, or beyond 180."""

_MERCATOR = 85.0511287798066  # atan(sinh(π)), where Web Mercator ends


def cut_archive(
    archive: Path, boxes: Sequence[Box], *, world_zoom: int, max_zoom: int | None = None
) -> bytes:
    """Return the archive with the whole world down to `world_zoom`, and below only what touches the boxes.

    The same archive and boxes give the same bytes. Tiles are copied as they are (PMTiles specification,
    version 3). `max_zoom` drops what is finer.

    Raises
    ------
    OSError
        The archive can't be read.
    """
    with archive.open("rb") as file:
        source = MmapSource(file)
        reader = Reader(source)
        header, metadata = reader.header(), reader.metadata()
        finest = min(header["max_zoom"], header["max_zoom"] if max_zoom is None else max_zoom)
        wanted = {z: tiles_of(boxes, z) for z in range(world_zoom + 1, finest + 1)}
        made = io.BytesIO()
        writer = Writer(made)
        for (z, x, y), data in all_tiles(source):
            if z <= world_zoom or any(
                x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in wanted.get(z, ())
            ):
                writer.write_tile(zxy_to_tileid(z, x, y), data)
        writer.finalize(header, metadata)
    return made.getvalue()


def tiles_of(boxes: Sequence[Box], z: int) -> list[tuple[int, int, int, int]]:
    """Return the tiles at zoom `z` that each box touches, as x0, y0, x1, y1; a box across 180° gives two."""
    most = 2**z - 1
    found = []
    for west, south, east, north in boxes:
        y0, y1 = (min(most, max(0, int(_row(lat) * 2**z))) for lat in (north, south))
        if east - west >= 360:
            found.append((0, y0, most, y1))
            continue
        x0, x1 = (int(((lon + 180) / 360 % 1) * 2**z) for lon in (west, east))
        found += [(x0, y0, x1, y1)] if x0 <= x1 else [(x0, y0, most, y1), (0, y0, x1, y1)]
    return found


def tile_box(z: int, x: int, y: int) -> Box:
    """Return a box just inside a tile: `tiles_of` gives this tile for it, and at finer zooms all below it."""
    inset = 1e-9

    def lat(row: float) -> float:
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / 2**z))))

    def lon(column: float) -> float:
        return column / 2**z * 360 - 180

    return (lon(x + inset), lat(y + 1 - inset), lon(x + 1 - inset), lat(y + inset))


def _row(lat: float) -> float:
    """Return the latitude's place in the unit square of Web Mercator, 0 in the north (EPSG:3857)."""
    sine = math.sin(math.radians(min(_MERCATOR, max(-_MERCATOR, lat))))
    return 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
