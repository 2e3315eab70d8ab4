"""Draws large event sets in a picture: discs whose area goes with the count, darker for more."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from storymap.render.picture_frame import Frame
from storymap.render.picture_svg import element, group
from storymap.render.picture_theme import Mode

_RAMPS = {
    "light": ("#6fa3cf", "#4a8ac0", "#2c6eae", "#174f8f", "#0a2f63"),
    "dark": ("#3f6f9e", "#5b8fbf", "#84b1d9", "#b3d1ec", "#e4f0fb"),
    "print": ("#a8a8a8", "#8c8c8c", "#6e6e6e", "#505050", "#2e2e2e"),
}
"""Those of the player (ColorBrewer's Blues); lightness alone tells the classes apart."""

_STEP = 3.0
_LEAST = 1.1
_WIDEST = 0.95


def draw_events(frame: Frame, shown: Mapping[str, Any], style: str, theme: Mode) -> str:
    """Return the event sets that a chapter shows as SVG, or, given the document, whole ones for the cover."""
    ramp = _RAMPS["print" if style == "print" else theme]
    return "".join(
        group({"opacity": "0.9"}, _discs(frame, state["drawn"], ramp))
        for state in shown.get("event_sets") or []
        if state["drawn"]["spots"]
    )


def _discs(frame: Frame, drawn: Mapping[str, Any], ramp: tuple[str, ...]) -> Iterator[str]:
    """Yield a disc for each count that the frame shows; each class has three times the one before it."""
    widest = frame.world / 2 ** drawn["depth"] / 2 * _WIDEST
    most = max(count for _lon, _lat, count in drawn["spots"])
    for lon, lat, count in drawn["spots"]:
        x, y = frame.xy(lon, lat)
        if -widest < x < frame.width + widest and -widest < y < frame.height + widest:
            degree = len(ramp) + math.floor(math.log(count / most * 0.999_999) / math.log(_STEP))
            radius = max(_LEAST, widest * math.sqrt(count / most))
            yield element(
                "circle",
                {"cx": round(x, 1), "cy": round(y, 1), "r": round(radius, 1), "fill": ramp[max(0, degree)]},
            )
