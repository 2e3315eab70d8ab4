"""The picture of a chapter that stands where the map is, and the larger file for those who look closely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from storymap.model import Media
from storymap.storage.mapped import Mapped
from storymap.storage.media_file import is_there, plain_name
from storymap.storage.picture_size import picture_size
from storymap.storage.where import listed, near_miss
from storymap.words import Words

PLACES = ("text", "map")
_ALIKE = 0.02
"""How much the shapes of a picture and its larger file may differ: a pixel more or less by rounding."""


def placed(folder: Path, media: Media, entry: Mapped) -> Media:
    """Return a medium where its author wants it; what can't stand in the map's place stays in the text."""
    where, file = entry.at("where"), media.file
    wanted = entry.string("where").lower() or "text"
    if wanted not in PLACES:
        near = near_miss(wanted, PLACES) or "text"
        where.warning(
            Words("this place is not one of {known}; taken as `{guess}`", known=listed(PLACES), guess=near),
            found=wanted,
            hint=Words("Write `{near}`.", near=near),
        )
        wanted = near
    if wanted == "text":
        if "large" in entry:
            entry.at("large").notice(
                Words("`large` is for a picture in the map's place; it is not shown here"),
                found=entry.string("large"),
                hint=Words("Write `where: map` beside it, or delete it."),
            )
        return _measured(folder, media, entry)
    if media.kind != "image":
        where.error(
            Words("only a picture can stand in the map's place"),
            found=file or media.url,
            hint=Words("Delete `where`, or name a picture."),
        )
        return media
    if not file:
        where.error(
            Words("a picture on another host can't stand in the map's place"),
            found=media.url,
            hint=Words("`storymap add picture` fetches it into media/; name it with `file:`."),
        )
        return media
    size = picture_size(folder, file, entry.at("file").error)
    if size is None:
        return media
    media = replace(media, where="map", size=size)
    return _with_large(folder, media, size, entry) if "large" in entry else media


def _measured(folder: Path, media: Media, entry: Mapped) -> Media:
    """Return a picture of the text with its size, so that nothing moves when it comes in."""
    if media.kind != "image" or not media.file:
        return media
    return replace(media, size=picture_size(folder, media.file, entry.at("file").warning))


def one_in_map(media: Sequence[tuple[Media, Mapped]]) -> tuple[Media, ...]:
    """Return a chapter's media with one in the map's place: the first that asks for it."""
    found: list[Media] = []
    for item, entry in media:
        if item.where == "map" and any(one.where == "map" for one in found):
            entry.at("where").error(
                Words("another picture of this chapter is in the map's place; this one stays in the text"),
                found=item.file,
                hint=Words("Keep `where: map` on one of them, or make a second chapter."),
            )
            item = replace(item, where="text", large="", large_size=None)
        found.append(item)
    return tuple(found)


def _with_large(folder: Path, media: Media, size: tuple[int, int], entry: Mapped) -> Media:
    where, name = entry.at("large"), plain_name(entry.string("large"))
    if not name or not is_there(folder, name, where):
        return media
    large = picture_size(folder, name, where.error)
    if large is None:
        return media
    ratio = (large[0] / large[1]) / (size[0] / size[1])
    if large[0] <= size[0] or abs(ratio - 1) > _ALIKE:
        where.error(
            Words("`large` must be the same picture in more pixels; the reader sees `file` alone"),
            found=Words(
                "{name}, {width} × {height}; `file` has {less} × {low}",
                name=name, width=large[0], height=large[1], less=size[0], low=size[1],
            ),
            hint=Words("Save both files from one scan, without cutting; or delete `large`."),
        )  # fmt: skip
        return media
    return replace(media, large=name, large_size=large)
