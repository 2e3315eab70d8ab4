"""Change a chapter's files: keys of the front matter and the text, without touching any other byte."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from storymap.model.changes import Kind, Value, present
from storymap.storage.chapter_file import (
    ChapterFile,
    chapter_fields,
    languages_of_file,
    read_chapter_file,
)
from storymap.storage.chapters import FENCE
from storymap.storage.encoding import clean
from storymap.storage.exact_text import EditRefused, exact
from storymap.storage.fields import (
    CHAPTER_TEXTS,
    canonical,
    canonical_record,
    key_of,
    with_numbers,
    with_text,
)
from storymap.storage.languages import canonical as canonical_tag
from storymap.storage.yaml_edit import edit_mapping
from storymap.words import Words

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


@dataclass
class _FileChange:
    """What changes in one file: keys of its front matter (None for one that goes), and the text."""

    head: dict[str, Any] = field(default_factory=dict)
    body: str | None = None


def edit_chapter(
    files: Mapping[str, bytes | None], changes: Mapping[str, Value], languages: Sequence[str]
) -> dict[str, bytes | None]:
    """Return the new bytes of the files that change, by language; None for a translation that goes.

    Parameters
    ----------
    files
        The chapter's files by language; the first language's is always among them, None for a new chapter.
    changes
        New values by field; one that is empty goes. A title or a description of the map goes where it stood:
        into the translated file, or into the map by language of the first file.

    Raises
    ------
    EditRefused
        A file can't be read, or not be changed without changing something else.
    """
    old = {tag: read_chapter_file(data, languages_of_file(tag, languages)) for tag, data in files.items()}
    before = chapter_fields(old, languages)
    changes = {
        name: value
        for name, value in changes.items()
        if canonical(Kind.CHAPTER, name, value) != before.get(name)
    }
    plans: dict[str, _FileChange] = {}
    for name, value in changes.items():
        _plan(name, value, old, plans, languages)
    made = {
        tag: _written(files.get(tag), plan, tag, languages)
        for tag, plan in plans.items()
        if plan.head or plan.body is not None
    }
    everything = {**files, **made}
    new = {
        tag: read_chapter_file(data, languages_of_file(tag, languages))
        for tag, data in everything.items()
        if data is not None or tag == languages[0]
    }
    expected = canonical_record(Kind.CHAPTER, {**before, **changes})
    if chapter_fields(new, languages) != expected:
        raise EditRefused(
            Words("The chapter can't be changed without changing something else in it. Edit it by hand.")
        )
    return {tag: data for tag, data in made.items() if data != files.get(tag)}


def _plan(
    name: str,
    value: Value,
    old: Mapping[str, ChapterFile],
    plans: dict[str, _FileChange],
    languages: Sequence[str],
) -> None:
    """Note in which files a field changes."""
    key, tag = key_of(name, languages)
    first = languages[0]
    if canonical_tag(tag) != tag:
        raise EditRefused(
            Words("`{name}` names no language. Write a tag such as `{key}@vi`.", name=name, key=key)
        )
    kept = canonical(Kind.CHAPTER, name, value)
    plan = plans.setdefault(tag, _FileChange())
    if key == "text":
        if not isinstance(kept, str | None):
            raise EditRefused(Words("The text of a chapter must be one text."))
        plan.body = kept or ""
        return
    written = (kept is True or with_numbers(value)) if present(kept) else None
    if key in CHAPTER_TEXTS:
        home = plans.setdefault(first, _FileChange())
        stands = home.head.get(key, old[first].head.get(key))
        in_map = tag == first or (isinstance(stands, dict) and key not in _head(old, tag))
        if in_map or written is None:
            changed = with_text(stands, tag, written, languages)
            if changed != old[first].head.get(key) or key in home.head:
                home.head[key] = changed
        if in_map:
            return
    if tag == first or written is not None or key in _head(old, tag):
        plan.head[key] = written


def _head(old: Mapping[str, ChapterFile], tag: str) -> Mapping[str, Any]:
    return old[tag].head if tag in old else {}


def _written(data: bytes | None, plan: _FileChange, tag: str, languages: Sequence[str]) -> bytes | None:
    """Return a file's new bytes, None for a translation in which nothing is left."""
    file = exact(data or b"", languages_of_file(tag, languages))
    newline = file.newline
    fenced = FENCE.match(file.text)
    if fenced:
        head = edit_mapping(fenced["head"], plan.head, newline)
        head += newline if head and not head.endswith(("\n", "\r")) else ""
        start, middle = (
            file.text[: fenced.start("head")],
            file.text[fenced.end("head") : fenced.start("body")],
        )
        body = fenced["body"]
    else:
        if plan.head and file.text.lstrip().startswith("---"):
            raise EditRefused(
                Words("The front matter is not closed. Write a line `---` under its last key first.")
            )
        head = edit_mapping("", plan.head, newline)
        start, middle, body = f"---{newline}", f"---{newline}", file.text
        if not plan.head and file.text and not (plan.body or "").startswith("---"):
            start = middle = ""
    if plan.body is not None and plan.body != canonical(Kind.CHAPTER, "text", body):
        middle += newline if middle and not middle.endswith(("\n", "\r")) else ""
        body = _replaced(body, plan.body, newline)
    if tag != languages[0] and not head.strip() and not body.strip():
        return None
    return file.encode(start + head + middle + body)


def _replaced(old: str, new: str, newline: str) -> str:
    """Return the body with another text; lines at its start and end that stay the same keep every byte."""
    core = old.strip()
    if not core:
        return f"{new}{newline}" if new else old
    begins = old.index(core)
    raw = _LINE.findall(core)
    plain = [clean(line.rstrip("\r\n")) for line in raw]
    lines = new.split("\n")
    most = min(len(plain), len(lines))
    head = next((at for at in range(most) if plain[at] != lines[at]), most)
    tail = next((at for at in range(most - head) if plain[-1 - at] != lines[-1 - at]), most - head)
    made = [*(line.rstrip("\r\n") for line in raw[:head]), *lines[head : len(lines) - tail]]
    ends = [line[len(line.rstrip("\r\n")) :] or newline for line in raw[:head]]
    made += [line.rstrip("\r\n") for line in raw[len(raw) - tail :]]
    ends += [newline] * (len(lines) - tail - head)
    ends += [line[len(line.rstrip("\r\n")) :] for line in raw[len(raw) - tail :]]
    joined = "".join(line + end for line, end in zip(made, ends, strict=True))
    return old[:begins] + (joined if tail else joined.rstrip("\r\n")) + old[begins + len(core) :]
