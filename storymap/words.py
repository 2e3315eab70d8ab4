"""An English text for people that knows what it was made of, so that it can be said in another language."""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any, Self

_LONGEST_CUT = 80


class Words(str):
    """An English text that remembers its message and the values in it.

    It is a plain `str` for everything that shows, compares or stores it. `said` gives it in a language of the
    catalogue; a message is found there by its English, and the values are put in once, so that braces in an
    author's text stay braces. A message without values is taken as it stands.

    Examples
    --------
    >>> Words("`{key}` looks like `{near}`", key="tittle", near="title")
    '`tittle` looks like `title`'
    """

    message: str
    values: dict[str, Any]

    def __new__(cls, message: str, /, **values: Any) -> Self:
        """Put the values into the message; one that is itself Words is translated with it."""
        kept = {name: _kept(value) for name, value in values.items()}
        words = super().__new__(cls, cls.shaped(_filled(message, kept)))
        words.message, words.values = message, kept
        return words

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """Let copies and pickles keep what the text was made of."""
        return (self.message,), self.values

    def said(self, translate: Callable[[str], str]) -> str:
        """Return the text in the language of `translate`, a catalogue's `gettext`."""
        values = {name: said(value, translate) for name, value in self.values.items()}
        return self.shaped(_filled(translate(self.message) if self.message else "", values))

    @staticmethod
    def shaped(text: str) -> str:
        """Return a filled message in its final form."""
        return text


class _Cut(Words):
    @staticmethod
    def shaped(text: str) -> str:
        return text if len(text) <= _LONGEST_CUT else text[: _LONGEST_CUT - 3] + "…"


class _Sentence(Words):
    @staticmethod
    def shaped(text: str) -> str:
        return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) or not text else ".")


def said(value: Any, translate: Callable[[str], str]) -> Any:
    """Return Words in the language of `translate`, and anything else as it is."""
    return value.said(translate) if isinstance(value, Words) else value


def joined(parts: Iterable[str], between: str) -> Words:
    """Return texts as one, with `between` between them, that is said part by part."""
    every = {f"part{number}": part for number, part in enumerate(parts)}
    return Words(between.join(f"{{{name}}}" for name in every), **every)


def either(choices: Iterable[str]) -> str:
    """Return texts with `or` between them."""
    return reduce(lambda first, second: Words("{first} or {second}", first=first, second=second), choices)


def cut(text: str) -> str:
    """Return a text of at most 80 characters, also in the language in which it is said."""
    return _Cut("{text}", text=text) if isinstance(text, Words) else _Cut.shaped(text)


def sentence(text: str) -> str:
    """Return a text with a capital first letter and a full stop."""
    return _Sentence("{text}", text=text) if isinstance(text, Words) else _Sentence.shaped(text)


def words_of(fault: BaseException) -> str:
    """Return what an error says; `str(fault)` would forget of what its Words were made."""
    first = fault.args[0] if fault.args else ""
    return first if isinstance(first, Words) else str(fault)


def _filled(message: str, values: dict[str, Any]) -> str:
    return message.format(**values) if values else message


def _kept(value: Any) -> Any:
    if isinstance(value, BaseException):
        return words_of(value)
    return value if isinstance(value, str | int | float) else str(value)
