"""Saves over HTTP: based on a version, durable when the answer comes, refused with what goes together."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from flask import Blueprint, Response, request

from storymap.accounts import Role
from storymap.model.changes import Change, Kind, SetField, as_json
from storymap.storage.history import History
from storymap.storage.history_packing import needs_packing, pack_history
from storymap.storage.merge import merge
from storymap.storage.save import Saved, StaleVersion, save
from storymap.web.access import requires, visitor
from storymap.web.api.answers import json_answer, moment
from storymap.web.api.bodies import Publish, Save, sent
from storymap.web.api.failures import Refused
from storymap.web.api.state import consistent
from storymap.web.library import Library
from storymap.web.spoken import spoken


def add_saving(api: Blueprint, library: Library) -> None:
    """Add the save of changes, and of whether readers see the story."""

    @api.patch("/stories/<story>")
    @requires(Role.EDITOR)
    def save_changes(story: str) -> Response:
        folder, expected, body = library.folder_of(story), sent_version(), sent(Save)
        changes, author = body.as_changes(), visitor().name
        decisions = body.as_decisions(moment(time.time()), author)
        return saved_answer(folder, changes, lambda: save(
            folder, changes, expected=expected, author=author, message=body.message, decisions=decisions))

    @api.post("/stories/<story>/publish")
    @requires(Role.EDITOR)
    def publish(story: str) -> Response:
        folder, expected, published = library.folder_of(story), sent_version(), sent(Publish).published
        change = SetField(Kind.STORY, "", "draft", None, None if published else True)
        message = "Published" if published else "Made a draft again"
        return saved_answer(folder, (), lambda: save(
            folder, [change], expected=expected, author=visitor().name, message=message))


def sent_version() -> str | None:
    """Return the version that a request is based on; `*` stands for any, and is None.

    Raises
    ------
    Refused
        The request names none.
    """
    sent_tags = request.if_match
    if sent_tags.star_tag:
        return None
    if not (tags := sent_tags.as_set()):
        _ = spoken().gettext
        raise Refused(428, "no-version", _("A save must say which version it is based on (If-Match)."))
    return min(tags)


def saved_answer(folder: Path, changes: Sequence[Change], work: Callable[[], Saved]) -> Response:
    """Do a save and return the answer.

    Raises
    ------
    Refused
        The story was changed since: with its version, and which of the changes go together with it.
    """
    try:
        saved = work()
    except StaleVersion:
        raise stale(folder, changes) from None
    response = json_answer({"version": saved.version, "revision": saved.revision}, version=saved.version)
    history = History(folder)
    if needs_packing(history):
        response.call_on_close(lambda: pack_history(history))
    return response


def stale(folder: Path, changes: Sequence[Change]) -> Refused:
    """Return the refusal of changes that were made for another version of a story."""
    version, theirs = consistent(folder)
    merged = merge(changes, theirs)
    _ = spoken().gettext
    message = _("Somebody else has changed the story meanwhile. Nothing was saved yet.")
    return Refused(412, "stale", message, more={
        "version": version,
        "clean": [as_json(change) for change in merged.clean],
        "conflicts": [{"change": as_json(one.change), "theirs": one.theirs} for one in merged.conflicts],
    })
