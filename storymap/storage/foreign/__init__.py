"""What other programs (YAML, JSON, GDAL, GEOS, SQLite, the system) say of a fault, for the catalogues."""

import json
import re
from functools import cache

from storymap.storage.foreign import files, shapes, texts
from storymap.words import Words

_LONGEST = 120
_VALUE = re.compile(r"\\\{(\w+)\\\}")


def foreign(text: str) -> str:
    """Return a text of another program as Words: one that is known in full, else quoted as it is.

    What stands where a known message has `{…}` is a value: a character, a token, a name in the file.
    """
    if isinstance(text, Words):
        return text
    first = text.strip().partition("\n")[0]
    for pattern, message in _known():
        if match := pattern.fullmatch(first):
            return Words(message, **{
                name: foreign(value) if name == "problem" else value
                for name, value in match.groupdict().items() if f"{{{name}}}" in message
            })  # fmt: skip
    return Words("“{text}”", text=first[: _LONGEST - 1] + "…" if len(first) > _LONGEST else first)


def fault_words(fault: BaseException) -> str:
    """Return what an error of another program says as Words, one of our own as it is said."""
    first = fault.args[0] if fault.args else ""
    if isinstance(first, Words):
        return first
    if isinstance(fault, json.JSONDecodeError):
        return Words("{problem}, line {line}", problem=foreign(fault.msg), line=fault.lineno)
    if isinstance(fault, OSError) and fault.strerror:
        reason = foreign(fault.strerror)
        return Words("{reason}: {file}", reason=reason, file=fault.filename) if fault.filename else reason
    if isinstance(fault, RecursionError):
        return Words("it is nested too deep")
    return foreign(str(fault)) if str(fault) else Words("it is damaged")


@cache
def _known() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what each known text looks like and the message that says it, those without values first."""
    pairs = [(str(each), str(each)) if isinstance(each, str) else each
             for each in (*texts.KNOWN, *files.KNOWN, *shapes.KNOWN)]  # fmt: skip
    return tuple((_shape(text), str(said)) for text, said in sorted(pairs, key=lambda pair: "{" in pair[0]))


def _shape(text: str) -> re.Pattern[str]:
    """Return the pattern of a message, in which `}}` is a brace as everywhere where values are put in."""
    shape = _VALUE.sub(r"(?P<\1>.+?)", re.escape(text))
    return re.compile(shape.replace(r"\}\}", r"\}").replace(r"\{\{", r"\{"))
