"""`storymap place`: where a place is, how sure that is, and why."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from storymap.problems import StorymapError

if TYPE_CHECKING:
    from storymap.gazetteer.candidate import Candidate, Context
    from storymap.model import Story

_MOST = 100


@click.command(short_help="Say where a place is, and how sure that is.")
@click.argument("query", required=False, default=None)
@click.option("--at", default="", metavar="LON,LAT", help="Say what is around this point instead.")
@click.option("--near", default="", metavar="LON,LAT", help="Prefer places near these coordinates.")
@click.option("--kind", default="", help="Kind of place, such as city, province, airport.")
@click.option("--when", default="", metavar="EDTF", help="Date: units are taken as they were then.")
@click.option("--country", default="", metavar="CODE", help="Only places in this country, such as VN.")
@click.option("--story", "folder", metavar="DIR", type=click.Path(path_type=Path),
              help="Ask this story's sites first, and take them as context.")  # fmt: skip
@click.option("--gazetteer", "file", metavar="FILE", type=click.Path(path_type=Path),
              help="Ask this gazetteer of yours next (Linked Places Format or CSV).")  # fmt: skip
@click.option("--online", is_flag=True, help="Ask Nominatim too when nobody is sure. Off by default.")
@click.option("--limit", default=5, type=click.IntRange(1, _MOST), help="Most places to show [default: 5].")
@click.option("--json", "as_json", is_flag=True, help="Print an array, best first; [] when nothing is found.")
def place(
    query: str | None, at: str, near: str, kind: str, when: str, country: str, folder: Path | None,
    file: Path | None, online: bool, limit: int, as_json: bool,
) -> None:  # fmt: skip
    """Find the place that QUERY names, without a network, and say why; exit with 1 when it isn't found.

    QUERY may name a kind and what contains the place: "Lubbock, Texas", "Bien Hoa airport", "tỉnh Quảng Trị".
    With --at there is no QUERY: the nearest town is told, with its unit, its country and how far it is.
    """
    from storymap.cli.gazetteer_options import open_layers, read_country, why_not_a_name

    if at:
        options = {"--near": near, "--kind": kind, "--when": when, "--country": country, "--story": folder,
                   "--gazetteer": file, "--online": online}  # fmt: skip
        _at(at, query or "", [option for option, given in options.items() if given], as_json=as_json)
        return
    if query is None:
        raise click.UsageError("Give a name, or --at LON,LAT to ask what is around a point.")
    try:
        code = read_country(country)
        story = _load(folder)
        context = _context(near, when, code, story)
        wrong = why_not_a_name(query)
        layers = open_layers(story, file, online=online)
        found = (
            [] if wrong else layers.find(query, context=context, kind=kind, limit=_MOST if code else limit)
        )
    except StorymapError as fault:
        raise click.ClickException(str(fault)) from None
    for fault_text in layers.faults:
        click.echo(f"Warning: {fault_text}", err=True)
    if code:
        from storymap.gazetteer.in_country import in_country

        found = in_country(found, code)[:limit]
    _show(found, query, wrong, as_json=as_json, online=online)


def _at(at: str, query: str, others: list[str], *, as_json: bool) -> None:
    from storymap.cli.place_at import place_at

    try:
        place_at(at, query, others, as_json=as_json)
    except StorymapError as fault:
        raise click.ClickException(str(fault)) from None


def _load(folder: Path | None) -> Story | None:
    if folder is None:
        return None
    from storymap.storage import load

    return load(folder).story


def _context(near: str, when: str, country: str, story: Story | None) -> Context:
    """Return what the options and the story say around the name; the options win."""
    from storymap.cli.gazetteer_options import read_edtf, read_near
    from storymap.gazetteer.candidate import Context

    position, date = read_near(near), read_edtf(when)
    context = Context()
    if story is not None:
        from storymap.gazetteer.story_sites import story_context

        context = story_context(story)
    return replace(
        context,
        near=(position,) if position else context.near,
        countries=(country,) if country else context.countries,
        when=date or context.when,
    )


def _show(found: list[Candidate], query: str, wrong: str, *, as_json: bool, online: bool) -> None:
    """Print the answer; what a program shouldn't read goes to standard error."""
    from storymap.cli import place_text
    from storymap.cli.plain import plain

    if as_json:
        click.echo(json.dumps([place_text.as_json(one) for one in found], ensure_ascii=False, indent=2))
    elif found:
        for line in place_text.lines(found, query):
            click.echo(line)
    if found:
        return
    hint = "Try another spelling, the name of the time, or the town or province nearby." + (
        "" if online else " --online asks OpenStreetMap's Nominatim."
    )
    click.echo(wrong or f"“{plain(query)}” was not found. {hint}", err=True)
    sys.exit(1)
