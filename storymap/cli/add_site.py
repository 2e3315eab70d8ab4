"""`storymap add site`: a place by its name or by coordinates, never by a silent guess."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from storymap.cli.adding import Target, open_target, save_record, translations
from storymap.cli.asked_back import Faults, can_ask
from storymap.cli.plain import plain
from storymap.cli.story_argument import author_option, faults_as_words, json_option, show_json, story_argument
from storymap.problems import StorymapError

if TYPE_CHECKING:
    from storymap.gazetteer.candidate import Candidate, Context
    from storymap.gazetteer.place import Place
    from storymap.storage.decisions import Decision

_MOST = 8
_NONE = "none"
_DECIDE = (
    "Nothing was added. Choose with --choose NUMBER or ID, say what contains the place (“Lubbock, "
    "Texas”), or give --at, --kind, --country, --near or --when."
)
CERTAINTIES = ("certain", "less-certain", "uncertain")


@dataclass(frozen=True)
class Asked:
    """What to look for: the name as it was typed, what is known around it, and what is taken."""

    query: str
    kind: str
    context: Context
    accept_above: float
    choose: str


@dataclass(frozen=True)
class Chosen:
    """The place that was taken, None for none; `by_author` when a person chose it."""

    place: Place | None
    candidates: list[Candidate]
    by_author: bool


@click.command(short_help="Add a place, by its name or by coordinates.")
@story_argument
@click.argument("query", metavar="NAME")
@click.option("--at", default="", metavar="POSITION",
              help="Where it is, in any notation, or the address of a map; then nothing is looked up.")
@click.option("--name", default="", help="What the story calls it [default: NAME up to a comma].")
@click.option("--lang", "names", multiple=True, metavar="LANGUAGE=NAME", help="Its name in another language.")
@click.option("--kind", default="", help="Kind of place, such as city, province, airport.")
@click.option("--country", default="", metavar="CODE", help="The country that it is in, such as VN.")
@click.option("--near", default="", metavar="LON,LAT", help="Prefer places near these coordinates.")
@click.option("--when", default="", metavar="EDTF", help="Date: units are taken as they were then.")
@click.option("--choose", default="", metavar="ID|NUMBER",
              help="Take this candidate, by its id or number; `none` adds the place without a position.")
@click.option("--accept-above", default=0.9, type=click.FloatRange(0, 1),
              help="Take an answer of at least this confidence without asking [default: 0.9].")
@click.option("--precision-km", type=click.FloatRange(0, 20_000), metavar="KM", help="Known to within this.")
@click.option("--certainty", type=click.Choice(CERTAINTIES), help="Whether this is the place at all.")
@click.option("--source", default="", metavar="SOURCE", help="Id of the source.")
@click.option("--note", default="", help="What readers should know about it.")
@click.option("--id", "ident", default="", help="Id of the place [default: made of the name].")
@author_option
@json_option
def site(
    story: Path, query: str, at: str, name: str, names: tuple[str, ...], kind: str, country: str, near: str,
    when: str, choose: str, accept_above: float, precision_km: float | None, certainty: str | None,
    source: str, note: str, ident: str, author: str, as_json: bool,
) -> None:  # fmt: skip
    """Add a place by its NAME, without a network; where nobody is sure, you are asked.

    NAME may say a kind and what contains the place: "Lubbock, Texas", "Bien Hoa airport", "tỉnh Quảng Trị".
    """
    from storymap.cli.gazetteer_options import read_country, why_not_a_name
    from storymap.model.changes import Kind

    target, faults = open_target(story), Faults(can_ask(as_json=as_json))
    with faults_as_words():
        shown = name or query.partition(",")[0].strip()
        final = faults.take("", target.free, Kind.SITE, ident, shown)
        mine = {
            "kind": kind, "country": faults.take("", read_country, country), "note": note,
            "certainty": certainty or "",
            "source": faults.take("", target.known, Kind.SOURCE, source, "--source"),
            "precision_km": "" if precision_km is None else f"{precision_km:g}",
            **faults.take(dict[str, str](), translations, target, names, "name"),
        }
        context = _context(target, faults, near, when, mine["country"])
        found = faults.take(dict[str, str](), _at, target, at) if at else {}
        if not at and (wrong := why_not_a_name(query)):
            faults.found.append(wrong)
        faults.stop()
        asked = Asked(query, kind, context, accept_above, choose)
        chosen = None if at else _look_up(target, asked, as_json=as_json)
        found = found or _fields(chosen)
        values = {"name": shown} | found | {key: value for key, value in mine.items() if value}
        decisions = [_decision(chosen, final, query)] if chosen else []
        save_record(target, Kind.SITE, final, values, author=author, decisions=decisions, as_json=as_json,
                    said=_where(values, chosen))


def _at(target: Target, text: str) -> dict[str, str]:
    """Return the fields of a position that was given.

    Raises
    ------
    StorymapError
        It can't be read; the text says why.
    """
    from storymap.formats.notations import read_position, why_no_position
    from storymap.gazetteer.accepted import degrees

    near = next((site.position for site in target.story.sites if site.position), None)
    found = read_position(text, near)
    if found is None:
        why = why_no_position(text) or 'write it such as "16.4637, 107.5909" or "16°27′50″N 107°35′27″E"'
        raise StorymapError(f"--at {plain(text)!r} is no position: {why}.")
    said = found.say(str)
    click.echo(said[:1].upper() + said[1:], err=True)
    return {"lat": degrees(found.lat), "lon": degrees(found.lon)}


def _context(target: Target, faults: Faults, near: str, when: str, country: str) -> Context:
    """Return what the story and the options say around the name; the options win."""
    from storymap.cli.gazetteer_options import read_edtf, read_near
    from storymap.gazetteer.story_sites import story_context

    context = story_context(target.story)
    position, date = faults.take(None, read_near, near), faults.take("", read_edtf, when)
    return replace(context, near=(position,) if position else context.near, when=date or context.when,
                   countries=(country,) if country else context.countries)  # fmt: skip


def _look_up(target: Target, asked: Asked, *, as_json: bool) -> Chosen:
    """Return the place that a name means, or that a person chose.

    Raises
    ------
    StorymapError
        The choice is none of the candidates, and no gazetteer's id.
    click.exceptions.Exit
        Nobody is sure, and nobody can be asked: the candidates were shown.
    """
    from storymap.cli.gazetteer_options import open_layers
    from storymap.cli.place_text import worth_a_line

    layers = open_layers(target.story, None, online=False)
    found = worth_a_line(layers.find(asked.query, context=asked.context, kind=asked.kind, limit=_MOST))
    if asked.choose == _NONE:
        return Chosen(None, found, by_author=True)
    if asked.choose:
        place = _by_choice(found, asked.choose) or layers.by_id(asked.choose)
        if place is None:
            raise StorymapError(f"--choose {plain(asked.choose)}: that is none of the {len(found)} "
                                "candidates, and no gazetteer has that id. `storymap place` shows ids.")
        return Chosen(_new(place), found, by_author=True)
    if found and found[0].confidence >= asked.accept_above:
        return Chosen(_new(found[0].place), found, by_author=False)
    return _ask(found, asked.query, as_json=as_json)


def _by_choice(found: list[Candidate], choice: str) -> Place | None:
    if choice.isdecimal() and 1 <= int(choice) <= len(found):
        return found[int(choice) - 1].place
    return next((one.place for one in found if one.place.id == choice), None)


def _new(place: Place) -> Place:
    """Return a place that the story doesn't have yet.

    Raises
    ------
    StorymapError
        It is one of the story's own.
    """
    if place.id.startswith("site:"):
        own = place.id.removeprefix("site:")
        raise StorymapError(f"The story has this place already: {own} ({plain(place.name)}). If another "
                            "one is meant, say more (“Lubbock, Texas”), or give --at or --choose.")
    return place


def _ask(found: list[Candidate], query: str, *, as_json: bool) -> Chosen:
    """Show the candidates and ask; without a terminal, stop with exit code 1."""
    from storymap.cli import place_text

    terminal = can_ask(as_json=as_json)
    if as_json:
        show_json({"added": None, "candidates": [place_text.as_json(one) for one in found]})
    if not found:
        raise StorymapError(f"“{plain(query)}” was not found. Try another spelling, give --at, or --choose "
                            "none to add it without a position.")
    if not as_json:
        for line in place_text.lines(found, query, decide="" if terminal else _DECIDE):
            click.echo(line, err=not terminal)
    if not terminal:
        raise click.exceptions.Exit(1)
    click.echo(f"{0:>2}  {click.style('None of these', bold=True)}: add it without a position, for now")
    number = click.prompt("\nWhich one", type=click.IntRange(0, len(found)))
    return Chosen(_new(found[number - 1].place) if number else None, found, by_author=True)


def _fields(chosen: Chosen | None) -> dict[str, str]:
    from storymap.gazetteer.accepted import cells_of

    if chosen is None or chosen.place is None:
        return {}
    place = chosen.place
    return {"kind": place.kind, "country": place.country, **cells_of(place, by_author=chosen.by_author)}


def _decision(chosen: Chosen, ident: str, query: str) -> Decision:
    from storymap import __version__
    from storymap.gazetteer.accepted import decision_of
    from storymap.storage.decisions import Status
    from storymap.storage.sites import FILE

    date = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    status = Status.ACCEPTED if chosen.place else Status.REJECTED if chosen.candidates else Status.NOT_FOUND
    by = "author" if chosen.by_author else f"storymap {__version__}"
    return decision_of((FILE, ident), query, status, chosen.candidates, chosen.place, date=date, by=by)


def _where(values: dict[str, str], chosen: Chosen | None) -> list[str]:
    """Return what is said about the new place."""
    from storymap.cli import place_text

    if chosen is None:
        return [f"{values['lat']}, {values['lon']}"]
    if chosen.place is None:
        return ["without a position yet"]
    sure = next((one.confidence for one in chosen.candidates if one.place.id == chosen.place.id), None)
    why = "your choice" if chosen.by_author else place_text.in_words(sure or 0)
    return [place_text.what(chosen.place), f"{place_text.position(chosen.place)}  {chosen.place.id}  ({why})"]
