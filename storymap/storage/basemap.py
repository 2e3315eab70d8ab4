"""The `basemap` of story.yaml: a word, or a map of style, relief, tiles and pmtiles."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from storymap.model import Basemap
from storymap.model.basemap import STYLES
from storymap.storage.foreign import foreign
from storymap.storage.inside import FileRefused, inside
from storymap.storage.mapped import Mapped
from storymap.storage.values import read_url
from storymap.storage.where import Where, listed, near_miss
from storymap.words import Words, words_of

KEYS = ("style", "relief", "tiles", "pmtiles")
ENDING = ".pmtiles"
_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False, "": False}
_HEADER = 127
_VERSION, _TILE_TYPE, _VECTOR = 7, 99, 1


def read_basemap(folder: Path, values: Mapped) -> Basemap:
    """Return what lies under the story; what can't be used is an error, and the shipped map stays.

    `basemap: offline` and `basemap: <name that xyzservices lists>` are short for `basemap: {tiles: …}`.
    """
    if not isinstance(values.get("basemap"), dict):
        return Basemap(tiles=values.string("basemap") or "offline")
    chosen = values.map("basemap")
    chosen.extra(KEYS)
    tiles = chosen.string("tiles") or "offline"
    pmtiles = _archive(folder, chosen.string("pmtiles"), chosen.at("pmtiles"))
    if pmtiles and tiles.lower() != "offline":
        chosen.at("pmtiles").warning(
            Words("`tiles` and `pmtiles` are both given; the live tiles are shown"),
            found=pmtiles,
            hint=Words("Keep one of the two."),
        )
        pmtiles = ""
    return Basemap(
        style=_style(chosen.string("style"), chosen.at("style")),
        relief=_switch(chosen.string("relief"), chosen.at("relief")),
        tiles=tiles,
        pmtiles=pmtiles,
    )


def _style(word: str, where: Where) -> str:
    if not word or word.lower() in STYLES:
        return word.lower() or STYLES[0]
    near = near_miss(word, STYLES) or STYLES[0]
    where.warning(
        Words("this is not one of {known}; taken as `{near}`", known=listed(STYLES), near=near),
        found=word,
        hint=Words("Write `{near}`.", near=near),
    )
    return near


def _switch(word: str, where: Where) -> bool:
    if word.lower() in _WORDS:
        return _WORDS[word.lower()]
    where.warning(
        Words("this is neither `true` nor `false`; taken as `false`"), found=word, hint=Words("Write `true`.")
    )
    return False


def _archive(folder: Path, name: str, where: Where) -> str:
    """Return the name of a file of the story, or an https address; "" when it can't be used."""
    if not name:
        return ""
    if "://" in name:
        address = read_url(name, where)
        if not address:
            return ""
        parts = urlsplit(address)
        if parts.scheme.lower() == "https" and parts.path.endswith(ENDING):
            return address
        where.error(
            Words("this is not an address of an archive that a page may load"),
            found=name,
            hint=Words("Write one that starts with https:// and ends with {ending}.", ending=ENDING),
        )
        return ""
    try:
        path = inside(folder, name)
        fault = _fault(path)
    except FileRefused as refused:
        where.error(words_of(refused), found=name, hint=refused.hint)
        return ""
    except OSError as error:
        where.error(
            Words("the file can't be read ({strerror})", strerror=foreign(error.strerror or "")),
            found=name,
            hint=Words("Check who may read it."),
        )
        return ""
    if fault:
        where.error(
            fault, found=name, hint=Words("Make it with tippecanoe or `pmtiles extract` (PMTiles version 3).")
        )
        return ""
    return str(PurePosixPath(name))


def _fault(path: Path) -> str:
    """Return what keeps a file from being an archive of vector tiles, or "".

    The first 127 bytes say it: the PMTiles specification, version 3, section 3.
    """
    if path.suffix.lower() != ENDING:
        return Words("the file's name does not end with {ending}", ending=ENDING)
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(b"PMTiles") or header[_VERSION] != 3:
        return Words("the file is not a PMTiles archive of version 3")
    return "" if header[_TILE_TYPE] == _VECTOR else Words("the archive holds pictures, not vector tiles")
