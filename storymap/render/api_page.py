"""The documentation of the API as a page for people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storymap.model.text import direction
from storymap.render.island import ScriptText
from storymap.render.pages import SiteUrls
from storymap.render.templates import render


@dataclass(frozen=True)
class OperationText:
    """One operation, as the page shows it; `fields` are (name, what it holds) of its body."""

    method: str
    path: str
    says: str
    gives: str
    role: str
    if_match: bool
    query: Sequence[tuple[str, str]]
    fields: Sequence[tuple[str, str]]
    uploads: Sequence[str]


@dataclass(frozen=True)
class ApiPage:
    """The page that documents the API."""

    language: str  #: language of the page's own words; the table is in English, as the document is
    title: str  #: heading of the page and title of its window
    about: Sequence[str]  #: paragraphs about the whole
    document: str  #: address of the OpenAPI document
    root: str  #: address before every path
    urls: SiteUrls  #: where the library and the style sheet are
    operations: Sequence[OperationText]  #: all operations in their order
    canonical: str = ""  #: documentation of a server is not indexed
    inline_script: ScriptText = ScriptText("")  #: no script
    inline_style: ScriptText = ScriptText("")  #: no style of its own

    @property
    def direction(self) -> str:
        """Direction of the page's language."""
        return direction(self.language)


def render_api(page: ApiPage) -> str:
    """Return the page as HTML."""
    return render("api.html", page.language, page=page)


def fields_of(schema: dict[str, Any]) -> list[tuple[str, str]]:
    """Return name and kind of each field of a body's JSON Schema."""
    needed = schema.get("required", [])
    return [(name if name in needed else f"{name}?", _kind(field))
            for name, field in schema.get("properties", {}).items()]


def _kind(field: dict[str, Any]) -> str:
    """Return what a field holds in a word or two."""
    if "anyOf" in field:
        return " | ".join(_kind(part) for part in field["anyOf"])
    if "enum" in field:
        return " | ".join(map(str, field["enum"]))
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if field.get("type") == "array":
        return f"list of {_kind(field.get('items', {}))}"
    return str(field.get("type", "any value"))
