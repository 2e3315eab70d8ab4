"""JSON inside a page: the data island that the player reads, and what may stand inside a script."""

import json
from collections.abc import Mapping
from typing import Any

_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026",
                          "\u2028": "\\u2028", "\u2029": "\\u2029"})


class ScriptText(str):
    """Text that stands inside `<script>` or `<style>` as it is; only this package makes it."""

    __slots__ = ()

    def __html__(self) -> "ScriptText":
        """Tell the template that the text is already fit for its place."""
        return self


def json_island(value: Any) -> ScriptText:
    r"""Return `value` as JSON that no HTML parser can leave: `<`, `>`, `&`, U+2028 and U+2029 are escaped.

    The escapes (`\u003c` …) are JSON's own, so `JSON.parse` gives back the same value. Keys are sorted: the
    same value gives the same text.

    Raises
    ------
    ValueError
        When the value holds NaN or an infinity, which JSON has no word for.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return ScriptText(text.translate(_ESCAPES))


def player_island(document: Mapping[str, Any], *, strings: Mapping[str, Any],
                  urls: Mapping[str, Any]) -> ScriptText:
    """Return the island of a story page: the document without the HTML that the page itself shows.

    The player finds a chapter's and a source's `html` in the page, by id; everything else of the document is
    here, with `strings` (the interface's words by English text) and `urls`.
    """
    slim = dict(document)
    slim["chapters"] = [_without_html(chapter) for chapter in document["chapters"]]
    slim["sources"] = [_without_html(source) for source in document["sources"]]
    return json_island(slim | {"strings": strings, "urls": urls})


def _without_html(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record without its `html`."""
    return {key: value for key, value in record.items() if key != "html"}
