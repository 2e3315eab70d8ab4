"""Vietnamese spellings: which of a record's names is Vietnamese, and cities abroad known by another."""

import re
import unicodedata
from collections.abc import Iterable

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz -'àáâãèéêìíòóôõùúýăđĩũơư") | {
    chr(c) for c in range(0x1EA0, 0x1EFA)
}
PREFIX = re.compile(r"^(?:thị trấn|thị xã|thành phố)\s+", re.IGNORECASE)

WITHIN_VIETNAM = {
    "Ho Chi Minh City": "Thành phố Hồ Chí Minh",
    "Qui Nhon": "Quy Nhơn",
}

# Names in common use in Vietnamese for places abroad, keyed by country and GeoNames name.
ABROAD = {
    ("CN", "Beijing"): "Bắc Kinh",
    ("CN", "Shanghai"): "Thượng Hải",
    ("CN", "Guangzhou"): "Quảng Châu",
    ("CN", "Shenzhen"): "Thâm Quyến",
    ("CN", "Nanning"): "Nam Ninh",
    ("CN", "Kunming"): "Côn Minh",
    ("CN", "Chongqing"): "Trùng Khánh",
    ("CN", "Chengdu"): "Thành Đô",
    ("CN", "Wuhan"): "Vũ Hán",
    ("CN", "Tianjin"): "Thiên Tân",
    ("CN", "Nanjing"): "Nam Kinh",
    ("CN", "Xi'an"): "Tây An",
    ("CN", "Hangzhou"): "Hàng Châu",
    ("CN", "Haikou"): "Hải Khẩu",
    ("CN", "Changsha"): "Trường Sa",
    ("CN", "Guiyang"): "Quý Dương",
    ("CN", "Shenyang"): "Thẩm Dương",
    ("CN", "Harbin"): "Cáp Nhĩ Tân",
    ("HK", "Hong Kong"): "Hồng Kông",
    ("MO", "Macau"): "Ma Cao",
    ("TW", "Taipei"): "Đài Bắc",
    ("TW", "Kaohsiung"): "Cao Hùng",
    ("KP", "Pyongyang"): "Bình Nhưỡng",
    ("LA", "Vientiane"): "Viêng Chăn",
    ("LA", "Luang Prabang"): "Luông Pha Băng",
    ("KH", "Phnom Penh"): "Phnôm Pênh",
    ("TH", "Bangkok"): "Băng Cốc",
    ("RU", "Moscow"): "Mát-xcơ-va",
    ("RU", "Saint Petersburg"): "Xanh Pê-téc-bua",
    ("GB", "London"): "Luân Đôn",
    ("VA", "Vatican City"): "Thành Vatican",
}  # fmt: skip


def tidy(name: str) -> str:
    """Return a name in NFC with `Ð` (U+00D0) read as `Đ` and without a unit prefix such as "thị xã"."""
    text = unicodedata.normalize("NFC", name).replace("\u00d0", "Đ").replace("\u00f0", "đ")
    bare = PREFIX.sub("", text)
    return bare[:1].upper() + bare[1:]


def fold(name: str) -> str:
    """Return a name in lower case without diacritics, spaces or hyphens, `đ` as `d`."""
    decomposed = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(c for c in decomposed if c.isalnum())


def _marks(name: str) -> int:
    return sum(c not in "abcdefghijklmnopqrstuvwxyz -'" for c in name.lower())


def vietnamese_name(name: str, alternates: Iterable[str]) -> str:
    """Return the Vietnamese spelling of a place in Viet Nam: the same letters as `name`, fully marked.

    `name` itself is kept when no alternate spells it with more diacritics.
    """
    if name in WITHIN_VIETNAM:
        return WITHIN_VIETNAM[name]
    best = tidy(name)
    wanted = fold(best)
    for alternate in sorted(tidy(a) for a in alternates):
        same = (
            fold(alternate) == wanted and set(alternate.lower()) <= LETTERS and alternate == alternate.title()
        )
        if same and _marks(alternate) > _marks(best):
            best = alternate
    return best
