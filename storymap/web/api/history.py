"""The history of a story over HTTP: revisions, what each changed, and bringing one back."""

from typing import Any

from flask import Blueprint, Response, request

from storymap.accounts import Role
from storymap.model.changes import as_json
from storymap.storage.differences import differences
from storymap.storage.editable import Editable, editable_of
from storymap.storage.history import History, Revision
from storymap.storage.restoring import find_revision, restore
from storymap.web.access import requires, visitor
from storymap.web.api.answers import json_answer, moment
from storymap.web.api.bodies import Nothing, sent
from storymap.web.api.saving import saved_answer, sent_version
from storymap.web.api.state import consistent
from storymap.web.library import Library

_MOST = 200
_NOW = "now"


def add_history(api: Blueprint, library: Library) -> None:
    """Add the history."""

    @api.get("/stories/<story>/history")
    @requires(Role.VIEWER)
    def revisions(story: str) -> Response:
        history, limit = History(library.folder_of(story)), request.args.get("limit", 50, type=int)
        before = request.args.get("before", "")
        found = history.revisions(max(1, min(limit, _MOST)),
                                  find_revision(history, before).id if before else "")
        return json_answer({"revisions": [_values(revision) for revision in found]})

    @api.get("/stories/<story>/history/<revision>")
    @requires(Role.VIEWER)
    def changes(story: str, revision: str) -> Response:
        folder = library.folder_of(story)
        history = History(folder)
        one, against = find_revision(history, revision), request.args.get("against", "")
        then = history.editable_at(one.id)
        if against == _NOW:
            before, after = then, consistent(folder)[1]
        elif against:
            before, after = history.editable_at(find_revision(history, against).id), then
        else:
            before, after = _before(history, one.id), then
        return json_answer({"revision": _values(one),
                            "changes": [as_json(change) for change in differences(before, after)]})

    @api.post("/stories/<story>/history/<revision>/restore")
    @requires(Role.EDITOR)
    def restore_revision(story: str, revision: str) -> Response:
        folder, expected = library.folder_of(story), sent_version()
        sent(Nothing)
        author = visitor().name
        return saved_answer(folder, (), lambda: restore(folder, revision, expected=expected, author=author))


def _before(history: History, revision: str) -> Editable:
    """Return the state before a revision; before the first there was nothing."""
    before = history.before(revision)
    return history.editable_at(before) if before else editable_of({})


def _values(revision: Revision) -> dict[str, Any]:
    return revision.as_dict() | {"time": moment(revision.time)}
