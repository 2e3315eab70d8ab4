"""A story becomes the player document, version 1: Python decides everything, browsers only show it."""

from storymap.document.build import build_document, dumps
from storymap.document.faults import document_problems
from storymap.document.safe import Html, inline_html, render_markdown, sanitise
from storymap.document.schema import validate

__all__ = [
    "Html",
    "build_document",
    "document_problems",
    "dumps",
    "inline_html",
    "render_markdown",
    "sanitise",
    "validate",
]
