"""Puts a story with all that it needs into one HTML file."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from storymap.render.single.draft import Draft, Ingredients
from storymap.render.single.ground import pack_ground
from storymap.render.single.maps import story_maps
from storymap.render.single.shared import share
from storymap.storage.inside import FileRefused, read_bytes

_SHIPPED = geodata_dir() / "basemap"
_TARGET = 580_000
"""Bytes of the whole file that plain maps, if they fit, and tiles may fill; without them it may be larger."""
_LEAST_TILES = 70_000
_PLAIN_MAPS = 200_000
"""Bytes that maps in the page never save over maps in the pack: a story that lacks more is not tried."""
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
    tags = tuple(languages) or story.languages
    archive, refused = _own_archive(story, folder)
    documents = {tag: _document(story, tag, archive is not None) for tag in tags}
    ingredients = Ingredients(
        documents=documents, drawings=story_maps(documents, drawn), folder=folder,
        player=_built("foreign.js" if scripts else "single.js"), opener=_built("opener.js"),
        style=_built("player.css") + (_built("foreign.css") if scripts else ""),
        scripts=scripts, others=others, pack=_carried(story, documents), files=_files(documents, archive),
    )  # fmt: skip
    draft, room = _fitting(ingredients)
    html = draft.whole(pack_ground(list(documents.values()), max(_LEAST_TILES, room)))
    hosts = _hosts(documents[tags[0]])
    return SingleFile(html, tags, hosts, (*refused, *draft.without, *_sets(story)))


def _carried(story: Story, documents: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return what the pack carries whichever maps stand where."""
    outline = json.loads((_SHIPPED / "outline.json").read_text("utf-8"))
    return {"outline": outline, "data": _downloads(story, documents)}


def _files(documents: Mapping[str, Mapping[str, Any]], archive: bytes | None) -> dict[str, bytes]:
    """Return the files that stand whole in the pack: the hills, and the story's own tiles."""
    hills = next(iter(documents.values()))["basemap"]["relief"]
    files = {"relief": (_SHIPPED / "relief.webp").read_bytes()} if hills else {}
    return files if archive is None else {**files, "archive": archive}


def _fitting(ingredients: Ingredients) -> tuple[Draft, int]:
    """Return the file with its maps in the page if they fit, else in the pack, and the room for tiles."""
    packed = ingredients.draft()
    room = _room(packed)
    if room > _LEAST_TILES - _PLAIN_MAPS:
        plain = ingredients.draft(share(ingredients.drawings))
        if (left := _room(plain)) >= _LEAST_TILES:
            return plain, left
    return packed, room


def _room(draft: Draft) -> int:
    return int((_TARGET - draft.size) * _TILES_PER_BYTE)


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
