"""How pixels are moved to the ground: each fit goes through the points, or as near to them as it can.

The thin-plate spline is after Bookstein 1989, Principal Warps. Pixels are in shares of the longer side.
"""

import math
from collections.abc import Callable
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

from storymap.model.layers import NEEDED_POINTS

if TYPE_CHECKING:
    import numpy as np

Move = Callable[["np.ndarray"], "np.ndarray"]


def fitted(method: str, pixels: "np.ndarray", ground: "np.ndarray") -> Move:
    """Return the move of a transformation, one of `TRANSFORMATIONS`.

    Raises
    ------
    numpy.linalg.LinAlgError
        The points are too few, or lie so that they leave it open.
    """
    import numpy as np

    if len(pixels) < NEEDED_POINTS[method]:
        raise np.linalg.LinAlgError("too few points")
    if method == "similarity":
        return similarity(pixels, ground)
    if method == "projective":
        return _projective(pixels, ground)
    if method == "spline":
        return _spline(pixels, ground)
    return _polynomial(pixels, ground, {"affine": 1, "polynomial-2": 2, "polynomial-3": 3}[method])


def similarity(pixels: "np.ndarray", ground: "np.ndarray") -> Move:
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


def _polynomial(pixels: "np.ndarray", ground: "np.ndarray", order: int) -> Move:
    """Return the least-squares polynomial of an order; the first is the affine map."""
    import numpy as np

    def terms(points: "np.ndarray") -> "np.ndarray":
        columns = np.column_stack([np.ones(len(points)), points])
        kinds = combinations_with_replacement(range(3), order)
        return np.column_stack([columns[:, kind].prod(axis=1) for kind in map(list, kinds)])

    left = terms(pixels)
    if np.linalg.matrix_rank(left) < left.shape[1]:
        raise np.linalg.LinAlgError("the points lie in a line or a curve")
    weights = np.linalg.lstsq(left, ground, rcond=None)[0]
    return lambda points: terms(points) @ weights


def _projective(pixels: "np.ndarray", ground: "np.ndarray") -> Move:
    """Return the homography through four points, or the nearest to more (direct linear transformation)."""
    import numpy as np

    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(pixels.tolist(), ground.tolist(), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    left = np.array(rows)
    if np.linalg.matrix_rank(left) < 8:
        raise np.linalg.LinAlgError("three points are in a line")
    h = np.append(np.linalg.lstsq(left, ground.ravel(), rcond=None)[0], 1.0).reshape(3, 3)

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
