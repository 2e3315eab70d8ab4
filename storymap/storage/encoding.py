"""Bytes of an author's file become text, whatever program wrote them."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from storymap.storage.where import Where
from storymap.words import Words

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CODE_PAGES = (
    "cp1258",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp874",
    "shift_jis",
    "gb18030",
    "big5",
    "euc_kr",
)
_NAMES = {
    "cp874": "Windows-874",
    "shift_jis": "Shift JIS",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "euc_kr": "EUC-KR",
}
_OF_LANGUAGE = {
    "vi": "cp1258",
    "ru": "cp1251",
    "uk": "cp1251",
    "bg": "cp1251",
    "el": "cp1253",
    "tr": "cp1254",
    "he": "cp1255",
    "ar": "cp1256",
    "fa": "cp1256",
    "pl": "cp1250",
    "cs": "cp1250",
    "hu": "cp1250",
    "th": "cp874",
    "lt": "cp1257",
    "lv": "cp1257",
    "et": "cp1257",
}
_SAVE = Words("Save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”).")
# Control characters other than tab and line ends, lone surrogates, and the two non-characters: no page or
# XML file may hold them. U+2028 is text and stays.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class _Decoded:
    text: str
    name: str
    guessed: bool = False
    codec: str = "utf-8"
    mark: bytes = b""


def clean(text: str) -> str:
    """Return the text in NFC without the characters that no page can hold."""
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))


def encoding_of(data: bytes, languages: Sequence[str] = ()) -> tuple[str, bytes]:
    """Return Python's name of the encoding in which `decode` reads these bytes, and the byte order mark."""
    decoded = _decode(data, languages)
    return decoded.codec, decoded.mark


def decode(data: bytes, where: Where, languages: Sequence[str] = ()) -> str:
    """Return the text of a file in NFC; the story's `languages` help to guess an old code page.

    UTF-8 with or without a byte order mark is read silently; any other encoding with a warning that says
    what was assumed. Characters that no page can hold are removed and reported with their line.
    """
    decoded = _decode(data, languages)
    if decoded.name != "UTF-8":
        where.warning(
            Words("the file is not UTF-8; it was taken to be {name}", name=decoded.name)
            if decoded.guessed
            else Words("the file is not UTF-8; it was read as {name}", name=decoded.name),
            found=decoded.name,
            hint=_SAVE,
        )
    elif "\ufffd" in decoded.text and b"\xef\xbf\xbd" not in data:
        where.error(Words("some bytes of the file are no text"), hint=_SAVE)
    bad = _UNPRINTABLE.search(decoded.text)
    if bad is not None:
        count = len(_UNPRINTABLE.findall(decoded.text))
        where.at(row=decoded.text.count("\n", 0, bad.start()) + 1).warning(
            Words("{n} control characters removed; the first stands in this line", n=count)
            if count > 1
            else Words("1 control character removed; the first stands in this line"),
            found=f"U+{ord(bad[0]):04X}",
            hint=Words("Delete it, or save the file again as plain text in UTF-8."),
        )
    return clean(decoded.text)


def _decode(data: bytes, languages: Sequence[str]) -> _Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            name = encoding.removesuffix("-le").removesuffix("-be").upper()
            return _Decoded(text, name, codec=encoding, mark=mark)
    if (wide := _without_mark(data)) is not None:
        return _Decoded(data.decode(wide, errors="replace"), "UTF-16", guessed=True, codec=wide)
    try:
        return _Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return _guess(data, languages)


def _without_mark(data: bytes) -> str | None:
    """Return the UTF-16 that Latin letters without a byte order mark betray by their zero bytes."""
    sample = data[:2000]
    if len(sample) < 4:
        return None
    low, high = sample[1::2].count(0) * 2 / len(sample), sample[::2].count(0) * 2 / len(sample)
    if low > 0.4 and high < 0.1:
        return "utf-16-le"
    return "utf-16-be" if high > 0.4 and low < 0.1 else None


def _guess(data: bytes, languages: Sequence[str]) -> _Decoded:
    for language in languages:
        page = _OF_LANGUAGE.get(language.split("-")[0].lower())
        if page and (text := _fits(data, page)) is not None:
            return _Decoded(text, _name(page), guessed=True, codec=page)
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data[:200_000], cp_isolation=list(_CODE_PAGES)))
    pages = [match.encoding for match in matches if match.chaos <= matches[0].chaos]
    # Equal guesses: Vietnamese tone marks are telling, and Western Europe is the commonest of the rest.
    ranked = sorted(
        pages, key=lambda page: ("cp1258", "cp1252").index(page) if page in ("cp1258", "cp1252") else 2
    )
    for page in (*ranked, "cp1252"):
        if (text := _fits(data, page)) is not None:
            return _Decoded(text, _name(page), guessed=True, codec=page)
    return _Decoded(data.decode("utf-8", errors="replace"), "UTF-8")


def _fits(data: bytes, page: str) -> str | None:
    """Return the text when every byte has a meaning and every tone mark of Windows-1258 found its letter."""
    try:
        text = unicodedata.normalize("NFC", data.decode(page))
    except (UnicodeDecodeError, LookupError):
        return None
    stray = page == "cp1258" and any(unicodedata.combining(character) for character in text)
    return None if stray else text


def _name(page: str) -> str:
    return _NAMES.get(page, page.replace("cp", "Windows-"))
