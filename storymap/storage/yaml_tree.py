"""Where the values of a YAML text stand: every node with its span, aliases included."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.nodes import Node as Composed

from storymap.storage.encoding import clean
from storymap.storage.yaml_nodes import Alias, compose

_LINE_END = re.compile(r"[\r\n\x85\u2028\u2029]|\Z")


@dataclass(frozen=True)
class Node:
    """A value from `start` to `end` in the text, its tag and anchor included.

    A map or list in block style ends with the line of its last value, so that the remark there is a part of
    it. `children` are the values of a list or map, and `keys` the keys of a map.
    """

    kind: str
    start: int
    end: int
    text: str = ""
    flow: bool = False
    style: str = ""
    keys: tuple[Node, ...] = ()
    children: tuple[Node, ...] = ()


def tree(text: str) -> Node | None:
    """Return the root of a YAML text, None when it holds no value.

    Raises
    ------
    ruamel.yaml.error.YAMLError, ValueError, RecursionError
        It is not YAML, or nested too deep.
    """
    composed = compose(text)
    root = None if composed is None else _node(composed, text)
    return None if root is None or (root.kind == "scalar" and root.start == root.end) else root


def line_end(text: str, at: int) -> int:
    """Return where the line that holds the place `at` ends, before its line end."""
    found = _LINE_END.search(text, at)
    assert found is not None  # every text has an end
    return found.start()


def line_start(text: str, at: int) -> int:
    """Return where the line that holds the place `at` begins."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _node(composed: Composed | Alias, text: str) -> Node:
    start, end = composed.start_mark.index, composed.end_mark.index
    if isinstance(composed, Alias):
        return Node("alias", start, end)
    if isinstance(composed, ScalarNode):
        style = composed.style or ""
        if style in ("|", ">"):
            end = _block_end(text, start, end)
        return Node("scalar", start, end, clean(composed.value), style=style)
    keys: list[Node] = []
    children: list[Node] = []
    if isinstance(composed, SequenceNode):
        for item in composed.value:
            after = children[-1].end if children else start - 1
            children.append(_placed(_node(item, text), text, after, "-"))
    else:
        assert isinstance(composed, MappingNode)
        for key, value in composed.value:
            keys.append(_node(key, text))
            children.append(_placed(_node(value, text), text, keys[-1].end, ":"))
    flow = bool(composed.flow_style)
    end = end if flow else line_end(text, children[-1].end if children else start)
    kind = "list" if isinstance(composed, SequenceNode) else "map"
    return Node(kind, start, end, flow=flow, keys=tuple(keys), children=tuple(children))


def _placed(node: Node, text: str, after: int, sign: str) -> Node:
    """Return an empty value right behind its colon or dash; the parser puts it before what comes next."""
    if node.start < node.end or node.kind != "scalar":
        return node
    found = text.find(sign, max(after, 0), node.start)
    at = found + 1 if found >= 0 else max(after, 0)
    return Node("scalar", at, at)


def _block_end(text: str, start: int, end: int) -> int:
    """Return where a text in block style ends: after its last line, or with `+` after the empty ones."""
    header = text[start : line_end(text, start)].partition("#")[0]
    body = text[start:end]
    if "+" in header:
        return start + len(re.sub(r"(?:\r\n|\r|\n)[ \t]*\Z", "", body))
    return start + len(body.rstrip())
