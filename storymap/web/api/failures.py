"""Every failure under /api/ in one shape: a code for programs, words for people, problems with places."""

import errno
import logging
from collections.abc import Callable, Iterable, Mapping
from gettext import NullTranslations
from typing import Any

from flask import Response, request
from werkzeug.exceptions import HTTPException

from storymap.problems import Problem, Severity, StorymapError, StoryNotFound
from storymap.storage.git_trees import NoRevision
from storymap.storage.lock import StoryBusy
from storymap.storage.trash import NotInTrash
from storymap.web.access import CrossSite
from storymap.web.api.answers import json_answer
from storymap.web.library import StoryBroken
from storymap.web.spoken import spoken
from storymap.words import words_of

log = logging.getLogger("storymap.web")

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_WAIT = 2


class Refused(StorymapError):
    """The API refuses a request: `status` and `code` for programs, the text (already translated) for people.

    `more` are further fields of the answer, beside `error`.
    """

    def __init__(self, status: int, code: str, message: str, problems: Iterable[Problem] = (),
                 more: Mapping[str, Any] | None = None) -> None:
        """Keep what the answer says."""
        super().__init__(message)
        self.status = status
        self.code = code
        self.problems = tuple(problems)
        self.more = dict(more or {})


def failure(error: BaseException) -> Response:
    """Return the answer for any error; the log has the traceback of faults, the answer shows none of it."""
    t = spoken()
    if isinstance(error, HTTPException) and error.code is not None and error.code < 400:
        return Response(status=error.code, headers=dict(error.get_headers(request.environ)))
    refused = error if isinstance(error, Refused) else _refusal(error, t)
    response = json_answer({
        **refused.more,
        "error": {"code": refused.code, "message": str(refused),
                  "problems": problem_values(refused.problems, t)},
    }, status=refused.status)
    if refused.status == 503:
        response.headers["Retry-After"] = str(_WAIT)
    if isinstance(error, HTTPException):
        for name, value in error.get_headers(request.environ):
            if name.lower() in ("allow", "retry-after", "www-authenticate"):
                response.headers[name] = value
    return response


def in_its_words(fault: StorymapError) -> list[Problem]:
    """Return what a lower floor said about its refusal, as a problem."""
    return [Problem(Severity.ERROR, words_of(fault), hint=getattr(fault, "hint", ""))]


def problem_values(problems: Iterable[Problem], t: NullTranslations) -> list[dict[str, object]]:
    """Return problems as plain values, in the visitor's language."""
    return [problem.said(t.gettext).as_dict() for problem in problems]


def _refusal(error: BaseException, t: NullTranslations) -> Refused:
    _ = t.gettext
    if isinstance(error, StoryNotFound):
        return Refused(404, "no-story", _("There is no such story. It may have been renamed or deleted."))
    if isinstance(error, NotInTrash):
        return Refused(404, "not-in-trash", _("This is not in the trash any more."))
    if isinstance(error, NoRevision):
        return Refused(404, "no-revision", _("This story has no such revision."))
    if isinstance(error, StoryBroken):
        log.error("%s %s: %s", request.method, request.path, error)
        return Refused(500, "broken", _("This story's files can't be read. They are untouched."),
                       in_its_words(error))
    if isinstance(error, StoryBusy):
        return Refused(503, "busy", _("Another program is writing to this story. Try again in a moment."))
    if isinstance(error, OSError) and error.errno is not None:
        return _disk(error, t)
    if isinstance(error, HTTPException):
        return _http(error, t)
    if isinstance(error, StorymapError):
        return Refused(422, "refused", _("This can't be done as it was asked for. Nothing was changed."),
                       in_its_words(error))
    return Refused(500, "fault", _FAULTS[500](t))


def _disk(error: OSError, t: NullTranslations) -> Refused:
    """Say that the disk refused; what was saved before is intact, since a save is whole or not at all."""
    _ = t.gettext
    log.error("%s %s: %s", request.method, request.path, error)
    if error.errno in _FULL:
        return Refused(507, "disk-full", _("The server's disk is full, so that nothing was saved. What was "
                                           "saved before is safe. Keep this page open until there is room."))
    return Refused(500, "disk", _("The server's disk can't be written, so that nothing was saved. What was "
                                  "saved before is safe. Keep this page open."))


def _http(error: HTTPException, t: NullTranslations) -> Refused:
    status = error.code or 500
    if isinstance(error, CrossSite):
        return Refused(403, "cross-site", t.gettext(
            "The request came from a page of another site, so nothing was done."))
    words = _FAULTS.get(status, _FAULTS[500] if status >= 500 else _FAULTS[400])
    return Refused(status, _CODES.get(status, "fault" if status >= 500 else "bad-request"), words(t))


_CODES = {400: "bad-request", 401: "no-visitor", 403: "forbidden", 404: "not-found", 405: "method",
          411: "no-length", 412: "stale", 413: "too-large", 415: "media-type", 429: "too-many",
          503: "busy"}

_FAULTS: dict[int, Callable[[NullTranslations], str]] = {
    400: lambda t: t.gettext("The request can't be understood. Nothing was changed."),
    401: lambda t: t.gettext("Sign in first, or send an API token."),
    403: lambda t: t.gettext("You may not do this here. Ask an owner of the story for the role it needs."),
    404: lambda t: t.gettext("There is nothing at this address."),
    405: lambda t: t.gettext("This address doesn't take this method; the documentation is at /api/."),
    411: lambda t: t.gettext("A request that sends data must say how much it sends (Content-Length)."),
    413: lambda t: t.gettext("The request holds more than this server takes. Nothing of it was kept."),
    415: lambda t: t.gettext("Data is sent here as JSON (Content-Type: application/json)."),
    429: lambda t: t.gettext("Too many tries. Wait a few minutes, then try again."),
    500: lambda t: t.gettext("Something went wrong here. The fault is the server's, and has been noted."),
    503: lambda t: t.gettext("Another program is writing to this story. Try again in a moment."),
}
