"""The words in a query that ask for a kind of place: "airport", "province", "sân bay", "tỉnh"."""

from functools import lru_cache

from storymap.model.text import fold

TOWNS = ("city", "town", "village")
_SUFFIXES = {
    "airport": "international airport|airport|airfield|aerodrome|airstrip",
    "airbase": "air base|air force base|airbase|afb|army airfield|naval air station",
    "region": "province|state|region|prefecture|oblast|governorate|voivodeship|canton|department",
    "district": "county|district|parish|municipality|raion",
    "city": "city",
    "town": "town|village|township|municipality",
}
_PREFIXES = {
    "airport": "sân bay quốc tế|sân bay|cảng hàng không quốc tế|cảng hàng không|phi trường|"
    "aéroport de|aéroport|flughafen|aeropuerto de|airport of|airport",
    "airbase": "căn cứ không quân|sân bay quân sự|air base|base aérienne de",
    "region": "tỉnh|province of|state of|province de|provincia de|region of|prefecture of",
    "district": "huyện|quận|county of|district of|co",
    "town": "thành phố|tp|thị xã|tx|thị trấn|thành|city of|town of|village of|ville de|ciudad de|xã|phường",
}
ACCEPTS = {
    "airport": ("airport", "airbase"),
    "airbase": ("airbase", "airport"),
    "region": ("region",),
    "district": ("district",),
    "town": TOWNS,
    "city": ("city", "town"),
    "village": TOWNS,
    "country": ("country",),
    "poi": ("poi",),
}
"""The kinds that answer a kind asked for; the first one answers it fully."""


def _table(words: dict[str, str]) -> list[tuple[str, str]]:
    pairs = [(fold(word), kind) for kind, text in words.items() for word in text.split("|")]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


_SUFFIX_TABLE, _PREFIX_TABLE = _table(_SUFFIXES), _table(_PREFIXES)


def split_kind(folded: str) -> list[tuple[str, str]]:
    """Return `(rest, kind)` for every way in which a folded query ends or starts with a word for a kind."""
    found = []
    for word, kind in _SUFFIX_TABLE:
        if folded.endswith(f" {word}"):
            found.append((folded[: -len(word) - 1].strip(), kind))
    for word, kind in _PREFIX_TABLE:
        if folded.startswith(f"{word} "):
            found.append((folded[len(word) + 1 :].strip(), kind))
    return [(rest, kind) for rest, kind in dict.fromkeys(found) if rest]


@lru_cache(maxsize=256)
def kind_asked(word: str) -> str:
    """Return the kind for a word that a person gives for one, itself when it is a kind already."""
    folded = fold(word)
    for table in (_SUFFIX_TABLE, _PREFIX_TABLE):
        for text, kind in table:
            if text == folded:
                return kind
    return folded
