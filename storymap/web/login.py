"""Signing in and out, and links that let somebody in without an account."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, redirect, request, url_for
from werkzeug.exceptions import HTTPException

from storymap.accounts import Role
from storymap.languages import interface_languages, translation
from storymap.render.login_page import LoginPage, render_login
from storymap.render.pages import LanguageLink, language_name
from storymap.settings import Settings
from storymap.web.access import OPEN, accounts, guard, requires, visitor
from storymap.web.addresses import LibraryUrls
from storymap.web.assets import Assets
from storymap.web.bodies import Body
from storymap.web.client_address import client_address
from storymap.web.cookies import end_session_cookie, session_cookie, set_session_cookie
from storymap.web.editor_policy import editor_policy, protect_editor
from storymap.web.errors import LinkEnded, error_page
from storymap.web.policy import protect
from storymap.web.spoken import spoken_language


def login_blueprint(settings: Settings, within: str = "storymap") -> Blueprint:
    """Return the blueprint of `/edit/login`, `/edit/logout` and `/edit/link/<token>`.

    `within` names the reader's blueprint, whose style sheet and library the pages link.
    """
    blueprint = guard(Blueprint("login", __name__, url_prefix="/edit"))
    assets, public = Assets(), settings.public_url

    @blueprint.get("/login")
    @requires(OPEN)
    def form() -> Response:
        return _page(assets, within)

    @blueprint.post("/login")
    @requires(OPEN, body=Body.FORM)
    def sign_in() -> Response:
        name = request.form.get("name", "")
        done = accounts().sign_in(name, request.form.get("password", ""), client_address(request, public))
        if done.user is None:
            return _page(assets, within, name=name, failed=True, wait=done.wait)
        response = _to(_next_page())
        cookie = accounts().sessions.open(done.user, replacing=session_cookie(request, public))
        set_session_cookie(response, request, public, cookie)
        return response

    @blueprint.post("/logout")
    @requires(OPEN, body=Body.FORM)
    def sign_out() -> Response:
        accounts().sessions.close(session_cookie(request, public))
        response = _to(url_for(".form", lang=request.args.get("lang")))
        end_session_cookie(response, request, public)
        return response

    @blueprint.get("/link/<token>")
    @requires(OPEN)
    def link(token: str) -> Response:
        found = accounts().links.find(token)
        if found is None:
            raise LinkEnded
        place = f"/edit/{found.story}" + ("/preview/" if found.role is Role.VIEWER else "")
        response = _to(request.root_path + place)
        cookie = accounts().sessions.open(link=found, replacing=session_cookie(request, public))
        set_session_cookie(response, request, public, cookie)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    @blueprint.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        return error_page(error, assets, editor_policy(), within=within)

    @blueprint.after_request
    def headers(response: Response) -> Response:
        return protect(protect_editor(response), editor_policy())

    return blueprint


def to_login() -> Response:
    """Return the answer to a page request of nobody: sign in first, then back to the page."""
    home, wanted = request.root_path, request.full_path.rstrip("?")
    return _to(url_for("login.form", next=home + wanted if request.method == "GET" else None))


def _page(assets: Assets, within: str, *, name: str = "", failed: bool = False, wait: int = 0) -> Response:
    """Return the login page; after a failed attempt with the reason, and what was typed as the name."""
    language = spoken_language()
    t = translation(language)
    lang = None if language == "en" else language
    following = request.args.get("next")
    asker = visitor()
    page = LoginPage(
        language=language, title=t.gettext("Sign in"),
        urls=LibraryUrls(assets, {"lang": lang} if lang else {}, within=within),
        languages=[LanguageLink(tag, language_name(tag), url_for(".form", lang=tag, next=following),
                                tag == language) for tag in interface_languages()],
        action=url_for(".sign_in", next=following, lang=lang), name=name[:64],
        error=_why(language, wait) if failed else "",
        signed_in=asker.name if asker.known and not failed else "", sign_out=url_for(".sign_out", lang=lang),
        stories=request.root_path + "/edit/", no_accounts=not accounts().users.any())
    response = Response(render_login(page), mimetype="text/html",
                        status=429 if wait else 401 if failed else 200)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


def _why(language: str, wait: int) -> str:
    """Return why an attempt failed; nothing tells whether the name is known."""
    t = translation(language)
    if not wait:
        return t.gettext("The name or the password is not right.")
    if wait < 120:
        return t.ngettext("Too many attempts. Try again in {n} second.",
                          "Too many attempts. Try again in {n} seconds.", wait).format(n=wait)
    minutes = -(-wait // 60)
    return t.ngettext("Too many attempts. Try again in {n} minute.",
                      "Too many attempts. Try again in {n} minutes.", minutes).format(n=minutes)


def _next_page() -> str:
    """Return where to go after signing in: a page of the editor on this host, whatever the address says."""
    home = request.root_path + "/edit/"
    wanted = request.args.get("next", "")
    parts = urlsplit(wanted)
    own = wanted.startswith(home) and not parts.scheme and not parts.netloc
    return wanted if own and wanted.isprintable() and "\\" not in wanted else home


def _to(place: str) -> Response:
    return current_app.make_response(redirect(place, 303))
