"""A story that is one file, before it is known which maps and tiles fit into it."""

import base64
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from storymap import packing
from storymap.render.island import ScriptText
from storymap.render.layer_text import Others
from storymap.render.pages import interface_language
from storymap.render.single.maps import StoryMaps
from storymap.render.single.media import inline_media
from storymap.render.single.page import PackedPage, packed_page, policy, render_packed
from storymap.render.single.shared import SharedMaps
from storymap.render.single.urls import PackedUrls, svg_url
from storymap.render.strings import foreign_strings

_PACK = "the pack"
"""Stands for the pack while it is not yet whole."""
_LONG = 1_900_000


@dataclass(frozen=True)
class Draft:
    """A file but for its tiles."""

    html: str  #: the page, with a mark where the pack comes
    pack: Mapping[str, Any]  #: what the pack says as JSON
    files: Mapping[str, bytes]  #: what stands behind it
    without: Sequence[str]  #: media that could not come in, in words

    @property
    def size(self) -> int:
        """About how many bytes the file has."""
        return len(self.html.encode()) + len(_packed(self.pack, self.files, guess=True))

    def whole(self, tiles: bytes) -> bytes:
        """Return the file with its tiles."""
        packed = _packed(self.pack, {**self.files, "tiles": tiles})
        return self.html.replace(f">{_PACK}</script>", f">{packed}</script>", 1).encode()


@dataclass(frozen=True)
class Ingredients:
    """What the file is made of, whichever maps stand where."""

    documents: Mapping[str, Mapping[str, Any]]  #: by language, the one that the file shows first
    drawings: Mapping[str, StoryMaps]
    folder: Path
    player: str
    opener: str
    style: str
    scripts: Sequence[ScriptText]
    others: Callable[[str], Others]
    pack: Mapping[str, Any]  #: what goes into the pack besides pages and maps
    files: Mapping[str, bytes]

    def draft(self, shared: SharedMaps | None = None) -> Draft:
        """Return the file with its maps in the page, or, without what they share, in the pack."""
        pages = {tag: self._page(tag, shared) for tag in self.documents}
        first, *further = pages
        page = replace(pages[first], opener=ScriptText(self.opener), pack=ScriptText(_PACK))
        page = replace(page, policy=policy(page, self.player, self.scripts))
        html, without = inline_media(render_packed(page), self.folder)
        pack = {
            "player": self.player,
            **(_foreign(self.scripts, self.documents) if self.scripts else {}),
            **self.pack,
            "pages": {tag: _further(pages[tag]) for tag in further},
            "islands": _islands(pages),
            "maps": {} if shared else _by_chapter(self.drawings),
        }
        return Draft(html, pack, self.files, without)

    def _page(self, tag: str, shared: SharedMaps | None) -> PackedPage:
        overview, first = svg_url(self.drawings[tag][None]), next(iter(self.documents))
        urls = PackedUrls(overview, first, drawings=shared.maps[tag] if shared else {})
        style = self.style + (shared.style if shared else "")
        page = packed_page(self.documents[tag], tuple(self.documents), urls, style, self.others(tag))
        return replace(page, parts=shared.parts) if shared else page


def _foreign(scripts: Sequence[ScriptText], tags: Iterable[str]) -> dict[str, Any]:
    """Return foreign layers, and the interface's words for them in each language."""
    words = {tag: foreign_strings(interface_language(tag)) for tag in tags}
    return {"scripts": list(scripts), "words": words}


def _further(page: PackedPage) -> str:
    """Return the page of a further language as the pack has it: style and scripts are in the file already."""
    return render_packed(replace(page, inline_style=ScriptText(""), inline_script=ScriptText("")))


def _by_chapter(drawings: Mapping[str, StoryMaps]) -> dict[str, dict[str, str]]:
    """Return the maps of the chapters by chapter and language: what is alike packs better side by side."""
    chapters = filter(None, next(iter(drawings.values())))
    return {ident: {tag: maps[ident] for tag, maps in drawings.items()} for ident in chapters}


def _islands(pages: Mapping[str, PackedPage]) -> dict[str, dict[str, Any]]:
    """Return the player's documents by field and language: what is alike packs better side by side."""
    documents = {tag: json.loads(page.island) for tag, page in pages.items()}
    fields = next(iter(documents.values()))
    return {field: {tag: document[field] for tag, document in documents.items()} for field in fields}


def _packed(pack: Mapping[str, Any], files: Mapping[str, bytes], *, guess: bool = False) -> ScriptText:
    """Return a line of JSON, which says where in the rest each file is, and the files, as gzip in base64.

    What is very long is mostly numbers, which the last levels of gzip hardly make shorter; `guess` makes the
    line still faster, for those who only want to know about how long it gets.
    """
    at, places = 0, {}
    for name, data in files.items():
        places[name] = [at, at + len(data)]
        at += len(data)
    text = json.dumps({**pack, "files": places}, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    whole = b"".join([text.encode(), b"\n", *files.values()])
    level = packing.HASTY if guess and len(whole) >= _LONG else packing.BEST if len(whole) < _LONG else None
    return ScriptText(base64.b64encode(packing.pack(whole, level)).decode())
