"""What is written, as readers will see it: Markdown as HTML, and a date in words."""

from typing import Any

from flask import Blueprint, Response

from storymap.accounts import Role
from storymap.document.safe import render_markdown
from storymap.model import WhenError, parse_when
from storymap.model.when_hints import readings
from storymap.model.when_words import label
from storymap.web.access import KNOWN, requires
from storymap.web.api.answers import json_answer
from storymap.web.api.bodies import Render, WhenText, sent
from storymap.web.spoken import spoken
from storymap.words import said


def add_words(api: Blueprint) -> None:
    """Add the two looks ahead that an editor takes with every pause of the keys."""

    @api.post("/stories/<story>/render")
    @requires(Role.VIEWER)
    def render_text(story: str) -> Response:  # noqa: ARG001 - it says for which story one needs a role
        return json_answer({"html": render_markdown(sent(Render).text)})

    @api.post("/when")
    @requires(KNOWN)
    def read_date() -> Response:
        asked = sent(WhenText)
        return json_answer(date_values(asked.text.strip(), asked.language))


def date_values(text: str, language: str) -> dict[str, Any]:
    """Return what a date means: one EDTF value in words, or several to choose from, or a hint.

    `valid` says that `edtf` may be saved; no date at all is valid too.
    """
    wrong = _why_not(text)
    found = readings(text) if wrong else [text]
    choices = [{"edtf": edtf, "words": label(parse_when(edtf), language)} for edtf in found if edtf]
    one = len(found) == 1
    first = choices[0] if one and choices else {"edtf": "", "words": ""}
    return {**first, "valid": one, "hint": "" if one else _hint(wrong, len(choices)), "choices": choices}


def _why_not(text: str) -> str:
    """Return what is wrong with a date, '' when it can be read or is empty."""
    try:
        if text:
            parse_when(text)
    except WhenError as fault:
        return fault.hint
    return ""


def _hint(wrong: str, choices: int) -> str:
    _ = spoken().gettext
    if choices:
        return _("This can be read in more than one way. Choose the one that is meant.")
    hint: str = said(wrong, _)
    return hint[:1].upper() + hint[1:]
