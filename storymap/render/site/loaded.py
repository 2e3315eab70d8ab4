"""What a story's pages load besides maps: QR codes, media, tiles of its own, under names that stay."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from storymap.document.basemap import ARCHIVE
from storymap.document.event_sets import shown_sets
from storymap.document.safe import Html, pictures_at, pictures_in
from storymap.model.media_types import MEDIA_TYPES
from storymap.render.asset_names import ASSETS, hashed
from storymap.render.qr import qr_svg
from storymap.render.site.stories import SiteStory
from storymap.storage.cut_sets import set_files
from storymap.storage.inside import FileRefused, inside
from storymap.storage.media_path import media_path

QR = "qr.svg"
MEDIA = "media/"
_TEXTS = ("html", "note_html")


def story_assets(story: SiteStory, root: str) -> Iterator[tuple[str, bytes | Path]]:
    """Yield what else than maps the pages load by its plain name; a copied file comes as its path.

    Plain names are relative to the story's folder of the language (`qr.svg`), those of media and of the
    archive to the story's own folder. `root` is the site's address, or "".
    """
    yield from _codes(story, root)
    yield from _media(story)
    yield from _archive(story)
    yield from _tiles(story)


def asset_name(story: str, plain: str, content: bytes | Path) -> str:
    """Return the name on the site of what a story's pages load."""
    flat = plain.removeprefix(MEDIA).replace("/", "-")
    return hashed(f"{ASSETS}/{story}/{flat}", content)


def with_own_pictures(document: Mapping[str, Any], address: Mapping[str, str]) -> dict[str, Any]:
    """Return the document whose texts show the story's pictures at their address on the site."""

    def record(item: Mapping[str, Any]) -> dict[str, Any]:
        texts = {key: item[key] for key in _TEXTS if isinstance(item.get(key), Html)}
        return dict(item) | {key: pictures_at(text, address) for key, text in texts.items()}

    return dict(document) | {key: [record(item) for item in document[key]] for key in ("chapters", "events")}


def text_pictures(document: Mapping[str, Any]) -> set[str]:
    """Return the names (`media/bridge.jpg`) of the story's own pictures in a document's texts."""
    records = (*document["chapters"], *document["events"])
    return {name for item in records for key in _TEXTS for name in pictures_in(item.get(key) or "")}


def _codes(story: SiteStory, root: str) -> Iterator[tuple[str, bytes]]:
    """Yield the QR codes that lead from paper to the story; there are none without the site's address."""
    for tag in story.languages if root else ():
        yield story.plain(tag, QR), qr_svg(f"{root}/{story.folder_of(tag)}").encode()


def _media(story: SiteStory) -> Iterator[tuple[str, Path]]:
    """Yield the media that the story shows, and no other file of the folder."""
    shown = {
        f"{MEDIA}{file.removeprefix(MEDIA)}"
        for chapter in story.story.chapters
        for media in chapter.media
        for file in (media.file, media.large)
        if file
    }
    shown.update(
        f"{MEDIA}{layer.overlay.file}" for layer in story.story.layers if layer.overlay and layer.overlay.file
    )
    for document in story.documents.values():
        shown.update(text_pictures(document))
    for name in sorted(shown):
        if Path(name).suffix.lower() in MEDIA_TYPES and (file := own_medium(story.folder, name)):
            yield name, file


def own_medium(folder: Path, name: str) -> Path | None:
    """Return the file of the story's `media/bridge.jpg`, in whatever form the disk has its name, or None."""
    try:
        return media_path(folder, name.removeprefix(MEDIA))
    except FileRefused:
        return None


def _archive(story: SiteStory) -> Iterator[tuple[str, Path]]:
    name = story.story.basemap.pmtiles
    if name and "://" not in name and (file := own_file(story.folder, name)):
        yield ARCHIVE, file


def _tiles(story: SiteStory) -> Iterator[tuple[str, Path]]:
    """Yield the files of the event sets that a chapter shows."""
    for ident in shown_sets(story.story):
        for name in set_files(ident).values():
            if file := own_file(story.folder, name):
                yield name, file


def own_file(folder: Path, name: str) -> Path | None:
    """Return a plain file of the story; hidden files and links are none, wherever they lead."""
    parts = Path(name).parts
    steps = [folder.joinpath(*parts[: count + 1]) for count in range(len(parts))]
    if any(part.startswith(".") for part in parts) or any(step.is_symlink() for step in steps):
        return None
    try:
        return inside(folder, name)
    except FileRefused:
        return None
