"""The entries of a YAML list or flow map put together anew, each with the remarks that stand by it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from storymap.storage.mapped import Plain
from storymap.storage.yaml_tree import Node, line_end, line_start
from storymap.storage.yaml_write import plain

Piece = tuple[int | None, str]
"""An entry's number in the old list, None for a new one, and its text."""

_NAMES = ("id", "file", "url", "name")
"""The keys by which two maps are known to be the same entry."""


def matched(old: Sequence[Plain], new: Sequence[Any]) -> list[tuple[int | None, Any]]:
    """Return every new entry with the number of the old one that it was: the same, or a changed map.

    An id is the same entry as the map that says more about it, `plan` and `{id: plan, opacity: 0.5}`.
    """
    plains = [plain(value) for value in new]
    free = list(range(len(old)))
    found: list[int | None] = []
    for value in plains:
        same = next((index for index in free if old[index] == value), None)
        found.append(same)
        if same is not None:
            free.remove(same)
    for by_name in (True, False):
        for place, value in enumerate(plains):
            if found[place] is None and isinstance(value, dict | str):
                like = next((index for index in free if _alike(old[index], value, by_name)), None)
                found[place] = like
                if like is not None:
                    free.remove(like)
    return list(zip(found, new, strict=True))


def _alike(old: Plain, new: dict[str, Plain] | str, by_name: bool) -> bool:
    if isinstance(new, str):
        return by_name and isinstance(old, dict) and old.get("id") == new
    if not isinstance(old, dict):
        return by_name and isinstance(old, str) and old == new.get("id")
    return not by_name or any(name in old and old[name] == new.get(name) for name in _NAMES)


def flow_pieces(text: str, node: Node, starts: Sequence[int], pieces: Sequence[Piece]) -> str:
    """Return a list or map in flow style; what stood before an entry (a comma, a remark) goes with it."""
    if not node.children:
        body = ", ".join(piece for _, piece in pieces)
        return text[node.start : node.start + 1] + body + text[node.end - 1 : node.end]
    ends = [max(child.end, start) for child, start in zip(node.children, starts, strict=True)]
    gaps = ["", *(text[end:start] for end, start in zip(ends, starts[1:], strict=False))]
    usual = next((gap for gap in gaps[1:] if "#" not in gap and "," in gap), ", ")
    made = text[node.start : starts[0]]
    for place, (index, piece) in enumerate(pieces):
        if place:
            made += (gaps[index] if index else usual) or usual
        made += piece
    return made + text[ends[-1] : node.end]


def block_list(text: str, node: Node, pieces: Sequence[Piece], newline: str) -> str:
    """Return a list of one line and more for each entry, '' when it can't be taken apart.

    The remark behind an entry and the lines above it go with it; those above a removed one stay.
    """
    if not text.startswith("-", node.start):
        return ""
    column = node.start - line_start(text, node.start)
    dash = re.compile(rf"^ {{{column}}}-", re.MULTILINE)
    ends = [line_end(text, child.end) for child in node.children]
    leads, heads = [""], [text[node.start : node.children[0].start]]
    for end, child in zip(ends, node.children[1:], strict=False):
        found = dash.search(text, end, child.start + 1)
        if found is None:
            return ""
        begins = end + (2 if text.startswith("\r\n", end) else 1)
        leads.append(text[begins : found.start()])
        heads.append(text[found.end() - 1 : child.start])
    kept = {index for index, _ in pieces if index is not None}
    orphans = {index: lead for index, lead in enumerate(leads) if lead and index not in kept}
    lines = []
    for index, piece in pieces:
        if index is None:
            lines.append(f"{' ' * column}- {piece}")
            continue
        above = "".join(orphans.pop(number) for number in sorted(orphans) if number < index)
        head = heads[index] if not piece or heads[index][-1].isspace() else heads[index] + " "
        tail = text[node.children[index].end : ends[index]]
        lines.append(above + leads[index] + " " * column + head + piece + tail)
    left = "".join(orphans[number] for number in sorted(orphans)).rstrip("\r\n")
    # The indentation of the first line stands before the node.
    return re.sub(rf"\A {{0,{column}}}", "", newline.join([*lines, left] if left else lines))
