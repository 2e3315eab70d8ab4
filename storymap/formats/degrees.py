"""Reads degrees: decimal, with minutes, with seconds, with signs, letters or words for the four sides."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lat_lon_parser import to_dec_deg

from storymap.formats.position import (
    KM_PER_DEGREE,
    LON_FIRST,
    N_,
    SWAPPED,
    Alternative,
    Notation,
    Note,
    PositionFound,
    Read,
    Refused,
    in_degrees,
    on_earth,
    out_of_range,
    rounded,
)

LAT, LON = "φ", "λ"
NAM = N_("N is read as Nam, south, because the other letter is Vietnamese")
NAM_OR_NORTH = N_("if N means north")
_SIXTY = N_("degrees go up to 180, minutes and seconds to 59")
_FEWEST_DIGITS = 3  # of fractions that only a space parts: 12.05 13.06 are days

_QUOTES = str.maketrans({
    **dict.fromkeys("º˚∘ᵒ", "°"), **dict.fromkeys("′’‘`´ʹʼ‵＇", "'"), **dict.fromkeys("″”“„ʺ‶〃＂", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"), "Ð": "Đ", "；": ";", "，": ",", "\u00a0": " ", "\u202f": " ",
})  # fmt: skip
_WORDS = (
    (r"(?<=\d)\s*(?:degrees?|deg\.?|độ)", "°"),
    (r"(?<=\d)\s*d(?=\s*\d)", "°"),
    (r"(?<=\d)\s*(?:minutes?|min\.?|phút)", "'"),
    (r"(?<=\d)\s*(?:seconds?|sec\.?|giây)", '"'),
    (r"(°\s*\d+(?:[.,]\d+)?)\s*m\b", r"\1'"),
    (r"(°\s*\d+(?:[.,]\d+)?)\s*m(?=\s*\d)", r"\1'"),
    (r"('\s*\d+(?:[.,]\d+)?)\s*s(?=\s*[nsewbđt]\b)", r'\1"'),
    (r"''", '"'),
    (r"\b(?:latitude|lat|vĩ độ|vĩ tuyến|vĩ)\b\.?", LAT),
    (r"\b(?:longitude|long|lon|lng|kinh độ|kinh tuyến|kinh)\b\.?", LON),
    (r"\bnorth\b|\bbắc\b", "B"),
    (r"\bsouth\b|\bnam\b", "S"),
    (r"\beast\b|\bđông\b", "E"),
    (r"\bwest\b|\btây\b", "W"),
    (r"(?<=[NSEWBĐT])\s+(?:-|và|and)\s+(?=\d)", ", "),
)
_REPLACED = tuple((re.compile(pattern, re.IGNORECASE), by) for pattern, by in _WORDS)

_NUMBER = r"\d{1,3}(?:[.,]\d{1,18})?"
_SMALL = r"\d{1,2}(?:[.,]\d{1,18})?"
_SIDE = "[NSEWBĐDT]"
_STRICT = rf"(?P<d{{n}}>{_NUMBER})\s*(?:(?P<sign{{n}}>°)\s*(?:(?P<m{{n}}>{_SMALL})\s*'?\s*" \
          rf"(?:(?<=['\s])(?P<s{{n}}>{_SMALL})\s*\"?)?)?)?"  # fmt: skip
_LOOSE = rf"(?P<d{{n}}>{_NUMBER})\s*(?P<sign{{n}}>°)?(?:[\s:]*(?<=[\s:°])(?P<m{{n}}>{_SMALL})\s*'?" \
         rf"(?:[\s:]*(?<=[\s:'])(?P<s{{n}}>{_SMALL})\s*\"?)?)?"  # fmt: skip
_BEFORE = rf"(?P<axis{{n}}>[{LAT}{LON}])?\s*[:=]?\s*(?P<side{{n}}>{_SIDE})?\s*(?P<minus{{n}}>[+-]?)\s*"
_AFTER = rf"\s*(?P<axis{{n}}>[{LAT}{LON}])?\s*(?P<side{{n}}>{_SIDE})"
_BETWEEN = r"\s*[,;/|&]?\s*"


def _pair(angle: str) -> re.Pattern[str]:
    return re.compile(angle.replace("{n}", "1") + _BETWEEN + angle.replace("{n}", "2"), re.IGNORECASE)


_MINUS = r"(?P<minus{n}>[+-]?)\s*"
_PATTERNS = (
    _pair(_BEFORE + _STRICT),
    _pair(_MINUS + _LOOSE + _AFTER),
    _pair(_BEFORE.replace(f"(?P<side{{n}}>{_SIDE})?", f"(?P<side{{n}}>{_SIDE})") + _LOOSE),
    _pair(_MINUS + _STRICT + f"(?:{_AFTER})?"),
)
_ISO_6709 = re.compile(r"([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)(?:[+-]\d+(?:\.\d+)?)?/?")
_PACKED = re.compile(r"(\d{2})(\d{2})(\d{2}(?:\.\d+)?)?([NSB])[ ,/]*(\d{3})(\d{2})(\d{2}(?:\.\d+)?)?([EWĐT])")
_WKT = re.compile(r"(?:SRID=4326;)?\s*POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)", re.IGNORECASE)


@dataclass(frozen=True)
class _Angle:
    """One half of a pair as it is written; `unit` is the size of its last digit in degrees."""

    value: float
    side: str
    axis: str
    parts: int
    marked: bool
    signed: bool
    fraction: str
    unit: float


def read_degrees(text: str) -> Read:
    """Return the position that a text in degrees gives, latitude first unless letters or the range differ."""
    plain = text.translate(_QUOTES).strip().strip("()[]{}")
    if point := _WKT.fullmatch(text.strip()):
        return _of_numbers(float_of(point[2]), float_of(point[1]), decimals(point[1], point[2]))
    if iso := _ISO_6709.fullmatch(plain):
        return _of_numbers(float_of(iso[1]), float_of(iso[2]), decimals(iso[1], iso[2]))
    if packed := _PACKED.fullmatch(plain.upper()):
        plain = _spread(packed)
    for pattern, by in _REPLACED:
        plain = pattern.sub(by, plain)
    plain = re.sub(rf'"?([{LAT}{LON}])"?\s*[:=]?', r"\1 ", plain)
    for pattern in _PATTERNS:
        if found := pattern.fullmatch(plain.strip()):
            read = _of_pair(found)
            if read is not None:
                return read
    return None


def _spread(packed: re.Match[str]) -> str:
    """Return `162749N1073527E` with its signs."""
    angles = (packed.groups()[:4], packed.groups()[4:])
    return ", ".join(f"{d}°{m}'" + (f'{s}"' if s else "") + side for d, m, s, side in angles)


def float_of(text: str) -> float:
    """Return a number with a decimal point or comma, not-a-number when it is none."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return float("nan")


def decimals(*numbers: str) -> int:
    """Return the most digits after the point in any of the numbers."""
    return max(len(re.split("[.,]", number)[1]) if re.search("[.,]", number) else 0 for number in numbers)


def _of_numbers(lat: float, lon: float, digits: int) -> Read:
    if not on_earth(lon, lat):
        return out_of_range(lon, lat)
    shown = in_degrees(lon, lat, max(1, min(digits, 7)))
    return PositionFound(lon, lat, Notation.DECIMAL, shown, rounded(KM_PER_DEGREE * 10.0**-digits))


def _angle(found: re.Match[str], n: int) -> _Angle | None:
    """Return one angle, None when minutes or seconds are no such."""
    get = found.groupdict().get
    texts = [part for name in "dms" if (part := get(f"{name}{n}"))]
    try:
        numbers = [float_of(text) for text in texts]
        value = to_dec_deg(*numbers) + 0.0 if len(numbers) > 1 else numbers[0]
    except ValueError:
        return None
    sign, side = get(f"minus{n}") or "", (get(f"side{n}") or "").upper()
    fraction = re.split("[.,]", texts[-1])[1] if re.search("[.,]", texts[-1]) else ""
    unit = 60.0 ** (1 - len(texts)) * 10.0 ** -len(fraction)
    return _Angle(-value if sign == "-" else value, "Đ" if side == "D" else side, get(f"axis{n}") or "",
                  len(texts), bool(get(f"sign{n}")), bool(sign), fraction, unit)  # fmt: skip


def _of_pair(found: re.Match[str]) -> Read:
    one, two = _angle(found, 1), _angle(found, 2)
    if one is None or two is None:
        return Refused(Note(_SIXTY)) if found.groupdict().get("sign1") else None
    if not _meant_as_position(one, two, found):
        return None
    if any(angle.side and angle.signed for angle in (one, two)):
        return None
    vietnamese = bool({one.side, two.side} & {"Đ", "T"})
    axes = [angle.axis or _axis(angle.side) for angle in (one, two)]
    if axes[0] == LON or axes[1] == LAT:
        lat, lon, known = two, one, True
    else:
        lat, lon, known = one, two, axes[0] == LAT or axes[1] == LON
    if (axes[0] and axes[0] == axes[1]) or _axis(lat.side) == LON or _axis(lon.side) == LAT:
        return None
    south = lat.side == "S" or (lat.side == "N" and vietnamese)
    west = lon.side in ("W", "T")
    read = _placed(-lat.value if south else lat.value, -lon.value if west else lon.value, lat, lon, known)
    if isinstance(read, PositionFound) and lat.side == "N" and vietnamese:
        other = Alternative(read.lon, -read.lat, Note(NAM_OR_NORTH))
        return replace(read, notes=(*read.notes, Note(NAM)), alternative=other)
    return read


def _axis(side: str) -> str:
    return LAT if side in ("N", "S", "B") and side else LON if side else ""


def _meant_as_position(one: _Angle, two: _Angle, found: re.Match[str]) -> bool:
    """Whether two angles are more than any two numbers, such as days, telephone or version numbers."""
    separators = {mark for mark in (found["d1"] + found["d2"]) if mark in ".,"}
    if len(separators) > 1 or one.marked != two.marked:
        return False
    if one.marked or (one.axis and two.axis):
        return True
    fractions = len(one.fraction), len(two.fraction)
    if one.side and two.side:
        english = not {one.side, two.side} & {"B", "Đ", "T"}
        after = found[0][-1].isalpha() and english and one.side in "NS"
        return any(fractions) or (one.parts > 1 and two.parts > 1) or after
    if one.parts > 1 or two.parts > 1 or any(re.match(r"0\d", found[name]) for name in ("d1", "d2")):
        return False
    if one.side or two.side:
        return all(fractions)
    gap = found.string[found.end("d1") : found.start("d2")].rstrip("+-")
    return _parted(gap, fractions, comma=separators == {","})


def _parted(gap: str, fractions: tuple[int, int], *, comma: bool) -> bool:
    """Whether what stands between two bare numbers, and their digits, make them coordinates."""
    if not gap.strip():
        return bool(gap) and min(fractions) >= _FEWEST_DIGITS
    if comma and gap == ",":
        return min(fractions) > _FEWEST_DIGITS
    return all(fractions) if comma else any(fractions)


def _placed(lat: float, lon: float, lat_angle: _Angle, lon_angle: _Angle, known: bool) -> Read:
    notes: tuple[Note, ...] = ()
    other = None
    if not known and not on_earth(lon, lat) and on_earth(lat, lon):
        notes = (Note(LON_FIRST, {"number": f"{lat:g}"}),)
        lon, lat = lat, lon
    elif not known and on_earth(lat, lon) and lon != lat:
        other = Alternative(lat, lon, Note(SWAPPED))
    if not on_earth(lon, lat):
        return out_of_range(lon, lat)
    parts = max(lat_angle.parts, lon_angle.parts)
    unit = min(lat_angle.unit, lon_angle.unit)
    if parts == 1:
        digits = max(len(lat_angle.fraction), len(lon_angle.fraction))
        shown = in_degrees(lon, lat, max(1, min(digits, 7)))
    else:
        digits = max(len(a.fraction) for a in (lat_angle, lon_angle) if a.parts == parts)
        shown = sexagesimal(lon, lat, parts, min(digits, 6))
    notation = (Notation.DECIMAL, Notation.MINUTES, Notation.SECONDS)[parts - 1]
    return PositionFound(lon, lat, notation, shown, rounded(KM_PER_DEGREE * unit), other, notes)


def sexagesimal(lon: float, lat: float, parts: int, digits: int) -> str:
    """Return `16°27′49″N 107°35′27″E`: `parts` is 2 or 3 (with seconds), `digits` stand after the point."""
    return f"{_turned(lat, parts, digits)}{'S' if lat < 0 else 'N'} " \
           f"{_turned(lon, parts, digits)}{'W' if lon < 0 else 'E'}"  # fmt: skip


def _turned(value: float, parts: int, digits: int) -> str:
    """Return an angle without its sign; rounding goes up to whole minutes and degrees, never to 60."""
    scale = 60 ** (parts - 1) * 10**digits
    whole = round(abs(value) * scale)
    rest, last = divmod(whole, 60 * 10**digits)
    text = f"{last // 10**digits:02}" + (f".{last % 10**digits:0{digits}}" if digits else "")
    if parts == 2:
        return f"{rest}°{text}′"
    degrees, minutes = divmod(rest, 60)
    return f"{degrees}°{minutes:02}′{text}″"
