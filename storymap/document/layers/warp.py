"""A picture is fitted to the ground by points: a mesh of positions that the player bends it over.

Two points give a similarity, three an affine map, four a projective one, more a thin-plate spline through all
of them (Bookstein 1989, Principal Warps). All is reckoned in Web Mercator, in which the map is drawn.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storymap.model import Overlay

if TYPE_CHECKING:
    import numpy as np

EARTH_KM = 6371.0
_CELLS = {"similarity": 1, "affine": 1, "projective": 12, "spline": 16}

Move = Callable[["np.ndarray"], "np.ndarray"]


@dataclass(frozen=True)
class Warp:
    """A mesh of `cells` × `cells`: positions `[lon, lat]` by rows, from the upper left corner on.

    `error_km` is how far the points lie, at the median, from where a similarity through all of them would put
    them: what the picture must be bent by. It is None where the points leave no doubt.
    """

    method: str
    cells: int
    mesh: list[list[float]]
    error_km: float | None


def warp(overlay: Overlay) -> Warp | None:
    """Return the mesh of a picture, None when its points can't tie it (fewer than two, or all in a line)."""
    import numpy as np

    if len(overlay.points) < 2:
        return None
    size = np.array([overlay.width or 1, overlay.height or 1], float)
    pixels = np.array([point.pixel for point in overlay.points], float) / size.max()
    first = overlay.points[0].position[0]
    ground = np.array([_mercator(*point.position, first) for point in overlay.points])
    method = {2: "similarity", 3: "affine", 4: "projective"}.get(len(pixels), "spline")
    try:
        move = {"similarity": _similarity, "affine": _affine, "projective": _projective, "spline": _spline}[
            method
        ](pixels, ground)
        plain = _similarity(pixels, ground)
    except np.linalg.LinAlgError:
        return None
    cells = _CELLS[method]
    xs, ys = np.meshgrid(np.linspace(0, size[0], cells + 1), np.linspace(0, size[1], cells + 1))
    mesh = move(np.column_stack([xs.ravel(), ys.ravel()]) / size.max())
    if not np.isfinite(mesh).all() or np.abs(mesh).max() > 10:
        return None
    error = _error(plain(pixels), ground, overlay) if len(pixels) > 2 else None
    positions = [[round(lon, 6), round(lat, 6)] for lon, lat in (_degrees(x, y) for x, y in mesh.tolist())]
    return Warp(method, cells, positions, error)


def _mercator(lon: float, lat: float, near: float) -> tuple[float, float]:
    lon += 360 * round((near - lon) / 360)
    sine = math.sin(math.radians(min(max(lat, -85.05), 85.05)))
    return (lon / 360, math.log((1 + sine) / (1 - sine)) / (4 * math.pi))


def _degrees(x: float, y: float) -> tuple[float, float]:
    return (x * 360, math.degrees(math.atan(math.sinh(2 * math.pi * y))))


def _error(moved: "np.ndarray", ground: "np.ndarray", overlay: Overlay) -> float:
    import numpy as np

    latitude = math.radians(float(np.mean([point.position[1] for point in overlay.points])))
    around = 2 * math.pi * EARTH_KM * math.cos(latitude)
    return round(float(np.median(np.hypot(*(moved - ground).T))) * around, 3)


def _similarity(pixels: "np.ndarray", ground: "np.ndarray") -> Move:
    """Return the least-squares turn, scale and shift; y points down in pixels and north on the ground."""
    import numpy as np

    x, y = pixels[:, 0], -pixels[:, 1]
    ones, none = np.ones(len(x)), np.zeros(len(x))
    left = np.block([[x[:, None], -y[:, None], ones[:, None], none[:, None]],
                     [y[:, None], x[:, None], none[:, None], ones[:, None]]])  # fmt: skip
    (a, b, east, north), *_ = np.linalg.lstsq(left, ground.T.ravel(), rcond=None)
    if math.hypot(a, b) < 1e-12:
        raise np.linalg.LinAlgError("all points are one")

    def move(points: "np.ndarray") -> "np.ndarray":
        x, y = points[:, 0], -points[:, 1]
        return np.column_stack([a * x - b * y + east, b * x + a * y + north])

    return move


def _affine(pixels: "np.ndarray", ground: "np.ndarray") -> Move:
    import numpy as np

    left = np.column_stack([pixels, np.ones(len(pixels))])
    if np.linalg.matrix_rank(left) < 3:
        raise np.linalg.LinAlgError("all points are in a line")
    matrix = np.linalg.lstsq(left, ground, rcond=None)[0]
    return lambda points: np.column_stack([points, np.ones(len(points))]) @ matrix


def _projective(pixels: "np.ndarray", ground: "np.ndarray") -> Move:
    """Return the homography through four points (direct linear transformation)."""
    import numpy as np

    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(pixels.tolist(), ground.tolist(), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    h = np.append(np.linalg.solve(np.array(rows), ground.ravel()), 1.0).reshape(3, 3)

    def move(points: "np.ndarray") -> "np.ndarray":
        found = np.column_stack([points, np.ones(len(points))]) @ h.T
        return np.asarray(found[:, :2] / found[:, 2:])

    return move


def _spline(pixels: "np.ndarray", ground: "np.ndarray") -> Move:
    """Return the thin-plate spline through all points."""
    import numpy as np

    count = len(pixels)
    if np.linalg.matrix_rank(np.column_stack([pixels, np.ones(count)])) < 3:
        raise np.linalg.LinAlgError("all points are in a line")
    edge = np.column_stack([np.ones(count), pixels])
    left = np.block([[_kernel(pixels, pixels), edge], [edge.T, np.zeros((3, 3))]])
    weights = np.linalg.solve(left, np.vstack([ground, np.zeros((3, 2))]))

    def move(points: "np.ndarray") -> "np.ndarray":
        return np.column_stack([_kernel(points, pixels), np.ones(len(points)), points]) @ weights

    return move


def _kernel(points: "np.ndarray", knots: "np.ndarray") -> "np.ndarray":
    import numpy as np

    squares = np.asarray(((points[:, None, :] - knots[None, :, :]) ** 2).sum(axis=2))
    return np.where(squares > 0, squares * np.log(np.maximum(squares, 1e-300)), 0.0)
