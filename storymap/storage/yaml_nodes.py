"""A YAML text as composed nodes, each with its place; aliases are kept apart from what they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import StreamMark
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import Node


@dataclass(frozen=True)
class Alias:
    """A `*name` in the text, and the node that it repeats."""

    target: Node
    start_mark: StreamMark
    end_mark: StreamMark


class _Composer(Composer):
    def compose_node(self, parent: Any, index: Any) -> Any:
        """Compose a node; where it is an alias, say so instead of giving the other node once more."""
        alias = self.parser.peek_event() if self.parser.check_event(AliasEvent) else None
        node = super().compose_node(parent, index)
        return Alias(node, alias.start_mark, alias.end_mark) if alias else node


@lru_cache(maxsize=8)
def compose(text: str) -> Node | None:
    """Return the root node of a YAML 1.2 text, None when it holds none.

    A text that was just read or written is read again for its values, its lines and the places in it, so the
    latest ones are remembered. They are shared: nobody may change them.

    Raises
    ------
    ruamel.yaml.error.YAMLError, ValueError, OverflowError, RecursionError
        It is not one YAML document, or is nested too deep.
    """
    reader = YAML(typ="safe", pure=True)
    reader.Composer = _Composer
    root: Node | None = reader.compose(text)
    return root
