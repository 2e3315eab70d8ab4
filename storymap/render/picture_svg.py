"""Writes SVG: escaped elements, short paths, colours."""

from collections.abc import Iterable, Mapping
from html import escape
from xml.sax.saxutils import quoteattr

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"


def number(value: float) -> str:
    """Return a number with at most one decimal, as short as it goes."""
    text = f"{value:.1f}"
    if text.endswith(".0"):
        text = text[:-2]
    return "0" if text == "-0" else text


def element(name: str, attributes: Mapping[str, object], text: str | None = None) -> str:
    """Return one element; `_` in names becomes `-`, None leaves an attribute out, text is escaped."""
    parts = []
    for key, value in attributes.items():
        if value is not None:
            shown = number(value) if isinstance(value, float) else str(value)
            parts.append(f" {key.replace('_', '-')}={quoteattr(shown)}")
    opening = f"<{name}{''.join(parts)}"
    return f"{opening}/>" if text is None else f"{opening}>{escape(text, quote=False)}</{name}>"


def group(attributes: Mapping[str, object], children: Iterable[str]) -> str:
    """Return a `<g>` around already written elements, or nothing when there are none."""
    inside = "".join(children)
    return f"{element('g', attributes)[:-2]}>{inside}</g>" if inside else ""


def _steps(values: np.ndarray) -> str:
    """Return relative tenths as the shortest list that SVG can read back."""
    shown: list[str] = []
    for value in values:
        text = number(value / 10)
        shown.append(text if text.startswith("-") or not shown else f" {text}")
    return "".join(shown)


def _run(coordinates: np.ndarray, closed: bool) -> str:
    tenths = np.rint(coordinates[:, :2] * 10).astype(int)
    tenths = tenths[np.r_[True, np.any(np.diff(tenths, axis=0) != 0, axis=1)]]
    if closed and len(tenths) > 1 and (tenths[0] == tenths[-1]).all():
        tenths = tenths[:-1]
    if len(tenths) < (3 if closed else 2):
        return ""
    start, steps = tenths[0], np.diff(tenths, axis=0)
    return f"M{_steps(start)}l{_steps(steps.ravel())}{'z' if closed else ''}"


def path_data(geometry: BaseGeometry) -> str:
    """Return the `d` of a path for lines and areas in pixels, to one decimal; "" when nothing is left."""
    runs = []
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon" and not part.is_empty:
            runs += [_run(shapely.get_coordinates(ring), True) for ring in (part.exterior, *part.interiors)]
        elif part.geom_type in ("LineString", "LinearRing") and not part.is_empty:
            runs.append(_run(shapely.get_coordinates(part), False))
        elif part.geom_type in ("GeometryCollection", "MultiPolygon", "MultiLineString"):
            runs.append(path_data(part))
    return "".join(runs)


def path(geometry: BaseGeometry, **attributes: object) -> str:
    """Return a `<path>` for a geometry in pixels, or nothing when it is empty."""
    data = path_data(geometry)
    return element("path", {"d": data, **attributes}) if data else ""


def ink_on(colour: str) -> str:
    """Return white or near black, whichever reads better on a `#rrggbb` colour (WCAG 2 contrast)."""
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(c * 2 for c in digits)
    try:
        channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    except ValueError:
        return "#ffffff"
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#14181c" if (luminance + 0.05) / 0.0575 > 1.05 / (luminance + 0.05) else "#ffffff"
