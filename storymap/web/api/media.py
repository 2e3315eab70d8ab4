"""The media of a story over HTTP: pictures come in anew, and go out of the folder, not of the history."""

import re

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from storymap.accounts import Role
from storymap.formats.photos import PhotoRefused, read_photo
from storymap.formats.pictures import IN_MAP, IN_TEXT, for_map
from storymap.storage.editable import read_editable
from storymap.storage.media_folder import media_files
from storymap.storage.media_path import FOLDER
from storymap.storage.save import save
from storymap.web.access import requires, visitor
from storymap.web.api.answers import json_answer
from storymap.web.api.failures import Refused, in_its_words
from storymap.web.api.saving import saved_answer, sent_version
from storymap.web.api.state import media_values
from storymap.web.bodies import Body
from storymap.web.library import Library
from storymap.web.spoken import spoken

_NAME = re.compile(r"[^\w.-]+")
_LONGEST = 60


def add_media(api: Blueprint, library: Library) -> None:
    """Add what is done with the files of the media folder."""

    @api.get("/stories/<story>/media")
    @requires(Role.VIEWER)
    def media(story: str) -> Response:
        folder = library.folder_of(story)
        return json_answer({"media": media_values(folder, read_editable(folder))})

    @api.post("/stories/<story>/media")
    @requires(Role.EDITOR, body=Body.FILE)
    def add_file(story: str) -> Response:
        folder, in_map = library.folder_of(story), request.args.get("for") == "map"
        try:
            photo = read_photo(request.get_data(cache=False), IN_MAP if in_map else IN_TEXT)
        except PhotoRefused as fault:
            _ = spoken().gettext
            raise Refused(422, "no-photo", _("This file can't be taken as a photo."),
                          in_its_words(fault)) from None
        pictures = for_map(photo.picture) if in_map else [photo.picture]
        first, large = pictures[0], next(iter(pictures[1:]), None)
        message = f"Added the photo {_shown(request.args.get('name', '')) or first.name}"
        saved = save(folder, [], expected=None, author=visitor().name, message=message,
                     files={f"{FOLDER}/{one.name}": one.data for one in pictures})
        place = photo.position
        return json_answer({
            "file": first.name, "width": first.width, "height": first.height, "bytes": len(first.data),
            "large": large and large.name, "position": place and {"lon": place[0], "lat": place[1]},
            "taken": photo.taken or None, "version": saved.version,
            "revision": saved.revision,
        }, status=201, version=saved.version)

    @api.delete("/stories/<story>/media/<path:file>")
    @requires(Role.EDITOR)
    def remove_file(story: str, file: str) -> Response:
        folder, expected = library.folder_of(story), sent_version()
        if file not in {one.file for one in media_files(folder)}:
            raise NotFound
        return saved_answer(folder, (), lambda: save(
            folder, [], expected=expected, author=visitor().name, message=f"Deleted the file {file}",
            files={f"{FOLDER}/{file}": None}))


def _shown(name: str) -> str:
    """Return a file's name on another computer so that it can stand in a line of the history."""
    return _NAME.sub(" ", name.replace("\\", "/").rpartition("/")[2]).strip()[:_LONGEST]
