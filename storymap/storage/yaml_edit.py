"""Change values of a map in an author's YAML text, without touching any other letter of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ruamel.yaml.error import YAMLError

from storymap.storage.encoding import clean
from storymap.storage.exact_text import EditRefused
from storymap.storage.mapped import Plain
from storymap.storage.yaml_lists import block_list, flow_pieces, matched
from storymap.storage.yaml_tree import Node, line_end, line_start, tree
from storymap.storage.yaml_values import values_of
from storymap.storage.yaml_write import inline, plain, reads_as
from storymap.words import Words

Splice = tuple[int, int, str]
"""A piece of the text, from start to end, and what stands there instead."""


def edit_mapping(text: str, changes: Mapping[str, Any], newline: str = "\n") -> str:
    """Return a YAML text whose map has other values under some keys; None deletes a key.

    Comments, order, quotation marks and indentation stay; of lists and maps only those entries are written
    anew that differ. The result is read again and compared before it is returned.

    Raises
    ------
    EditRefused
        The text is not a YAML map, or can't be changed without changing something else.
    """
    old, broken = values_of(text)
    if broken and changes:
        raise EditRefused(
            Words(
                "The YAML can't be read, so it can't be changed: {broken} Correct the file first.",
                broken=broken,
            )
        )
    changes = {clean(key): value for key, value in changes.items()}
    wanted = {key: value for key, value in old.items() if key not in changes}
    wanted |= {key: plain(value) for key, value in changes.items() if value is not None}
    changes = {
        key: value
        for key, value in changes.items()
        if (key in old) != (value is not None) or plain(value) != old.get(key)
    }
    if not changes:
        return text
    for whole in (False, True):
        try:
            made = _Editor(text, newline, whole).root(tree(text), old, changes)
        except (YAMLError, ValueError, OverflowError, RecursionError):
            break
        found, broken = values_of(made)
        if not broken and found == wanted:
            return made
    raise EditRefused(
        Words(
            "`{names}` can't be changed without changing something else in the YAML (such "
            "as a value that `*` repeats elsewhere). Change it in a text editor.",
            names=", ".join(changes),
        )
    )


class _Editor:
    """Makes the new text of a node out of its old one; with `whole` a changed value is written anew."""

    def __init__(self, text: str, newline: str, whole: bool) -> None:
        self.text = text
        self.newline = newline
        self.whole = whole

    def root(self, root: Node | None, old: Mapping[str, Plain], changes: Mapping[str, Any]) -> str:
        """Return the whole text with the map's changes."""
        new = {**old, **changes}
        new = {key: value for key, value in new.items() if value is not None or key not in changes}
        if root is None or root.kind != "map":
            entries = [f"{inline(key, flow=True)}: {inline(value, flow=False)}" for key, value in new.items()]
            gap = self.newline if self.text and not self.text.endswith(("\n", "\r")) else ""
            return self.text + gap + "".join(entry + self.newline for entry in entries)
        if root.flow:
            return self._spliced(0, len(self.text), [(root.start, root.end, self.node(root, dict(old), new))])
        return self._spliced(0, len(self.text), self._block_map(root, old, new, is_root=True))

    def node(self, node: Node, old: Plain, new: Any) -> str:
        """Return what stands in place of a node."""
        if plain(new) == old:
            return self.text[node.start : node.end]
        if not self.whole and new:
            if node.kind == "map" and isinstance(new, dict) and isinstance(old, dict):
                return self._map(node, old, new)
            if node.kind == "list" and isinstance(new, list) and isinstance(old, list):
                return self._list(node, old, new)
        return self._fresh(node, new)

    def _fresh(self, node: Node, new: Any, flow: bool = False) -> str:
        """Return a value written anew, with the quotation marks of the old one."""
        if node.kind != "scalar":
            return inline(new, flow=flow)
        typed = not node.style and reads_as(node.text) == "typed"
        style = node.style if node.style in ("'", '"') else ""
        written = inline(new, flow=flow, style=style, typed=typed)
        header, hash_sign, remark = self.text[node.start : line_end(self.text, node.start)].partition(" #")
        if node.style in ("|", ">") and hash_sign and header:
            written += hash_sign + remark
        return written

    def _map(self, node: Node, old: Mapping[str, Plain], new: Mapping[str, Any]) -> str:
        if node.flow:
            return self._flow_map(node, old, new)
        kept = [key for key in node.keys if key.text in new]
        if not kept or node.start != node.keys[0].start:
            return inline(new, flow=False)
        return self._spliced(node.start, node.end, self._block_map(node, old, new))

    def _block_map(
        self, node: Node, old: Mapping[str, Plain], new: Mapping[str, Any], *, is_root: bool = False
    ) -> list[Splice]:
        """Return what changes in a map of one line and more for each key."""
        splices: list[Splice] = []
        seen: set[str] = set()
        last = None
        ends = [line_end(self.text, child.end) for child in node.children]
        for index, (key, child) in enumerate(zip(node.keys, node.children, strict=True)):
            if key.kind != "scalar" or (key.text in seen and key.text in new):
                last = index
            elif key.text in new:
                last = index
                if plain(new[key.text]) != old[key.text]:
                    splices.append(self._value(key, child, old[key.text], new[key.text]))
            elif index and not is_root:
                splices.append((ends[index - 1], ends[index], ""))
            else:
                start = key.start
                end = self._next_line(ends[index])
                if not is_root:
                    end += len(self.text[end:]) - len(self.text[end:].lstrip(" "))
                splices.append((start, end, ""))
            seen.add(key.text)
        place = ends[last] if last is not None else line_end(self.text, node.start)
        column = node.keys[0].start - line_start(self.text, node.keys[0].start)
        lines = [
            f"{self.newline}{' ' * column}{inline(name, flow=True)}: {inline(value, flow=False)}"
            for name, value in new.items()
            if name not in old
        ]
        if lines and (last is None or self._ends_open(node.children[last])):
            above = node.keys[last or 0].start
            made = "".join(lines).removeprefix(f"{self.newline}{' ' * column}") + self.newline + " " * column
            return [(above, above, made), *splices]
        return [*splices, (place, place, "".join(lines))] if lines else splices

    def _ends_open(self, node: Node) -> bool:
        """Whether the last line of the text is that of a text in block style: a line end would go into it."""
        while node.children:
            node = node.children[-1]
        return node.style in ("|", ">") and node.end == len(self.text)

    def _value(self, key: Node, child: Node, old: Plain, new: Any) -> Splice:
        """Return what changes after a key of a block map."""
        between = self.text[key.end : child.start]
        if child.start == child.end:
            gap = "" if between.endswith(" ") else " " if ":" in between else ": "
            return child.start, child.end, gap + inline(new, flow=False)
        made = self.node(child, old, new)
        block = child.kind in ("map", "list") and not child.flow
        rewritten = block and made == inline(new, flow=False)
        if rewritten and ":" in between:
            colon = between.index(":") + 1
            return key.end + colon, child.end, f" {made}{between[colon:].rstrip()}"
        return child.start, child.end, made

    def _flow_map(self, node: Node, old: Mapping[str, Plain], new: Mapping[str, Any]) -> str:
        pieces: list[tuple[int | None, str]] = []
        for index, (key, child) in enumerate(zip(node.keys, node.children, strict=True)):
            if key.text not in new:
                continue
            value = new[key.text]
            if plain(value) == old[key.text]:
                text = self.text[key.start : child.end]
            elif child.start == child.end:
                text = f"{self.text[key.start : key.end]}: {inline(value, flow=True)}"
            else:
                text = self.text[key.start : child.start] + self._flow_value(child, old[key.text], value)
            pieces.append((index, text))
        pieces += [
            (None, f"{inline(name, flow=True)}: {inline(value, flow=True)}")
            for name, value in new.items()
            if name not in old
        ]
        starts = [key.start for key in node.keys]
        return flow_pieces(self.text, node, starts, pieces)

    def _flow_value(self, child: Node, old: Plain, new: Any) -> str:
        if child.kind in ("map", "list") and new and not self.whole:
            return self.node(child, old, new)
        return self._fresh(child, new, flow=True)

    def _list(self, node: Node, old: list[Plain], new: list[Any]) -> str:
        pieces: list[tuple[int | None, str]] = []
        for index, value in matched(old, new):
            if index is None:
                pieces.append((None, inline(value, flow=node.flow)))
                continue
            child = node.children[index]
            if plain(value) == old[index]:
                pieces.append((index, self.text[child.start : child.end]))
            elif node.flow:
                pieces.append((index, self._flow_value(child, old[index], value)))
            else:
                pieces.append((index, self.node(child, old[index], value)))
        if node.flow:
            return flow_pieces(self.text, node, [child.start for child in node.children], pieces)
        return block_list(self.text, node, pieces, self.newline) or inline(new, flow=False)

    def _next_line(self, at: int) -> int:
        """Return where the line after the one that ends at `at` begins."""
        return at + 2 if self.text.startswith("\r\n", at) else min(at + 1, len(self.text))

    def _spliced(self, start: int, end: int, splices: list[Splice]) -> str:
        pieces, at = [], start
        for first, last, new in sorted(splices, key=lambda splice: splice[:2]):
            pieces += [self.text[at:first], new]
            at = max(at, last)
        return "".join([*pieces, self.text[at:end]])
