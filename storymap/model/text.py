"""Text in several languages, and the folded form in which names are compared."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_SIGNS = re.compile("[\u0900-\u109f\u1780-\u17ff]")
"""The scripts of South and Southeast Asia, whose marks are vowels and tones."""
_JOINERS = re.compile("(?<=[\u0900-\u109f\u1780-\u17ff])[\u200b-\u200d]")
_NUKTA = 7
"""The combining class of the dot that makes a foreign consonant; it is often left out."""
_RTL = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True)
class Text:
    """One text by language, as pairs `(BCP 47 language, text)` in the author's order."""

    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Text":
        """Return the text of a map by language, NFC, without empty values."""
        pairs = ((language, unicodedata.normalize("NFC", text).strip()) for language, text in values.items())
        return cls(tuple((language, text) for language, text in pairs if text))

    def __bool__(self) -> bool:
        """Whether there is any text."""
        return bool(self.values)

    def get(self, language: str) -> str:
        """Return the text in `language`, else in a language of the same base, else the first one, else ''."""
        found = dict(self.values)
        if language in found:
            return found[language]
        base = language.split("-")[0]
        same = (text for tag, text in self.values if tag.split("-")[0] == base)
        return next(same, self.values[0][1] if self.values else "")

    def has(self, language: str) -> bool:
        """Whether there is a text in exactly `language`."""
        return any(tag == language for tag, _ in self.values)

    def as_dict(self) -> dict[str, str]:
        """Return the texts by language."""
        return dict(self.values)


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    """Return what is left of one decomposed character: itself, a space, or nothing."""
    if character.isalnum():
        return character
    rank = unicodedata.combining(character)
    if _SIGNS.match(character) and unicodedata.category(character).startswith("M"):
        return "" if rank == _NUKTA else character
    return "" if rank else " "


def fold(name: str) -> str:
    """Return the form in which names are compared: no diacritics, no case, `đ` as `d`, single spaces.

    Unicode's NFKD leaves `đ` (U+0111) and `ð` (U+00F0) whole, so both become `d` first. Where vowels are
    signs on a letter, as from Hindi to Khmer, the signs are kept: without them names fall together.
    """
    text = unicodedata.normalize("NFKC", name).casefold().replace("đ", "d").replace("ð", "d")
    text = _JOINERS.sub("", unicodedata.normalize("NFKD", text))
    return " ".join("".join(map(_folded, text)).split())


def direction(language: str) -> str:
    """Return `rtl` for languages written from right to left, else `ltr`."""
    return "rtl" if language.split("-")[0].lower() in _RTL else "ltr"
