"""YAML 1.2 becomes plain maps, lists and texts, each with the line on which it stands."""

from __future__ import annotations

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from storymap.storage.encoding import clean
from storymap.storage.foreign import fault_words, foreign
from storymap.storage.mapped import Mapped, Path, Plain
from storymap.storage.where import Where
from storymap.storage.yaml_nodes import Alias, compose
from storymap.words import Words

_MOST_CHARACTERS = 1_000_000
_MOST_VALUES = 50_000
_DEEPEST = 40
_NULL = "tag:yaml.org,2002:null"
_QUOTE = Words(
    "Put quotation marks around a text that holds `: ` or ` #`, or starts with one of `[ { & * ! | > % @`; "
    "indent with spaces, not tabs."
)


class _Unusable(Exception):
    """The document repeats itself without end, or is too large or too deep."""


def read_mapping(text: str, where: Where, first_line: int = 1) -> Mapped:
    """Return the map that a YAML text holds; faults are reported with their line, and give an empty map.

    Scalars stay texts (a title `1968`, a date `1995-02-30`): only null and the empty value become None.
    `first_line` is the line of the file on which the text starts.
    """
    base = first_line - 1
    reader = _Reader(where, base)
    try:
        if len(text) > _MOST_CHARACTERS:
            raise _Unusable(Words("it is longer than a million characters"))
        node = compose(text)
        value = {} if node is None else reader.plain(node, (), 0)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        where.at(row=base + mark.line + 1 if mark else None).error(
            Words("this is not YAML: {problem}", problem=foreign(fault.problem or fault.context)),
            hint=_QUOTE,
        )
        return Mapped({}, {}, where)
    # ruamel raises plain errors for some escapes, such as "\UFFFFFFFF", and for very deep nesting.
    except (YAMLError, ValueError, OverflowError, RecursionError, _Unusable) as fault:
        where.error(
            Words("the YAML can't be read: {problem}", problem=fault_words(fault)),
            hint=Words("Write lines such as `title: My story`, in plain text saved as UTF-8."),
        )
        return Mapped({}, {}, where)
    if not isinstance(value, dict):
        where.at(row=base + 1).error(
            Words("the YAML is not a map of keys and values"),
            found=value or "",
            hint=Words("Write lines such as `title: My story`."),
        )
        return Mapped({}, {}, where)
    return Mapped(value, reader.lines, where)


class _Reader:
    """Turns composed nodes into plain values and keeps the line of each."""

    def __init__(self, where: Where, base: int) -> None:
        self.lines: dict[Path, int] = {}
        self._where = where
        self._base = base
        self._count = 0

    def plain(self, node: Node | Alias, path: Path, depth: int) -> Plain:
        """Return the node's value; an alias is read again, so that repetition counts against the limit."""
        self._count += 1
        if self._count > _MOST_VALUES or depth > _DEEPEST:
            raise _Unusable(Words("it holds too many values or is nested too deep"))
        self.lines.setdefault(path, self._line(node))
        node = node.target if isinstance(node, Alias) else node
        if isinstance(node, ScalarNode):
            empty = node.tag == _NULL and not node.style
            return None if empty else clean(str(node.value))
        if isinstance(node, SequenceNode):
            return [self.plain(child, (*path, index), depth + 1) for index, child in enumerate(node.value)]
        if isinstance(node, MappingNode):
            return self._map(node, path, depth)
        return None

    def _map(self, node: MappingNode, path: Path, depth: int) -> dict[str, Plain]:
        values: dict[str, Plain] = {}
        for key, value in node.value:
            here = self._where.at(row=self._line(key))
            key = key.target if isinstance(key, Alias) else key
            if not isinstance(key, ScalarNode):
                here.error(
                    Words("a key must be a word"),
                    hint=Words("Put quotation marks around a text that starts with { or [."),
                )
                continue
            name = clean(str(key.value))
            if name in values:
                here.at(column=name).error(
                    Words("this key is given twice; the first is used"),
                    found=name,
                    hint=Words("Keep one of the two."),
                )
                continue
            self.lines[(*path, name)] = self._line(key)
            values[name] = self.plain(value, (*path, name), depth + 1)
        return values

    def _line(self, node: Node | Alias) -> int:
        return self._base + int(node.start_mark.line) + 1
