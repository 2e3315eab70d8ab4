"""Find the date words of a language: our own table, else one made from the patterns of CLDR."""

from __future__ import annotations

import re
from functools import lru_cache

from .when_language import ISO, TABLES, Words

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)


@lru_cache(maxsize=64)
def words_for(language: str) -> Words:
    """Return the date words for a BCP 47 tag; numbers only when the language is unknown."""
    tag = language.replace("_", "-")
    if not _TAG.fullmatch(tag):
        return ISO
    return TABLES.get(tag.split("-")[0].lower()) or _from_cldr(tag)


def _from_cldr(tag: str) -> Words:
    from babel import Locale, UnknownLocaleError

    while True:
        try:
            locale = Locale.parse(tag, sep="-")
            break
        except (UnknownLocaleError, ValueError):
            tag, shorter, _ = tag.rpartition("-")
            if not shorter:
                return ISO
    skeletons = locale.datetime_skeletons
    names, alone = (locale.months[context]["wide"] for context in ("format", "stand-alone"))
    before, after = (locale.eras["abbreviated"].get(era, "") for era in (0, 1))
    era_first = str(getattr(skeletons.get("Gy"), "pattern", "y G")).startswith("Gy")
    return Words(
        months=tuple(names[number] for number in range(1, 13)),
        months_alone=tuple(alone[number] for number in range(1, 13)),
        day=_pattern(str(locale.date_formats["long"].pattern)),
        month=_pattern(str(getattr(skeletons.get("yMMMM"), "pattern", "MMMM y"))),
        year=_pattern(str(getattr(skeletons.get("y"), "pattern", "y"))),
        bc=(f"{before}{{y}}" if era_first else f"{{y}} {before}") if before else ISO.bc,
        ad=(f"{after}{{y}}" if era_first else f"{{y}} {after}") if after else ISO.ad,
        era=after,
        group=locale.number_symbols.get("latn", {}).get("group", ""),
    )


def _pattern(cldr: str) -> str:
    """Turn a CLDR date pattern ("d 'de' MMMM y") into one of ours ("{d} de {month} {y}")."""
    from babel.dates import tokenize_pattern

    parts: list[str] = []
    for kind, value in tokenize_pattern(cldr):
        if kind == "chars":
            parts.append(str(value).replace("{", "").replace("}", ""))
            continue
        letter, width = value[0], int(value[1])
        if letter in "ML":
            named = "{month}" if letter == "M" else "{alone}"
            parts.append({1: "{m}", 2: "{m:02d}"}.get(width, named))
        else:
            parts.append({"y": "{y}", "d": "{d:02d}" if width == 2 else "{d}", "G": "{era}"}.get(letter, ""))
    return " ".join("".join(parts).split())
