"""The stories of a library over HTTP: listed, begun, read, checked, and moved to the trash."""

from collections.abc import Container

from flask import Blueprint, Response, request

from storymap.accounts import Role
from storymap.storage.ids import free_id, slug
from storymap.storage.library import is_story
from storymap.storage.new import NotMade, empty_story, new_story
from storymap.storage.save import StaleVersion, begin
from storymap.storage.trash import trash_story, trashed
from storymap.storage.version import version_of
from storymap.web.access import KNOWN, requires, visitor
from storymap.web.api.answers import json_answer
from storymap.web.api.bodies import NewStory, Nothing, sent
from storymap.web.api.failures import Refused, problem_values
from storymap.web.api.saving import sent_version, stale
from storymap.web.api.state import state_values
from storymap.web.api.trash import trashed_values
from storymap.web.library import RESERVED, Library
from storymap.web.listing import listed
from storymap.web.spoken import spoken


def add_stories(api: Blueprint, library: Library) -> None:
    """Add what is done with stories as a whole."""

    @api.get("/stories")
    @requires(KNOWN)
    def stories() -> Response:
        return json_answer({"stories": listed(library, visitor())})

    @api.post("/stories")
    @requires(Role.EDITOR)
    def new() -> Response:
        name = begin_story(library, sent(NewStory), visitor().name)
        values = state_values(library, name)
        return json_answer(values, status=201, version=values["version"])

    @api.get("/stories/<story>")
    @requires(Role.VIEWER)
    def state(story: str) -> Response:
        if version_of(library.folder_of(story)) in request.if_none_match.as_set():
            return Response(status=304)
        values = state_values(library, story)
        return json_answer(values, version=values["version"])

    @api.delete("/stories/<story>")
    @requires(Role.OWNER)
    def delete_story(story: str) -> Response:
        folder, expected = library.folder_of(story), sent_version()
        refuse_single(library)
        title = library.working(story).title
        try:
            entry = trash_story(folder, expected=expected, author=visitor().name, title=title)
        except StaleVersion:
            raise stale(folder, ()) from None
        return json_answer(trashed_values(entry))

    @api.post("/stories/<story>/problems")
    @requires(Role.VIEWER)
    def problems(story: str) -> Response:
        sent(Nothing)
        checked = library.working(story).checked
        return json_answer({"problems": problem_values(checked.problems, spoken()),
                            "join": {"rows": checked.join.rows, "counts": checked.join.counts}})


def begin_story(library: Library, wanted: NewStory, author: str) -> str:
    """Make a draft and return its name: one that is asked for, else one made of the title.

    Raises
    ------
    Refused
        The server shows a single story, or the name is taken.
    NotMade
        There is no shipped story to copy, or the disk can't be written.
    """
    refuse_single(library)
    listing = library.folder.iterdir() if library.folder.is_dir() else ()
    there = {path.name for path in listing} | RESERVED
    free = free_id(slug(wanted.title) or "story", there | {one.id for one in trashed(library.folder)})
    folder = library.folder / (wanted.id or free)
    if folder.name in there:
        raise _taken(folder.name, there)
    try:
        if wanted.source:
            new_story(folder, copy_of=wanted.source, title=wanted.title, draft=True)
        else:
            empty_story(folder, title=wanted.title, language=wanted.language)
    except NotMade:
        if folder.exists():  # somebody was faster
            raise _taken(folder.name, {*there, folder.name}) from None
        raise
    begin(folder, author=author, message="Began the story")
    return folder.name


def _taken(name: str, there: Container[str]) -> Refused:
    _ = spoken().gettext
    message = _("There is a story {name} already. Choose another name.").format(name=name)
    return Refused(409, "taken", message, more={"free": free_id(name, there)})


def refuse_single(library: Library) -> None:
    """Refuse what needs a folder of stories.

    Raises
    ------
    Refused
        The server shows one story by itself.
    """
    if is_story(library.folder):
        _ = spoken().gettext
        raise Refused(409, "single", _("This server shows one story by itself. Start it on the folder that "
                                       "holds the story to have several, and a trash."))
