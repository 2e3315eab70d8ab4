"""The reasons of the gazetteer in the visitor's language, as far as there are words for them."""

import re
from collections.abc import Callable
from gettext import NullTranslations

_WEIGHT = re.compile(r"^[+-]\d+\.\d ")
_Say = Callable[[NullTranslations], str]

_PATTERNS: tuple[tuple[str, _Say], ...] = (
    (r"the name is the same", lambda t: t.gettext("the name is the same")),
    (r"letter for letter", lambda t: t.gettext("letter for letter")),
    (r"“(?P<name>.+)” is the same name but for diacritics and punctuation",
     lambda t: t.gettext("“{name}” is the same name but for diacritics and punctuation")),
    (r"“(?P<name>.+)” begins with it", lambda t: t.gettext("“{name}” begins with it")),
    (r"it begins with “(?P<name>.+)”", lambda t: t.gettext("it begins with “{name}”")),
    (r"“(?P<name>.+)” looks like it", lambda t: t.gettext("“{name}” looks like it")),
    (r"another name of (?P<name>.+)", lambda t: t.gettext("another name of {name}")),
    (r"(?P<name>.+) is its name without its kind",
     lambda t: t.gettext("{name} is its name without its kind")),
    (r"1 letter differs", lambda t: t.gettext("1 letter differs")),
    (r"(?P<n>\d+) letters differ", lambda t: t.gettext("{n} letters differ")),
    (r"a name of several words is seldom shared",
     lambda t: t.gettext("a name of several words is seldom shared")),
    (r"how well known it is \((?P<n>[\d,]+) people\)", lambda t: t.gettext("{n} people live there")),
    (r"how well known it is", lambda t: t.gettext("how well known it is")),
    (r"it is of the kind asked for.*", lambda t: t.gettext("it is of the kind asked for")),
    (r"it is of another kind than asked for.*", lambda t: t.gettext("it is of another kind than asked for")),
    (r"its kind is .*, not .*", lambda t: t.gettext("it is of another kind than asked for")),
    (r"(?P<code>.+) is a code of (?P<name>.+)", lambda t: t.gettext("{code} is a code of {name}")),
    (r"(?P<word>.+) means of (?P<name>.+)", lambda t: t.gettext("“{word}” means: of {name}")),
    (r"(?P<word>.+) is short for (?P<name>.+)", lambda t: t.gettext("{word} is short for {name}")),
    (r"online: Nominatim names it \((?P<name>.+)\)",
     lambda t: t.gettext("OpenStreetMap (Nominatim) names it: {name}")),
    (r"it is one of the story's own sites", lambda t: t.gettext("it is one of the story’s own sites")),
    (r"it lies in (?P<name>.+)", lambda t: t.gettext("it lies in {name}")),
    (r"it does not lie in (?P<name>.+)", lambda t: t.gettext("it does not lie in {name}")),
    (r"(?P<name>.+) is named around it.*", lambda t: t.gettext("{name} is named around it")),
    (r"(?P<name>.+), of the same country, is named in the text",
     lambda t: t.gettext("{name}, of the same country, is named in the text")),
    (r"(?P<name>.+) is named in the text.*", lambda t: t.gettext("{name} is named in the text")),
    (r"(?P<name>.+) is among the countries named",
     lambda t: t.gettext("{name} is among the countries named")),
    (r"(?P<name>.+) is not among the countries named",
     lambda t: t.gettext("{name} is not among the countries named")),
    (r"(?P<n>\d+)% of the other places lie in the same unit",
     lambda t: t.gettext("{n}% of the other places lie in the same province or district")),
    (r"(?P<n>\d+)% of the other places lie in the same country",
     lambda t: t.gettext("{n}% of the other places lie in the same country")),
    (r"(?P<name>.+) is near", lambda t: t.gettext("{name} is near")),
    (r"it is (?P<n>[\d,]+) km from the nearest site",
     lambda t: t.gettext("{n} km from the nearest site of the story")),
    (r"it exists only since (?P<when>.+)", lambda t: t.gettext("it exists only since {when}")),
    (r"it existed only until (?P<when>.+)", lambda t: t.gettext("it existed only until {when}")),
    (r"it existed at that time", lambda t: t.gettext("it existed at that time")),
)
_SAY = tuple((re.compile(pattern), say) for pattern, say in _PATTERNS)


def reason_in_words(reason: str, t: NullTranslations) -> str:
    """Return a reason without its weight, translated; one that has no translation stays as it is."""
    text = _WEIGHT.sub("", reason)
    for pattern, say in _SAY:
        if found := pattern.fullmatch(text):
            return say(t).format(**found.groupdict())
    return text
