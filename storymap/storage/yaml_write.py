"""A plain value becomes YAML in one line that every reader of YAML 1.1 or 1.2 reads as the same texts."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode

from storymap.storage.encoding import clean
from storymap.storage.mapped import Plain

_TEXT = "tag:yaml.org,2002:str"
# What JSON leaves as it is and YAML takes for the end of a line, or does not let stand at all.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_LONGEST_PLAIN = 2000  # looking whether a longer text needs quotation marks takes longer than it is worth


def plain(value: Any) -> Plain:
    """Return what the reader makes of a JSON value: every number and word a text, in NFC."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {clean(str(key)): plain(part) for key, part in value.items()}
    return clean(value) if isinstance(value, str) else _number(value)


def inline(value: Any, *, flow: bool, style: str = "", typed: bool = False) -> str:
    """Return a value in one line.

    Parameters
    ----------
    flow
        Whether it stands within `[ ]` or `{ }`, where commas and brackets need quotation marks.
    style
        The quotation marks to use for a text, `'` or `"`; none where the text needs none when left out.
    typed
        Whether a text such as `1995` may stand without quotation marks, since the one before did.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(inline(part, flow=True) for part in value) + "]"
    if isinstance(value, dict):
        pairs = (f"{_key(key)}: {inline(part, flow=True)}" for key, part in value.items())
        return "{" + ", ".join(pairs) + "}"
    return _text(clean(value), flow, style, typed) if isinstance(value, str) else _number(value)


def _key(key: object) -> str:
    return _text(clean(str(key)), True, "", False)


def _number(value: float) -> str:
    text = repr(value)
    return text.removesuffix(".0") if "e" not in text else text


def _text(text: str, flow: bool, style: str, typed: bool) -> str:
    sort = reads_as(text, flow)
    if not style and (sort == "text" or (typed and sort == "typed")):
        return text
    if style == "'" and text and not re.search(r"[^ -~\u00a1-\ud7ff]|\u2028|\u2029", text):
        return "'" + text.replace("'", "''") + "'"
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


@lru_cache(maxsize=256)
def reads_as(text: str, flow: bool = False) -> str:
    """Return what a text without quotation marks is to readers of YAML.

    `text`, `typed` (a number, a date, true, …, in YAML 1.1 or 1.2), or `other`, when it isn't read as it
    stands.
    """
    if not text or len(text) > _LONGEST_PLAIN or text.startswith(("---", "...")):
        return "other"
    nodes = [_only(f"[{text}]" if flow else f"- {text}", version) for version in ((1, 2), (1, 1))]
    if any(not isinstance(node, ScalarNode) or node.style or node.value != text for node in nodes):
        return "other"
    return "text" if all(node is not None and node.tag == _TEXT for node in nodes) else "typed"


def _only(text: str, version: tuple[int, int]) -> Node | None:
    """Return the only entry of a list."""
    reader = YAML(typ="safe", pure=True)
    reader.version = version
    try:
        node = reader.compose(text)
    except (YAMLError, ValueError, OverflowError):
        return None
    return node.value[0] if isinstance(node, SequenceNode) and len(node.value) == 1 else None
