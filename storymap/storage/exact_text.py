"""The exact text of an author's file, and the bytes that it gives again after an edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storymap.problems import StorymapError
from storymap.storage.encoding import encoding_of
from storymap.words import Words


class EditRefused(StorymapError):
    """The file can't be changed without harming something else in it; the text says what to do."""


@dataclass(frozen=True)
class Exact:
    """A file's text, letter for letter, with the encoding and byte order mark in which it stands."""

    text: str
    codec: str
    mark: bytes

    @property
    def newline(self) -> str:
        """The line end that the file uses first, else a line feed."""
        at = min((place for end in "\r\n" if (place := self.text.find(end)) >= 0), default=-1)
        return "\n" if at < 0 else "\r\n" if self.text.startswith("\r\n", at) else self.text[at]

    def encode(self, text: str) -> bytes:
        """Return the bytes of another text in the same encoding.

        Raises
        ------
        EditRefused
            The encoding has no such letter.
        """
        try:
            return self.mark + text.encode(self.codec, _errors(self.codec))
        except UnicodeEncodeError as fault:
            letter = fault.object[fault.start]
            raise EditRefused(
                Words(
                    "The file's encoding ({codec}) has no letter {letter!r}. Save it as UTF-8.",
                    codec=self.codec,
                    letter=letter,
                )
            ) from None


def exact(data: bytes, languages: Sequence[str]) -> Exact:
    """Return the text that gives the same bytes again, read in the encoding that the reader takes.

    Raises
    ------
    EditRefused
        Some bytes are no text.
    """
    codec, mark = encoding_of(data, languages)
    body = data[len(mark) :]
    try:
        text = body.decode(codec, _errors(codec))
        if text.encode(codec, _errors(codec)) == body:
            return Exact(text, codec, mark)
    except UnicodeError:
        pass
    raise EditRefused(Words("Some bytes of the file are no text. Save it as UTF-8, then try again."))


def _errors(codec: str) -> str:
    """Bytes that are no UTF-8 stay as they are."""
    return "surrogateescape" if codec == "utf-8" else "strict"
