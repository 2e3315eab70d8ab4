"""story.yaml becomes the frame of a story: everything but its chapters, sites, events and sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storymap.model import Author, Layer, Story, Text
from storymap.storage.basemap import read_basemap
from storymap.storage.encoding import clean, decode
from storymap.storage.geojson_file import read_layer
from storymap.storage.ids import Ids
from storymap.storage.inside import FileRefused, read_bytes
from storymap.storage.languages import read_tag
from storymap.storage.mapped import Mapped
from storymap.storage.translations import Translations
from storymap.storage.values import read_flag, read_number, read_url, read_when
from storymap.storage.where import Where, listed, near_miss
from storymap.storage.yaml_file import read_mapping
from storymap.words import Words, words_of

FILE = "story.yaml"
KEYS = (
    "title",
    "summary",
    "languages",
    "authors",
    "licence",
    "published",
    "cite",
    "accent",
    "accent_dark",
    "text",
    "mode",
    "dwell",
    "basemap",
    "layers",
    "chapters",
    "draft",
)
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@dataclass(frozen=True)
class Frame:
    """A story without its records, the list of its chapters, and the ids of its layers."""

    story: Story
    chapters: list[tuple[str, Where]]
    layers: Ids
    where: Where


def read_frame(folder: Path, ident: str, where: Where) -> Frame:
    """Return the frame of a story; with no story.yaml it is an error and a frame with the folder's name."""
    values = _values(folder, where)
    languages = read_languages(values)
    title = values.text("title", languages)
    if not title:
        values.at("title").error(Words("the story has no title"), hint=Words("Write `title: …`."))
        title = Text.of({languages[0]: clean(folder.resolve().name) or ident})
    layer_ids = Ids("layer", Words("`layers` in {file}", file=FILE))
    summary, cite = values.text("summary", languages), values.text("cite", languages)
    translations = Translations(languages, where)
    for key, text in (("title", title), ("summary", summary), ("cite", cite)):
        translations.note(where.at(column=key), text)
    translations.report()
    chapters = values.strings("chapters")
    if not chapters:
        values.at("chapters").error(
            Words("the story lists no chapters"), hint=Words("Write `chapters: [first, second]`.")
        )
    story = Story(
        id=ident,
        title=title,
        summary=summary,
        languages=languages,
        authors=_authors(values),
        licence=values.string("licence"),
        published=read_when(values.string("published"), values.at("published")),
        cite=cite,
        accent=_colour(values, "accent"),
        accent_dark=_colour(values, "accent_dark"),
        text_face=_choice(values, "text", ("sans", "serif")),
        mode=_choice(values, "mode", ("step", "scroll")),
        dwell=_dwell(values),
        basemap=read_basemap(folder, values),
        layers=_layers(folder, values, languages, layer_ids),
        draft=read_flag(values.string("draft"), values.at("draft")),
        extra=values.extra(KEYS),
    )
    return Frame(story, chapters, layer_ids, values.at("chapters"))


def _values(folder: Path, where: Where) -> Mapped:
    try:
        text = decode(read_bytes(folder, FILE), where)
    except FileRefused as fault:
        where.error(words_of(fault), hint=fault.hint)
        return Mapped({}, {}, where)
    if not text.strip():
        where.error(Words("the file is empty"), hint=Words("`storymap new` writes an example to start from."))
    return read_mapping(text, where)


def read_languages(values: Mapped) -> tuple[str, ...]:
    """Return the story's languages, the default first; English when story.yaml names none."""
    found = [read_tag(word, where) for word, where in values.strings("languages")]
    return tuple(dict.fromkeys(tag for tag in found if tag)) or ("en",)


def _authors(values: Mapped) -> tuple[Author, ...]:
    entries = values.get("authors")
    if entries is None:
        return ()
    found = []
    for index, entry in enumerate(entries if isinstance(entries, list) else [entries]):
        if isinstance(entry, str):
            found.append(Author(entry.strip()))
        elif isinstance(entry, dict):
            author = Mapped(entry, values.lines, values.where, ("authors", index))
            author.extra(("name", "url"))
            url = read_url(author.string("url"), author.at("url"))
            if name := author.string("name"):
                found.append(Author(name, url))
            else:
                author.at("name").error(Words("the author has no name"), hint=Words("Write `name: …`."))
        else:
            values.at("authors", index).error(
                Words("this is not an author"), found=entry, hint=Words("Write a name.")
            )
    return tuple(author for author in found if author.name)


def _colour(values: Mapped, key: str) -> str:
    word = values.string(key)
    if not word or _COLOUR.fullmatch(word):
        return word.lower()
    values.at(key).error(
        Words("this is not a colour"),
        found=word,
        hint=Words('Write it as `"#8c1c13"`, with quotation marks.'),
    )
    return ""


def _choice(values: Mapped, key: str, words: tuple[str, ...]) -> str:
    word = values.string(key).lower()
    if word and word not in words:
        near = near_miss(word, words) or words[0]
        values.at(key).warning(
            Words("this is not one of {known}; taken as `{near}`", known=listed(words), near=near),
            found=word,
            hint=Words("Write `{near}`.", near=near),
        )
        return near
    return word or words[0]


def _dwell(values: Mapped) -> float:
    text = values.string("dwell")
    number = read_number(text, values.at("dwell"), least=1, most=600, unit="seconds") if text else None
    return Story.dwell if number is None else number


def _layers(folder: Path, values: Mapped, languages: Sequence[str], ids: Ids) -> tuple[Layer, ...]:
    found = []
    for entry in values.maps("layers"):
        entry.extra(("id", "title", "data", "colour", "note"))
        title = entry.text("title", languages)
        final = ids.claim(entry.string("id"), title.get(languages[0]), entry.at("id"))
        file = entry.string("data")
        data: dict[str, object] = {"type": "FeatureCollection", "features": []}
        if file:
            data = read_layer(folder, file, Where(values.where.problems, file))
        else:
            entry.at("data").error(
                Words("the layer has no data"), found=final, hint=Words("Write `data: layers/….geojson`.")
            )
        found.append(
            Layer(
                id=final,
                title=title or Text.of({languages[0]: final}),
                data=data,
                colour=_colour(entry, "colour"),
                note=entry.text("note", languages),
            )
        )
    return tuple(found)
