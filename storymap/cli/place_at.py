"""`storymap place --at LON,LAT`: what is around a point, as lines for a terminal or plain values for JSON."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from storymap.cli import fit
from storymap.cli.gazetteer_options import read_near
from storymap.cli.place_text import distance, position, what
from storymap.cli.plain import plain
from storymap.problems import StorymapError

if TYPE_CHECKING:
    from storymap.gazetteer.candidate import Surroundings

_ABOUT = "The outlines are good to about a kilometre, and those of the years before 2025."
_NO_OUTLINE = "No outline of a unit holds the point: unit and country are those of the nearest place."


def place_at(at: str, query: str, others: list[str], *, as_json: bool) -> None:
    """Print the place nearest to a point; exit with 1 when there is none within about six degrees.

    Raises
    ------
    StorymapError
        `at` is no position, or a name or other options came with it.
    """
    from storymap.gazetteer import open_gazetteer

    if query or others:
        more = "a name" if query else " and ".join(others)
        raise StorymapError(f"--at asks what is around a point, and takes no {more.removeprefix('a ')}.")
    point = read_near(at, "--at")
    if point is None:
        raise StorymapError("--at takes two numbers, LON,LAT, such as 106.7,10.8.")
    found = open_gazetteer().nearest(*point)
    if as_json:
        click.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=2))
    elif found.place is not None and found.distance_km is not None:
        name = click.style(plain(found.place.name), bold=True)
        click.echo(f"{distance(found.distance_km)} from {name}, {what(found.place)}")
        click.echo(f"    {position(found.place)}  {plain(found.place.id)}")
    if not as_json and (found.unit or found.country):
        click.echo(f"in {plain(', '.join(part for part in (found.unit, found.country) if part))}")
        for line in fit.wrapped(_ABOUT if found.outlined else _NO_OUTLINE, "    "):
            click.echo(line)
    if found.place is None:
        click.echo(f"No town or village is near {plain(at)}: there may be only water or ice.", err=True)
        sys.exit(1)


def _as_json(found: Surroundings) -> list[dict[str, object]]:
    place = found.place
    if place is None:
        return []
    return [
        {
            "id": place.id,
            "name": place.name,
            "country": found.country,
            "unit": found.unit,
            "kind": place.kind,
            "lat": place.lat,
            "lon": place.lon,
            "distance_km": found.distance_km,
            "outlined": found.outlined,
        }
    ]
