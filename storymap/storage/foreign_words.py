"""What YAML, JSON and the operating system say most often of a fault, known to the catalogues."""

from storymap.words import Words

_KNOWN = (
    Words("mapping values are not allowed here"),
    Words("mapping values are not allowed in this context"),
    Words("could not find expected ':'"),
    Words("did not find expected key"),
    Words("did not find expected <document start>"),
    Words("expected <block end>, but found '<scalar>'"),
    Words("expected <block end>, but found '<block mapping start>'"),
    Words("expected <block end>, but found '<block sequence start>'"),
    Words("expected <block end>, but found '-'"),
    Words("expected ',' or ']', but got '<stream end>'"),
    Words("expected ',' or '}', but got '<stream end>'"),
    Words("expected ',' or ']', but got ':'"),
    Words("found character '\\t' that cannot start any token"),
    Words("found unexpected end of stream"),
    Words("found undefined alias"),
    Words("Expecting value"),
    Words("Expecting ',' delimiter"),
    Words("Expecting ':' delimiter"),
    Words("Expecting property name enclosed in double quotes"),
    Words("Extra data"),
    Words("Unterminated string starting at"),
    Words("it is nested too deep"),
    Words("No such file or directory"),
    Words("Permission denied"),
    Words("Input/output error"),
    Words("File name too long"),
    Words("Too many levels of symbolic links"),
    Words("embedded null byte"),
)
_BY_TEXT: dict[str, Words] = {str(words): words for words in _KNOWN}


def foreign(text: str) -> str:
    """Return a text of another program as Words when it is known, else as it is."""
    return _BY_TEXT.get(text, text)
