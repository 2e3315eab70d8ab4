"""Pictures, sounds, films and outside pages of a chapter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from storymap.model import Media, Text
from storymap.model.media_types import endings
from storymap.storage.mapped import Mapped
from storymap.storage.media_file import is_there, plain_name
from storymap.storage.media_in_map import one_in_map, placed
from storymap.storage.media_path import FOLDER
from storymap.storage.values import read_url
from storymap.storage.where import listed, near_miss
from storymap.words import Words

KINDS = ("image", "audio", "video", "embed")
KEYS = ("file", "url", "kind", "alt", "caption", "credit", "where", "large")
_ENDINGS = {kind: endings(kind) for kind in ("image", "audio", "video")}


def read_media(folder: Path, chapter: Mapped, languages: Sequence[str]) -> tuple[Media, ...]:
    """Return the media of a chapter; what can't be shown is an error and is left out."""
    return one_in_map(
        [(media, entry) for entry in chapter.maps("media") if (media := _read(folder, entry, languages))]
    )


def _read(folder: Path, entry: Mapped, languages: Sequence[str]) -> Media | None:
    entry.extra(KEYS)
    file, url = entry.string("file"), ""
    if file:
        name = plain_name(file)
        if "url" in entry:
            entry.at("url").warning(
                Words("`file` and `url` are both given; the file is shown"),
                found=entry.string("url"),
                hint=Words("Keep one of the two."),
            )
        if not is_there(folder, name, entry.at("file")):
            return None
        file = name
    elif "url" in entry:
        url = read_url(entry.string("url"), entry.at("url"))
        if not url:
            return None
    else:
        entry.at("file").error(
            Words("neither `file` nor `url` is given"),
            hint=Words("Write `file:` with a name in {folder}/.", folder=FOLDER),
        )
        return None
    kind = _kind(file, url, entry)
    if kind is None:
        return None
    media = Media(
        kind=kind,
        file=file,
        url=url,
        alt=entry.text("alt", languages),
        caption=entry.text("caption", languages),
        credit=entry.text("credit", languages),
    )
    if kind == "image" and not media.alt:
        entry.at("alt").warning(
            Words("the picture has no `alt` text"),
            found=file or url,
            hint=Words("Say in a sentence what it shows, for those who can't see it."),
        )
    return placed(folder, media, entry)


def _kind(file: str, url: str, entry: Mapped) -> str | None:
    """Return what the author says it is, else what the name's ending says."""
    given = entry.string("kind").lower()
    ending = PurePosixPath(file or urlsplit(url).path).suffix.lower()
    by_ending = next((kind for kind, endings in _ENDINGS.items() if ending in endings), None)
    if given in KINDS:
        return given
    guess = by_ending or ("embed" if url else None)
    if given:
        near = near_miss(given, KINDS)
        guess = near or guess
        entry.at("kind").warning(
            Words("this kind is not one of {known}; taken as `{guess}`", known=listed(KINDS), guess=guess)
            if guess
            else Words("this kind is not one of {known}", known=listed(KINDS)),
            found=given,
            hint=Words("Write `{near}`.", near=guess or "image"),
        )
    if guess is None:
        entry.at("file").error(
            Words("the name's ending says no kind of media"),
            found=file,
            hint=Words("Use one of {names}, or write `kind:`.", names=", ".join(sum(_ENDINGS.values(), ()))),
        )
    return guess


def add_translation(media: tuple[Media, ...], translated: Mapped, language: str) -> tuple[Media, ...]:
    """Return the media with the texts of a translated chapter: by `file` or `url`, else by order."""
    found = list(media)
    for number, entry in enumerate(translated.maps("media")):
        name = entry.string("file").removeprefix(f"{FOLDER}/") or entry.string("url")
        places = (
            [index for index, item in enumerate(found) if name in (item.file, item.url)] if name else [number]
        )
        if not places or places[0] >= len(found):
            entry.at("file").warning(
                Words("the chapter itself has no such media"),
                found=name or number + 1,
                hint=Words("Name the `file` or `url` as in the chapter's first language."),
            )
            continue
        item = found[places[0]]
        found[places[0]] = replace(
            item,
            alt=_joined(item.alt, entry.text("alt", (language,))),
            caption=_joined(item.caption, entry.text("caption", (language,))),
            credit=_joined(item.credit, entry.text("credit", (language,))),
        )
    return tuple(found)


def _joined(first: Text, second: Text) -> Text:
    return Text.of(first.as_dict() | second.as_dict())
