"""`storymap add`: one more place, event, chapter or source, each saved as a revision."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import click

from storymap.cli.add_overlay import overlay
from storymap.cli.add_picture import picture
from storymap.cli.add_site import CERTAINTIES, site
from storymap.cli.adding import open_target, save_record, translations
from storymap.cli.asked_back import Faults, can_ask
from storymap.cli.plain import plain
from storymap.cli.story_argument import author_option, faults_as_words, json_option, story_argument
from storymap.problems import StorymapError


@click.group(short_help="Add a place, an event, a chapter, a source, a scan or a picture.")
def add() -> None:
    """Add a record to STORY, the folder of a story; what else is in its files stays as it is."""


add.add_command(site)
add.add_command(overlay)
add.add_command(picture)


@add.command(short_help="Add an event: what happened, when and where.")
@story_argument
@click.argument("title")
@click.option("--when", default="", metavar="DATE", help='When: EDTF such as 1968-01-30, or "c. 1968".')
@click.option("--site", "place", default="", metavar="SITE", help="Where: id or name of a place of it.")
@click.option("--text", default="", help="What happened.")
@click.option("--source", "sources", multiple=True, metavar="SOURCE", help="Id of a source; may be repeated.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag; may be repeated.")
@click.option("--certainty", type=click.Choice(CERTAINTIES), help="How sure it is.")
@click.option("--lang", "titles", multiple=True, metavar="LANGUAGE=TITLE", help="The title in that language.")
@click.option("--note", default="", help="What readers should know about it.")
@click.option("--id", "ident", default="", help="Id of the event [default: made of the title].")
@author_option
@json_option
def event(
    story: Path, title: str, when: str, place: str, text: str, sources: tuple[str, ...],
    tags: tuple[str, ...], certainty: str | None, titles: tuple[str, ...], note: str, ident: str, author: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Add an event that is called TITLE."""
    from storymap.model import parse_when
    from storymap.model.changes import Kind
    from storymap.model.when_words import label

    target, faults = open_target(story), Faults(can_ask(as_json=as_json))
    with faults_as_words():
        final = faults.take("", target.free, Kind.EVENT, ident, title)
        site = faults.take("", target.known, Kind.SITE, place, "--site")
        known = [faults.take("", target.known, Kind.SOURCE, one, "--source") for one in sources]
        others = faults.take(dict[str, str](), translations, target, titles, "title")
        date = faults.date(when, "--when")
        faults.stop()
        values = {
            "title": title.strip(), "when": date, "text": text, "note": note, "certainty": certainty or "",
            "site": site, "source": "; ".join(known), "tags": "; ".join(tags), **others,
        }
        words = label(parse_when(date), "en") if date else ""
        save_record(target, Kind.EVENT, final, values, author=author, as_json=as_json,
                    said=[", ".join(part for part in (words, site) if part)])


@add.command(short_help="Add a chapter with its text.")
@story_argument
@click.argument("title")
@click.option("--text", default="", help="The chapter's text in Markdown.")
@click.option("--file", type=click.File(encoding="utf-8"), help="Read the text from this file (- is stdin).")
@click.option("--after", default="", metavar="ID", help="The chapter that it follows [default: the last].")
@click.option("--site", "place", default="", metavar="SITE", help="Its main place, by id or name.")
@click.option("--show-event", "events", multiple=True, metavar="ID", help="Event to show; may be repeated.")
@click.option("--show-site", "sites", multiple=True, metavar="SITE", help="A place to show; may be repeated.")
@click.option("--lang", "titles", multiple=True, metavar="LANGUAGE=TITLE", help="The title in that language.")
@click.option("--draft", is_flag=True, help="Readers don't see it yet.")
@click.option("--id", "ident", default="", help="Id of the chapter [default: made of the title].")
@author_option
@json_option
def chapter(
    story: Path, title: str, text: str, file: IO[str] | None, after: str, place: str,
    events: tuple[str, ...], sites: tuple[str, ...], titles: tuple[str, ...], draft: bool, ident: str,
    author: str, as_json: bool,
) -> None:  # fmt: skip
    """Add a chapter that is called TITLE."""
    from storymap.model.changes import Kind

    target, faults = open_target(story), Faults(can_ask(as_json=as_json))
    with faults_as_words():
        final = faults.take("", target.free, Kind.CHAPTER, ident, title)
        before = faults.take("", target.known, Kind.CHAPTER, after, "--after")
        main = faults.take("", target.known, Kind.SITE, place, "--site")
        show = {
            "events": [faults.take("", target.known, Kind.EVENT, one, "--show-event") for one in events],
            "sites": [faults.take("", target.known, Kind.SITE, one, "--show-site") for one in sites],
        }
        others = faults.take(dict[str, str](), translations, target, titles, "title")
        written = faults.take(text, _read, file) if file else text
        faults.stop()
        values = {
            "title": title.strip(), "text": written, "draft": draft or None, "place": main,
            "show": {key: ids for key, ids in show.items() if ids}, **others,
        }
        said = [f"after {before}" if before else "", "a draft: readers don't see it yet" if draft else ""]
        save_record(target, Kind.CHAPTER, final, values, author=author, after=before or None,
                    as_json=as_json, said=said)


def _read(file: IO[str]) -> str:
    """Return the text in a file.

    Raises
    ------
    StorymapError
        It is no text in UTF-8.
    """
    try:
        return file.read()
    except UnicodeDecodeError as fault:
        raise StorymapError(f"--file {plain(file.name)} is no text in UTF-8 (byte {fault.start + 1:,}). Save "
                            "it as UTF-8, then run the command again.") from None


@add.command(short_help="Add a source to cite.")
@story_argument
@click.argument("citation")
@click.option("--url", default="", help="Its address on the web.")
@click.option("--accessed", default="", metavar="DATE", help="When it was looked at.")
@click.option("--licence", default="", help="Its licence.")
@click.option("--note", default="", help="What readers should know about it.")
@click.option("--id", "ident", default="", help="Id of the source [default: made of the citation].")
@author_option
@json_option
def source(
    story: Path, citation: str, url: str, accessed: str, licence: str, note: str, ident: str, author: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Add a source with its CITATION."""
    from storymap.model.changes import Kind

    target, faults = open_target(story), Faults(can_ask(as_json=as_json))
    with faults_as_words():
        final = faults.take("", target.free, Kind.SOURCE, ident, citation)
        date = faults.date(accessed, "--accessed")
        faults.stop()
        values = {"citation": citation.strip(), "url": url, "accessed": date, "licence": licence,
                  "note": note}  # fmt: skip
        save_record(target, Kind.SOURCE, final, values, author=author, as_json=as_json, said=[url])
