"""Error pages: what happened, what is safe, what to do now."""

import logging
from collections.abc import Callable
from gettext import NullTranslations

from flask import Response, current_app, request
from werkzeug.exceptions import HTTPException, NotFound

from storymap.languages import translation
from storymap.problems import StoryNotFound
from storymap.render.pages import ErrorPage, render_error
from storymap.web.addresses import LibraryUrls
from storymap.web.assets import Assets
from storymap.web.library import StoryBroken
from storymap.web.spoken import spoken_language

log = logging.getLogger("storymap.web")

Words = tuple[str, str, str, str]


class LinkEnded(NotFound):
    """A link to edit or preview a story is made up, expired or revoked."""


def error_page(
    error: Exception, assets: Assets, csp: str, within: str = "", *, framed: bool = False
) -> Response:
    """Return the page for an error; the log has the traceback, the page shows none of it.

    `within` names the blueprint whose library and style sheet the page links, when the request reached none;
    `framed` says that the page stands in an article's frame.
    """
    if isinstance(error, HTTPException) and error.code is not None and error.code < 400:
        return current_app.make_response(error.get_response())
    status, words = _kind(error)
    if isinstance(error, StoryBroken):  # Flask itself logs every other fault, with its traceback
        log.error("%s %s: %s", request.method, request.path, error)
    language = spoken_language()
    title, what, safe, action = words(translation(language))
    if isinstance(error, HTTPException) and status == 400:
        what = error.description or what
    urls = LibraryUrls(assets, {} if language == "en" else {"lang": language}, within=within)
    page = ErrorPage(status, language, urls, title, what, safe, action, framed)
    response = Response(render_error(page), status=status, mimetype="text/html")
    if isinstance(error, HTTPException):
        for name, value in error.get_headers(request.environ):
            if name.lower() in ("allow", "content-range", "retry-after", "www-authenticate"):
                response.headers[name] = value
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = csp
    return response


def _kind(error: Exception) -> tuple[int, Callable[[NullTranslations], Words]]:
    """Return the status and the words of an error."""
    if isinstance(error, StoryNotFound):
        return 404, _no_story
    if isinstance(error, StoryBroken):
        return 500, _broken
    if isinstance(error, LinkEnded):
        return 404, _link_ended
    code = error.code if isinstance(error, HTTPException) and error.code else 500
    return code, _WORDS.get(code, _fault if code >= 500 else _bad_request)


def _no_story(t: NullTranslations) -> Words:
    _ = t.gettext
    return (_("There is no such story"), _("No story has this address. It may have been renamed."),
            _("All other stories are where they were."), _("Look for it in the list of stories."))


def _broken(t: NullTranslations) -> Words:
    _ = t.gettext
    return (_("This story can't be shown now"), _("Its files can't be read as a story."),
            _("The files are untouched, and all other stories work."),
            _("If it is your story, run “storymap check” on its folder: it names the file, the row "
              "and the cure."))


def _link_ended(t: NullTranslations) -> Words:
    _ = t.gettext
    return (_("This link no longer works"), _("It has expired, was taken back, or was not copied whole."),
            _("The story is as it was."), _("Ask whoever sent it for a new one."))


def _sign_in(t: NullTranslations) -> Words:
    _ = t.gettext
    return (_("You are not signed in"), _("This page is for people who work on the stories."),
            _("Nothing was changed."), _("Sign in, or open the link that you were sent."))


def _not_yours(t: NullTranslations) -> Words:
    _ = t.gettext
    return (_("You may not do this"),
            _("Your role in this story doesn't allow it, or another site asked for it."),
            _("Nothing was changed."), _("Ask an owner of the story for the role that you need."))


def _wrong_kind(t: NullTranslations) -> Words:
    _ = t.gettext
    return (_("This kind of data is not taken here"),
            _("What was sent is not of the kind that this page takes."),
            _("Nothing was changed."), _("Open the page again in the usual way."))


def _unavailable(t: NullTranslations) -> Words:
    _ = t.gettext
    return (_("This can't be reached now"), _("The server can't read its accounts. It has been noted."),
            _("Your stories and files are untouched."),
            _("Try again in a minute, or tell whoever runs the server."))


def _not_found(t: NullTranslations) -> Words:
    _ = t.gettext
    return (_("There is nothing at this address"), _("The address may be mistyped or out of date."),
            "", _("Start from the list of stories."))


def _bad_request(t: NullTranslations) -> Words:
    _ = t.gettext
    return (_("The request can't be understood"), _("The address or what was sent with it is not valid."),
            _("Nothing was changed."),
            _("Go back and follow the link again, or start from the list of stories."))


def _method(t: NullTranslations) -> Words:
    _ = t.gettext
    return (_("This page can only be read"), _("Something tried to send data to a page that takes none."),
            _("Nothing was changed."), _("Open the page again in the usual way."))


def _too_large(t: NullTranslations) -> Words:
    _ = t.gettext
    return (_("Too much was sent"), _("The request holds more than this server takes."),
            _("Nothing of it was kept, and nothing was changed."),
            _("Send less, or start from the list of stories."))


def _no_length(t: NullTranslations) -> Words:
    _ = t.gettext
    return (_("The length of the request is missing"),
            _("A request that sends data must say how much it sends."),
            _("Nothing was changed."), _("Send it again with a Content-Length."))


def _fault(t: NullTranslations) -> Words:
    _ = t.gettext
    return (_("Something went wrong here"), _("The fault is the server's, not yours. It has been noted."),
            _("Your stories and files are untouched."),
            _("Try again in a minute, or start from the list of stories."))


_WORDS = {400: _bad_request, 401: _sign_in, 403: _not_yours, 404: _not_found, 405: _method, 411: _no_length,
          413: _too_large, 415: _wrong_kind, 500: _fault, 503: _unavailable}
