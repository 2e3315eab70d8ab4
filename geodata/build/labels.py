"""Labels of countries and first-level units, in English and Vietnamese, the sources' slips mended."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from shapely.geometry import Point, shape
from shapely.ops import polylabel

from build.shapes import NATURAL_EARTH, Feature, feature, read

# Natural Earth 10m names a larger region in place of these three provinces.
VIETNAM_PATCH = {"VN-39": "Đồng Nai", "VN-53": "Bắc Kạn", "VN-66": "Hưng Yên"}
UNIT_PREFIX = re.compile(r"^(?:Thành phố|Tỉnh)\s+", re.IGNORECASE)

# CLDR's long or bracketed forms read badly on a map; the Falklands carry both names.
SHORT = {
    "en": {
        "HK": "Hong Kong",
        "MO": "Macao",
        "MM": "Myanmar",
        "FK": "Falkland Islands (Malvinas)",
        "PS": "Palestine",
    },
    "vi": {
        "HK": "Hồng Kông",
        "MO": "Ma Cao",
        "MM": "Myanmar",
        "FK": "Quần đảo Falkland (Malvinas)",
        "PS": "Palestine",
    },
}
# The label of a long thin country reads best at its waist, clear of the capital.
LABEL_AT = {"VN": (108.0, 13.7)}


def country_names(code: str) -> dict[str, str]:
    """Return a country's names by language from CLDR, or {} for a code that ISO 3166 does not list."""
    names = {}
    for language in ("en", "vi"):
        name = SHORT[language].get(code) or Locale(language).territories.get(code)
        if name:
            names[language] = name
    return names


def named(names: dict[str, str]) -> dict[str, str]:
    """Return label attributes: `name` is English, `name:vi` only where it differs."""
    result = {"name": names["en"]}
    if names.get("vi") and names["vi"] != names["en"]:
        result["name:vi"] = names["vi"]
    return result


def countries(naturalearth: Path) -> Iterator[Feature]:
    """Yield one label point for each country and territory with an ISO code; units without one get none."""
    frame = read(naturalearth / NATURAL_EARTH, "cultural/ne_10m_admin_0_countries")
    for row in frame.sort_values("iso_a2_eh").itertuples():
        code = row.iso_a2_eh
        names = country_names(code)
        if "en" not in names or row.type in ("Indeterminate", "Lease"):
            continue
        zoom = round(row.min_label)
        properties: dict[str, Any] = {
            "kind": "country", **named(names), "country": code, "rank": int(row.labelrank), "min_zoom": zoom,
        }  # fmt: skip
        yield feature(Point(LABEL_AT.get(code, (row.label_x, row.label_y))), properties, zoom - 1)


def _label_point(geometry: dict[str, Any]) -> Point:
    parts = shape(geometry).buffer(0)
    largest = max(getattr(parts, "geoms", [parts]), key=lambda part: part.area)
    spot = polylabel(largest, tolerance=max(largest.area**0.5 / 20, 0.005))
    return Point(round(spot.x, 4), round(spot.y, 4))


def region_names(properties: dict[str, Any]) -> dict[str, str]:
    """Return a first-level unit's names by language; Viet Nam's keep their diacritics in every language."""
    code = properties["iso_3166_2"]
    if properties["iso_a2"] == "VN":
        own = VIETNAM_PATCH.get(code) or UNIT_PREFIX.sub("", properties["name_vi"] or properties["name"])
        return {"en": own, "vi": own}
    english = properties.get("name_en") or properties.get("name")
    return {"en": english, "vi": properties.get("name_vi") or english} if english else {}


def regions(package: Path) -> Iterator[Feature]:
    """Yield one label point for each first-level unit, at the middle of its largest part."""
    source = package / "package/data/states/admin1.json"
    for item in json.loads(source.read_text(encoding="utf-8"))["features"]:
        properties = item["properties"]
        vietnam = properties["iso_a2"] == "VN"
        zoom = int(properties["min_label"]) - (1 if vietnam else 0)
        names = region_names(properties)
        if zoom > 9 or not names or properties["iso_3166_2"].startswith("-99"):
            continue
        attributes = {"kind": "region", **named(names), "country": properties["iso_a2"], "min_zoom": zoom}
        yield feature(_label_point(item["geometry"]), attributes, max(zoom - 1, 3))
