"""What `place`, `geocode` and `resolve` share: opening the sources in their order, and checking options."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from storymap.cli.plain import plain
from storymap.problems import StorymapError

if TYPE_CHECKING:
    from storymap.gazetteer.layers import Layers
    from storymap.gazetteer.own_places import OwnPlaces
    from storymap.model import Story

MOST_CHARACTERS = 200
"""The longest name that is looked up; the longest in the world has 85 letters."""


def open_layers(story: Story | None, file: Path | None, *, online: bool) -> Layers:
    """Return the sources in the order in which they answer; problems of a user's file go to standard error.

    Raises
    ------
    StorymapError
        The gazetteer is missing or broken, the user's file can't be used, or geopy isn't installed.
    """
    from storymap.gazetteer import open_gazetteer
    from storymap.gazetteer.layers import Layers

    own: list[OwnPlaces] = []
    if story is not None:
        from storymap.gazetteer.story_sites import story_sites

        own.append(story_sites(story))
    if file is not None:
        from storymap.gazetteer.user_file import read_user_file

        places, problems = read_user_file(file)
        own.append(places)
        for problem in problems:
            click.echo(plain(str(problem)), err=True)
    asked = None
    if online:
        from storymap.gazetteer.online import Online

        asked = Online()
    return Layers(open_gazetteer(), own=own, online=asked)


def read_near(text: str, option: str = "--near") -> tuple[float, float] | None:
    """Return `(lon, lat)` of an option LON,LAT, None when it is empty.

    Raises
    ------
    StorymapError
        It isn't two numbers on Earth; the text says what to write.
    """
    if not text.strip():
        return None
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        raise StorymapError(
            f"{option} takes two numbers, LON,LAT, such as 106.7,10.8; not {text!r}."
        ) from None
    if abs(lon) <= 180 and abs(lat) <= 90:
        return lon, lat
    if abs(lon) <= 90 and abs(lat) <= 180:
        raise StorymapError(f"{option} takes the longitude first: write {option} {lat:g},{lon:g}.")
    if math.isfinite(lon) and math.isfinite(lat):
        raise StorymapError(f"{option} {text} is no place on Earth: LON is -180 to 180, LAT is -90 to 90.")
    raise StorymapError(f"{option} takes two numbers, LON,LAT, such as 106.7,10.8; not {text!r}.")


def read_edtf(text: str) -> str:
    """Return a date in EDTF as it is written.

    Raises
    ------
    StorymapError
        It is none; the text says what to write.
    """
    from storymap.model import WhenError, parse_when

    if not text.strip():
        return ""
    try:
        return parse_when(text.strip()).text
    except WhenError as fault:
        hint = fault.hint[:1].upper() + fault.hint[1:]
        raise StorymapError(f"--when {text!r} is not a date that can be read. {hint}") from None


def read_country(text: str) -> str:
    """Return a country's code in capitals.

    Raises
    ------
    StorymapError
        It isn't two letters.
    """
    code = text.strip().upper()
    if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise StorymapError(f"--country takes two letters (ISO 3166-1), such as VN or US; not {text!r}.")
    return code


def why_not_a_name(query: str) -> str:
    """Return why a text can't be the name of a place, '' when it can."""
    letters = sum(character.isalnum() for character in query)
    if not query.strip():
        return 'There is no name. Write one, such as:  storymap place "Biên Hòa airport"'
    if len(query) > MOST_CHARACTERS:
        return f"A name has at most {MOST_CHARACTERS} characters, this text has {len(query):,}."
    return "" if letters else f"There is no letter in {plain(query)!r}, so that it can't be a name."


def listed(words: Sequence[str]) -> str:
    """Return words with commas, and `or` before the last."""
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
