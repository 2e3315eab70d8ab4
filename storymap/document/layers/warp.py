"""A picture is fitted to the ground by points: a mesh of positions that the player bends it over.

The author may name the transformation. Without one, two points give a similarity, three an affine map, four
a projective one, more a thin-plate spline through all of them. All is reckoned in Web Mercator, in which the
map is drawn.
"""

import math
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storymap.document.layers.fits import Move, fitted, similarity
from storymap.model import Overlay

if TYPE_CHECKING:
    import numpy as np

EARTH_KM = 6371.0
_CELLS = {"similarity": 1, "affine": 1, "projective": 12}
_MANY_CELLS = 16


@dataclass(frozen=True)
class Warp:
    """A mesh of `cells` × `cells`: positions `[lon, lat]` by rows, from the upper left corner on.

    `error_km` is how far the points lie, at the median, from where a similarity through all of them would put
    them: what the picture must be bent by. It is None where the points leave no doubt. `off_km` is how far
    they lie from where they are drawn, as the root of the mean square: 0 for what goes through all points.
    `points_off_km` and `points_bent_km` say both for each point.
    """

    method: str
    cells: int
    mesh: list[list[float]]
    error_km: float | None
    off_km: float
    points_off_km: tuple[float, ...] = ()
    points_bent_km: tuple[float, ...] = ()


def warp(overlay: Overlay) -> Warp | None:
    """Return the mesh of a picture, None when its points can't tie it (fewer than two, or all in a line)."""
    import numpy as np

    if len(overlay.points) < 2:
        return None
    size = np.array([overlay.width or 1, overlay.height or 1], float)
    pixels = np.array([point.pixel for point in overlay.points], float) / size.max()
    first = overlay.points[0].position[0]
    ground = np.array([_mercator(*point.position, first) for point in overlay.points])
    try:
        method, move = _move(overlay.transformation, pixels, ground)
        plain = similarity(pixels, ground)
    except np.linalg.LinAlgError:
        return None
    cells = _CELLS.get(method, _MANY_CELLS)
    xs, ys = np.meshgrid(np.linspace(0, size[0], cells + 1), np.linspace(0, size[1], cells + 1))
    mesh = move(np.column_stack([xs.ravel(), ys.ravel()]) / size.max())
    if not np.isfinite(mesh).all() or np.abs(mesh).max() > 10:
        return None
    bent = np.hypot(*(plain(pixels) - ground).T)
    off = np.hypot(*(move(pixels) - ground).T)
    positions = [[round(lon, 6), round(lat, 6)] for lon, lat in (_degrees(x, y) for x, y in mesh.tolist())]
    around = _around_km(overlay)
    error = round(float(np.median(bent)) * around, 3) if len(pixels) > 2 else None
    mean = round(math.sqrt(float(np.mean(off**2))) * around, 3)
    each_off, each_bent = (tuple(round(far * around, 3) for far in fars.tolist()) for fars in (off, bent))
    return Warp(method, cells, positions, error, mean, each_off, each_bent)


def _move(asked: str, pixels: "np.ndarray", ground: "np.ndarray") -> tuple[str, Move]:
    """Return the transformation that is asked for, else the one that goes with so many points."""
    import numpy as np

    usual = {2: "similarity", 3: "affine", 4: "projective"}.get(len(pixels), "spline")
    if asked:
        with suppress(np.linalg.LinAlgError):
            return asked, fitted(asked, pixels, ground)
    return usual, fitted(usual, pixels, ground)


def _mercator(lon: float, lat: float, near: float) -> tuple[float, float]:
    lon += 360 * round((near - lon) / 360)
    sine = math.sin(math.radians(min(max(lat, -85.05), 85.05)))
    return (lon / 360, math.log((1 + sine) / (1 - sine)) / (4 * math.pi))


def _degrees(x: float, y: float) -> tuple[float, float]:
    return (x * 360, math.degrees(math.atan(math.sinh(2 * math.pi * y))))


def _around_km(overlay: Overlay) -> float:
    """Return how long the parallel through the middle of the points is."""
    latitudes = [point.position[1] for point in overlay.points]
    return 2 * math.pi * EARTH_KM * math.cos(math.radians(sum(latitudes) / len(latitudes)))
