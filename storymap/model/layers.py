"""Layers: extra geography that chapters turn on, how it is drawn, and how a chapter shows it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from storymap.model.text import Text
from storymap.model.when import When

KINDS = ("geojson", "choropleth", "circles", "heat", "clusters", "flows", "graticule", "tiles", "image")
SCHEMES = ("quantiles", "equal", "natural", "pretty", "headtails", "deviation")
COMPARES = ("swipe", "glass")
NEEDED_POINTS = {
    "similarity": 2,
    "affine": 3,
    "projective": 4,
    "polynomial-2": 6,
    "polynomial-3": 10,
    "spline": 3,
}
"""How a picture may be fitted to the ground, with the number of points that it takes at least."""
TRANSFORMATIONS = tuple(NEEDED_POINTS)


def no_features() -> Mapping[str, Any]:
    """Return a FeatureCollection without features."""
    return collection([])


def collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    """Return features as a FeatureCollection."""
    return {"type": "FeatureCollection", "features": features}


@dataclass(frozen=True)
class LayerStyle:
    """How a layer is drawn; what is None or empty is chosen to fit the kind.

    `value` names the property that colours areas, sizes circles, weighs heat or widens flows; `label` the one
    that names a feature. `scheme` makes `classes` of them, unless `breaks` gives their upper ends.
    `radius` and `width` are in pixels, `step` is the distance of a graticule's lines in degrees.
    """

    value: str = ""
    label: str = ""
    unit: Text = Text()
    scheme: str = "quantiles"
    classes: int = 5
    breaks: tuple[float, ...] = ()
    palette: str = ""
    radius: float | None = None
    width: float | None = None
    step: float | None = None


@dataclass(frozen=True)
class GroundPoint:
    """Where a pixel of a picture (x to the right, y down) lies on the ground, `(lon, lat)`."""

    pixel: tuple[float, float]
    position: tuple[float, float]


@dataclass(frozen=True)
class Overlay:
    """A picture that lies on the map: `file` (in media/) or `url`, its size in pixels, and points to tie it.

    `transformation` is one of `TRANSFORMATIONS`, or "": then two points turn and scale the picture, three
    shear it, four put it in perspective, more bend it.
    """

    file: str = ""
    url: str = ""
    width: int = 0
    height: int = 0
    points: tuple[GroundPoint, ...] = ()
    transformation: str = ""


@dataclass(frozen=True)
class Layer:
    """Extra geography that a chapter turns on.

    `data` is a GeoJSON FeatureCollection; a flow's features may have no geometry but the properties `from`
    and `to` with ids of sites. `when` names the property that holds a feature's date. `url` is the address of
    raster tiles, with `{z}`, `{x}` and `{y}` or, for a WMS, `{bbox-epsg-3857}`. `alt` says what a picture or
    tiles show.
    """

    id: str
    title: Text
    data: Mapping[str, Any] = field(default_factory=no_features, hash=False)
    colour: str = ""
    note: Text = Text()
    kind: str = "geojson"
    when: str = ""
    style: LayerStyle = LayerStyle()
    legend: Text = Text()
    attribution: Text = Text()
    opacity: float = 1.0
    alt: Text = Text()
    url: str = ""
    overlay: Overlay | None = None


@dataclass(frozen=True)
class LayerState:
    """How a chapter shows a layer: the whole state, never a difference to the chapter before.

    `opacity` is None for the layer's own. `filter` keeps the features whose properties fit: by property a
    tuple of values, or a map with `from` and `to`. `when` keeps those of a time, None those of the chapter's.
    `compare` is "", "swipe" or "glass".
    """

    id: str
    opacity: float | None = None
    filter: Mapping[str, Any] = field(default_factory=dict, hash=False)
    compare: str = ""
    when: When | None = None
