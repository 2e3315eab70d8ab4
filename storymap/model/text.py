"""Text in several languages, and the folded form in which names are compared."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

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


def fold(name: str) -> str:
    """Return the form in which names are compared: no diacritics, no case, `đ` as `d`, single spaces.

    Unicode's NFKD leaves `đ` (U+0111) and `ð` (U+00F0) whole, so both become `d` first.
    """
    text = unicodedata.normalize("NFKC", name).casefold().replace("đ", "d").replace("ð", "d")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


def direction(language: str) -> str:
    """Return `rtl` for languages written from right to left, else `ltr`."""
    return "rtl" if language.split("-")[0].lower() in _RTL else "ltr"
