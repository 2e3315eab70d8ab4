"""What a command line says wrong is gathered and told at once; what only a person can decide is asked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import click

from storymap.cli.plain import plain
from storymap.problems import StorymapError

Value = TypeVar("Value")


@dataclass
class Faults:
    """What is wrong so far with the options of a command; `ask` says whether a person can be asked."""

    ask: bool
    found: list[str] = field(default_factory=list)

    def take(self, instead: Value, read: Callable[..., Value], *arguments: object) -> Value:
        """Return what `read` makes of the arguments; where it refuses them, note why and return `instead`."""
        try:
            return read(*arguments)
        except StorymapError as fault:
            self.found.append(str(fault))
            return instead

    def date(self, text: str, option: str) -> str:
        """Return a date as EDTF, also when it is written as people say it ("c. 1968").

        One with several meanings is asked back on a terminal, once nothing else is wrong.
        """
        return self.take("", _read_date, text, option, self.ask and not self.found)

    def stop(self) -> None:
        """End the command if something is wrong.

        Raises
        ------
        StorymapError
            The text has a line for each fault.
        """
        if len(self.found) == 1:
            raise StorymapError(self.found[0])
        if self.found:
            told = "\n".join(f"- {text}" for text in self.found)
            raise StorymapError(f"Nothing was added; {len(self.found)} things are to be corrected.\n{told}")


def can_ask(*, as_json: bool) -> bool:
    """Whether a person sits at the other end."""
    return sys.stdin.isatty() and not as_json


def _read_date(text: str, option: str, ask: bool) -> str:
    from storymap.model import WhenError, parse_when
    from storymap.model.when_hints import readings
    from storymap.model.when_words import label
    from storymap.words import sentence

    text = text.strip()
    try:
        return parse_when(text).text if text else ""
    except WhenError as fault:
        found, hint = readings(text), sentence(fault.hint)
    if len(found) == 1:
        return found[0]
    if not found:
        raise StorymapError(f"{option} {plain(text)!r} is not a date that can be read. {hint}")
    said = [(edtf, label(parse_when(edtf), "en")) for edtf in found]
    if not ask:
        ways = "; ".join(f"{edtf} ({words})" for edtf, words in said)
        raise StorymapError(f"{option} {plain(text)!r} can be read in several ways. Write one of: {ways}.")
    click.echo(f"“{plain(text)}” can be read in several ways:")
    for number, (edtf, words) in enumerate(said, 1):
        click.echo(f"{number:>2}  {click.style(words, bold=True)}  {edtf}")
    return found[click.prompt("Which one", type=click.IntRange(1, len(found))) - 1]
