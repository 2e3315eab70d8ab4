"""story.yaml becomes the frame of a story: everything but its chapters, sites, events and sources."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from storymap.model import Author, Story, Text
from storymap.storage.basemap import read_basemap
from storymap.storage.encoding import clean, decode
from storymap.storage.event_sets import read_event_sets
from storymap.storage.ids import Ids
from storymap.storage.inside import FileRefused, read_bytes
from storymap.storage.languages import read_tag
from storymap.storage.layers import read_story_layers
from storymap.storage.mapped import Mapped
from storymap.storage.translations import Translations
from storymap.storage.values import read_colour, read_flag, read_number, read_url, read_when
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
    "event_sets",
    "chapters",
    "draft",
)


@dataclass(frozen=True)
class Frame:
    """A story without its records, the list of its chapters, and the ids of its layers and event sets.

    The list is None when story.yaml can't be read.
    """

    story: Story
    chapters: list[tuple[str, Where]] | None
    layers: Ids
    event_sets: Ids
    where: Where


def read_frame(folder: Path, ident: str, where: Where) -> Frame:
    """Return the frame of a story; with no story.yaml it is an error and a frame with the folder's name."""
    values = _values(folder, where)
    languages = read_languages(values)
    title = values.text("title", languages)
    told = any(problem.file == where.file for problem in where.problems)
    unread = told and not values.values  # what is missing then is no fault of its own
    if not title and not unread:
        values.at("title").error(Words("the story has no title"), hint=Words("Write `title: …`."))
    if not title:
        title = Text.of({languages[0]: clean(folder.resolve().name) or ident})
    layer_ids = Ids("layer", Words("`layers` in {file}", file=FILE))
    set_ids = Ids("event set", Words("`event_sets` in {file}", file=FILE))
    summary, cite = values.text("summary", languages), values.text("cite", languages)
    translations = Translations(languages, where)
    for key, text in (("title", title), ("summary", summary), ("cite", cite)):
        translations.note(where.at(column=key), text)
    translations.report()
    chapters = values.strings("chapters")
    if not chapters and not unread:
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
        accent=read_colour(values.string("accent"), values.at("accent")),
        accent_dark=read_colour(values.string("accent_dark"), values.at("accent_dark")),
        text_face=_choice(values, "text", ("sans", "serif")),
        mode=_choice(values, "mode", ("step", "scroll")),
        dwell=_dwell(values),
        basemap=read_basemap(folder, values),
        layers=read_story_layers(folder, values, languages, layer_ids),
        event_sets=read_event_sets(values, languages, set_ids),
        draft=read_flag(values.string("draft"), values.at("draft")),
        extra=values.extra(KEYS),
    )
    return Frame(story, None if unread else chapters, layer_ids, set_ids, values.at("chapters"))


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
