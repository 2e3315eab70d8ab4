"""Puts a story with all that it needs into one HTML file."""

import base64
import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from storymap.document import build_document
from storymap.document.event_sets import shown_sets
from storymap.model import Story
from storymap.paths import geodata_dir
from storymap.problems import StorymapError
from storymap.render import tables
from storymap.render.built import Assets
from storymap.render.island import ScriptText
from storymap.render.layer_text import Others
from storymap.render.outside import outside_sources
from storymap.render.single.ground import pack_ground
from storymap.render.single.maps import chapter_maps, overview
from storymap.render.single.media import inline_media
from storymap.render.single.page import PackedPage, packed_page, policy, render_packed
from storymap.render.single.urls import PackedUrls, svg_url
from storymap.storage.inside import FileRefused, read_bytes

_SHIPPED = geodata_dir() / "basemap"
_PACK = "the pack"
"""Stands for the pack while the tiles that fit into it are not yet known."""
_TARGET = 580_000
"""Bytes of the whole file that plain maps, if they fit, and tiles may fill; without them it may be larger."""
_LEAST_TILES = 70_000
_LONG = 1_900_000
_TILES_PER_BYTE = 0.85
"""Base64 takes 4 bytes for 3, and tiles that are compressed together take less than one by one."""


class NotBuilt(StorymapError):
    """The browser code that goes into the file has not been built."""


@dataclass(frozen=True)
class SingleFile:
    """A story as one file: its languages, what loads from elsewhere after a click, what could not come in."""

    html: bytes
    languages: tuple[str, ...]
    hosts: tuple[str, ...]
    left_out: tuple[str, ...]


def single_file(
    story: Story, folder: Path, languages: Sequence[str] = (), *, drawn: Callable[[], None] = lambda: None,
    scripts: Sequence[ScriptText] = (), others: Callable[[str], Others] = lambda _: {},
) -> SingleFile:  # fmt: skip
    """Return a story, as readers see it, as one HTML file in some of its languages (default: all).

    The file shows the first language; the player switches to the others. The same story gives the same bytes.
    `drawn` is called after each map of a chapter in a language. `scripts` add foreign Leaflet layers; the
    file then carries a player with all of Leaflet; `others` gives these layers in the words of a language.

    Raises
    ------
    NotBuilt
        `make build` has not been run.
    """
    player, opener = _built("foreign.js" if scripts else "single.js"), _built("opener.js")
    style = _built("player.css") + (_built("foreign.css") if scripts else "")
    tags = tuple(languages) or story.languages
    archive, refused = _own_archive(story, folder)
    documents = {tag: _document(story, tag, archive is not None) for tag in tags}
    first = documents[tags[0]]
    pages = {
        tag: packed_page(document, tags, PackedUrls(svg_url(overview(document)), tags[0]), style, others(tag))
        for tag, document in documents.items()
    }
    maps = chapter_maps(documents, drawn)
    pack: dict[str, Any] = {
        "player": player,
        **({"scripts": list(scripts)} if scripts else {}),
        "outline": json.loads((_SHIPPED / "outline.json").read_text("utf-8")),
        "pages": {tag: _further(page) for tag, page in pages.items() if tag != tags[0]},
        "islands": _islands(pages),
        "maps": maps,
        "data": _downloads(story, documents),
    }
    files = {}
    if first["basemap"]["relief"]:
        files["relief"] = (_SHIPPED / "relief.webp").read_bytes()
    if archive is not None:
        files["archive"] = archive
    page = replace(pages[tags[0]], opener=ScriptText(opener), pack=ScriptText(_PACK))
    page = replace(page, policy=policy(page, player, scripts))
    html, without = inline_media(render_packed(page), folder)
    room = _TARGET - len(html.encode()) - len(_packed(pack, files, guess=True))
    plain = {ident: svg_url(found[tags[0]]) for ident, found in maps.items()}
    if (taken := sum(map(len, plain.values()))) <= room - _LEAST_TILES / _TILES_PER_BYTE:
        urls = PackedUrls(page.urls.map(None), tags[0], drawn=plain)
        html, without = inline_media(render_packed(replace(page, urls=urls)), folder)
        room -= taken
    files["tiles"] = pack_ground(list(documents.values()), max(_LEAST_TILES, int(room * _TILES_PER_BYTE)))
    html = html.replace(f">{_PACK}</script>", f">{_packed(pack, files)}</script>", 1)
    return SingleFile(html.encode(), tags, _hosts(first), (*refused, *without, *_sets(story)))


def _built(name: str) -> str:
    text = Assets().text(name).strip()
    if not text:
        raise NotBuilt(f"The browser code is not built: {name} is missing. `make build` makes it.")
    return text


def _document(story: Story, language: str, archive: bool) -> dict[str, Any]:
    """Return the player document; an archive that could not come in is none."""
    document = build_document(story, language)
    own = document["basemap"].get("archive")
    if own and own["host"] is None and not archive:
        document["basemap"]["archive"] = None
    return document


def _further(page: PackedPage) -> str:
    """Return the page of a further language as the pack has it: style and scripts are in the file already."""
    return render_packed(replace(page, inline_style=ScriptText(""), inline_script=ScriptText("")))


def _downloads(story: Story, documents: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Return the downloads by name and language."""
    return {
        "sites.geojson": {tag: tables.sites_geojson(document) for tag, document in documents.items()},
        "events.csv": {tag: tables.events_csv(story, document) for tag, document in documents.items()},
    }


def _own_archive(story: Story, folder: Path) -> tuple[bytes | None, tuple[str, ...]]:
    """Return the story's own tiles, and why they can't come in."""
    name = story.basemap.pmtiles
    if not name or "://" in name:
        return None, ()
    try:
        return read_bytes(folder, name), ()
    except (FileRefused, OSError) as fault:
        return None, (f"{name}: {fault}",)


def _sets(story: Story) -> Iterator[str]:
    """Yield the event sets whose maps can't come in: a browser reads their tiles from a host, in ranges."""
    for ident in shown_sets(story):
        yield f"{ident}: the map that moves needs a server or a web host; the drawn maps show the events"


def _hosts(document: Mapping[str, Any]) -> tuple[str, ...]:
    sources = {source for found in outside_sources(document).values() for source in found}
    return tuple(sorted(source.removeprefix("https://") for source in sources))


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
    level = 9 if len(whole) < _LONG else 1 if guess else 5
    return ScriptText(base64.b64encode(gzip.compress(whole, level, mtime=0)).decode())
