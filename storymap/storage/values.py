"""Single values as authors write them: numbers, yes or no, dates, certainty, web addresses, lists of ids."""

from __future__ import annotations

import math
import re
from urllib.parse import urlsplit

from storymap.model import Certainty, When, WhenError, parse_when
from storymap.storage.where import Where, listed, near_miss
from storymap.words import Words, sentence

NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d{1,3})?")
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_SYNONYMS = {
    "sure": "certain",
    "yes": "certain",
    "probable": "less-certain",
    "probably": "less-certain",
    "likely": "less-certain",
    "disputed": "uncertain",
    "unsure": "uncertain",
    "unknown": "uncertain",
    "doubtful": "uncertain",
    "no": "uncertain",
    "?": "uncertain",
}
_YES = ("true", "yes", "on", "1", "y")
_NO = ("", "false", "no", "off", "0", "n")


def plain_number(text: str) -> float | None:
    """Return the finite number that `text` holds (decimal point or comma), or None."""
    text = text.strip().replace("−", "-").replace("\u00a0", "")
    if not NUMBER.fullmatch(text):
        return None
    number = float(text.replace(",", "."))
    return number if math.isfinite(number) else None


def read_number(text: str, where: Where, *, least: float, most: float, unit: str = "") -> float | None:
    """Return a number from `least` to `most`; anything else is an error, and empty is None."""
    if not text.strip():
        return None
    number = plain_number(text)
    if number is not None and least <= number <= most:
        return number
    where.error(
        Words("this is not a number") if number is None else Words("this number is out of range"),
        found=text,
        hint=Words(
            "Write a number from {least:g} to {most:g} {unit}, without a unit.",
            least=least,
            most=most,
            unit=unit,
        )
        if unit
        else Words("Write a number from {least:g} to {most:g}, without a unit.", least=least, most=most),
    )
    return None


def read_precision(text: str, where: Where) -> float | None:
    """Return the radius in kilometres within which a place lies; None means exact (empty or 0)."""
    return read_number(text, where, least=0, most=20_000, unit=Words("kilometres")) or None


def read_certainty(text: str, where: Where) -> Certainty:
    """Return how sure the author is; empty means certain, and a word that can't be read less certain."""
    word = text.strip().casefold().replace(" ", "-").replace("_", "-")
    if not word:
        return Certainty.CERTAIN
    if word in list(Certainty):
        return Certainty(word)
    near = _SYNONYMS.get(word) or near_miss(word, list(Certainty))
    taken = Certainty(near) if near else Certainty.LESS_CERTAIN
    where.warning(
        Words(
            "this certainty is not one of {known}; taken as `{taken}`", known=listed(Certainty), taken=taken
        ),
        found=text,
        hint=Words("Write `{taken}`.", taken=taken)
        if near
        else Words("Write one of {known}, or nothing.", known=listed(Certainty)),
    )
    return taken


def read_flag(text: str, where: Where) -> bool:
    """Return whether a key such as `draft` says yes; a word that can't be read is a warning and means yes."""
    said = says_yes(text)
    if said is None:
        where.warning(
            Words("this is neither `true` nor `false`; taken as `true`"),
            found=text,
            hint=Words("Write `true`, or delete the key."),
        )
    return said is not False


def says_yes(text: str) -> bool | None:
    """Return whether a word such as `true` or `no` says yes, None when it is another word."""
    word = text.strip().casefold()
    return True if word in _YES else False if word in _NO else None


def read_when(text: str, where: Where) -> When | None:
    """Return the EDTF value, or None when there is none or it can't be read, which is an error."""
    if not text.strip():
        return None
    try:
        return parse_when(text.strip())
    except WhenError as fault:
        where.error(Words("this is not a date that can be read"), found=text, hint=sentence(fault.hint))
        return None


def read_whens(text: str, where: Where) -> tuple[When, ...]:
    """Return the dates of a cell that holds several, with `;` between."""
    return tuple(when for part in text.split(";") if (when := read_when(part, where)))


def read_colour(text: str, where: Where) -> str:
    """Return a colour such as `#8c1c13`, or '' when it is none, which is an error."""
    if not text or _COLOUR.fullmatch(text):
        return text.lower()
    where.error(
        Words("this is not a colour"),
        found=text,
        hint=Words('Write it as `"#8c1c13"`, with quotation marks.'),
    )
    return ""


def read_url(text: str, where: Where) -> str:
    """Return a web address (http or https), or '' when it is none, which is an error."""
    address = text.strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        good = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
        good = good and not re.search(r"[\s\"<>\\^`{|}]", address)
    except ValueError:
        good = False
    if good:
        return address
    where.error(
        Words("this is not a web address"), found=text, hint=Words("Write one that starts with https:// .")
    )
    return ""


def read_list(text: str) -> tuple[str, ...]:
    """Return the parts of a cell with `;` between, without empty ones and repetitions."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))

