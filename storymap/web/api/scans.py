"""A scanned map while somebody places it: how it would be drawn, and how far its points lie off."""

from typing import Any

from flask import Blueprint, Response

from storymap.accounts import Role
from storymap.document.layers.warp import Warp, warp
from storymap.model import GroundPoint, Overlay
from storymap.model.layers import NEEDED_POINTS
from storymap.web.access import requires
from storymap.web.api.answers import json_answer
from storymap.web.api.bodies import Scan, sent


def add_scans(api: Blueprint) -> None:
    """Add the look ahead at a picture on the ground."""

    @api.post("/stories/<story>/overlay-fit")
    @requires(Role.VIEWER)
    def fit_of_overlay(story: str) -> Response:  # noqa: ARG001 - it says for which story one needs a role
        return json_answer(fit_values(sent(Scan)))


def fit_values(scan: Scan) -> dict[str, Any]:
    """Return how a picture is drawn and how far its points lie off, without a method when they can't tie it.

    `suits` says that it is drawn as the author asked for; `needed` how many points that takes.
    """
    points = tuple(GroundPoint(point.pixel, point.at) for point in scan.points)
    asked = scan.transformation if scan.transformation in NEEDED_POINTS else ""
    bent = warp(Overlay("", "", scan.width, scan.height, points, asked))
    told = {"needed": NEEDED_POINTS.get(asked, 2), "suits": bent is not None and asked in ("", bent.method)}
    if bent is None:
        return {"method": None, "error_km": None, "off_km": None, "points": [],
                "outline": [], "cells": 0, "mesh": [], **told}
    each = zip(bent.points_off_km, bent.points_bent_km, strict=True)
    return {"method": bent.method, "error_km": bent.error_km, "off_km": bent.off_km,
            "points": [{"off_km": off, "bent_km": far} for off, far in each],
            "outline": _outline(bent), "cells": bent.cells, "mesh": bent.mesh, **told}


def _outline(bent: Warp) -> list[list[float]]:
    """Return the edge of a picture on the ground as a ring, from its upper left corner on, clockwise."""
    side, mesh = bent.cells + 1, bent.mesh
    top, bottom = mesh[:side], mesh[-side:]
    right, left = mesh[side - 1 :: side], mesh[::side]
    return [*top, *right[1:], *bottom[-2::-1], *left[-2::-1]]
