"""Language tags as authors write them: BCP 47, checked for form and against CLDR's list."""

from __future__ import annotations

import re
from functools import lru_cache

from storymap.storage.where import Where
from storymap.words import Words

# RFC 5646, section 2.1, without grandfathered tags: language, script, region, variants,
# extensions, private use.
_TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?:-(?P<script>[A-Za-z]{4}))?(?:-(?P<region>[A-Za-z]{2}|[0-9]{3}))?"
    r"(?P<rest>(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[A-WYZa-wyz0-9](?:-[A-Za-z0-9]{2,8})+)*"
    r"(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?)",
    re.ASCII,
)


def canonical(tag: str) -> str | None:
    """Return a well-formed BCP 47 tag in its usual case (`zh-Hant-TW`), or None."""
    found = _TAG.fullmatch(tag)
    if found is None:
        return None
    script, region = found["script"], found["region"]
    return (
        found["language"].lower()
        + (f"-{script.title()}" if script else "")
        + (f"-{region.upper()}" if region else "")
        + found["rest"].lower()
    )


def read_tag(text: str, where: Where) -> str | None:
    """Return the tag in its usual case; an unusable one is an error, an unknown language a notice."""
    tag = canonical(text.strip())
    if tag is None:
        name = _by_name(text.strip().casefold()) or canonical(text.strip().replace("_", "-"))
        where.error(
            Words("this is not a language tag (BCP 47)"),
            found=text,
            hint=Words("Write `{name}`.", name=name)
            if name
            else Words("Write a tag such as `en`, `vi` or `pt-BR`."),
        )
        return None
    if tag.split("-")[0] not in _known():
        where.notice(
            Words("no language with this tag is known"), found=tag, hint=Words("Check the spelling.")
        )
    return tag


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    """Return CLDR's languages: tag to English name."""
    from babel import Locale

    return {tag: name.casefold() for tag, name in Locale("en").languages.items()}


def _by_name(name: str) -> str | None:
    return next((tag for tag, known in _known().items() if known == name), None)
