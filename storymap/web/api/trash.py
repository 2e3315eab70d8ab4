"""The trash over HTTP: each visitor sees the stories in it whose owner they are."""

from typing import Any

from flask import Blueprint, Response

from storymap.accounts import Role
from storymap.storage.library import is_story
from storymap.storage.trash import NameRefused, NotInTrash, Trashed, forget_story, restore_story, trashed
from storymap.web.access import KNOWN, demand, requires, visitor
from storymap.web.api.answers import json_answer, moment
from storymap.web.api.bodies import Nothing, sent
from storymap.web.api.failures import Refused
from storymap.web.library import Library
from storymap.web.spoken import spoken


def add_trash(api: Blueprint, library: Library) -> None:
    """Add the trash."""

    @api.get("/trash")
    @requires(KNOWN)
    def trash() -> Response:
        found = [] if is_story(library.folder) else trashed(library.folder)
        mine = [one for one in found if (visitor().role(one.id) or Role.VIEWER) >= Role.OWNER]
        return json_answer({"trash": [trashed_values(one) for one in mine]})

    @api.post("/trash/<entry>/restore")
    @requires(KNOWN)
    def restore_trashed(entry: str) -> Response:
        _mine(library, entry)
        sent(Nothing)
        try:
            return json_answer({"id": restore_story(library.folder, entry).name})
        except NameRefused:
            _ = spoken().gettext
            raise Refused(409, "taken", _("There is another story of this name now. Rename its folder, or "
                                          "delete it, first.")) from None

    @api.delete("/trash/<entry>")
    @requires(KNOWN)
    def forget_trashed(entry: str) -> Response:
        _mine(library, entry)
        forget_story(library.folder, entry)
        return json_answer({})


def trashed_values(entry: Trashed) -> dict[str, Any]:
    """Return an entry of the trash as plain values."""
    return entry.as_dict() | {"time": moment(entry.time)}


def _mine(library: Library, entry: str) -> Trashed:
    """Return an entry that the visitor may do something with.

    Raises
    ------
    NotInTrash, Unauthorized, Forbidden, NotFound
        There is no such entry, or the visitor isn't the owner of the story.
    """
    found = [one for one in trashed(library.folder) if one.entry == entry]
    if not found:
        raise NotInTrash(f"There is no {entry[:80]!r} in the trash.")
    demand(Role.OWNER, found[0].id)
    return found[0]
