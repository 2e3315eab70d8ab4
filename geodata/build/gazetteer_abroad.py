"""Vietnamese names of places abroad that places in Viet Nam carry: Côn Sơn is no guess for Kunshan."""

import re
import unicodedata

from build.gazetteer_record import NAME_ABROAD, OTHER, PRIMARY, Record
from storymap.model.text import fold

LETTERS = "a-eg-ik-vxyđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
WORDS = re.compile(f"[{LETTERS}]+(?: [{LETTERS}]+)+")


def _is_vietnamese(name: str) -> bool:
    """Tell whether a name is two or more words in the Vietnamese alphabet, with its accents."""
    text = unicodedata.normalize("NFC", name).lower()
    return not text.isascii() and bool(WORDS.fullmatch(text))


def set_back_names_abroad(records: list[Record]) -> None:
    """Let such names count for less; who writes of China still finds the place by it."""
    at_home = {
        fold(name)
        for record in records
        if record.country == "VN"
        for name, how in record.names.items()
        if how == PRIMARY
    }
    for record in records:
        if record.country in ("", "VN"):
            continue
        other = [name for name, how in record.names.items() if how == OTHER]
        foreign = {fold(name) for name in other if _is_vietnamese(name)} & at_home
        for name in other:
            if fold(name) in foreign:
                record.names[name] = NAME_ABROAD
