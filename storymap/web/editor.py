"""The editor's pages: the list of stories, and one page for each story, which the editor's script fills."""

from typing import Any

from flask import Blueprint, Response, url_for
from werkzeug.exceptions import HTTPException, Unauthorized

from storymap.accounts import EVERY_STORY, Role
from storymap.languages import interface_languages, translation
from storymap.problems import StorymapError
from storymap.render.editor_pages import EditableStory, EditorPage, render_editor, render_editor_home
from storymap.render.island import json_island
from storymap.render.pages import LanguageLink, language_name
from storymap.render.strings import editor_strings
from storymap.storage.library import is_story
from storymap.web.access import KNOWN, accounts, guard, requires, visitor
from storymap.web.addresses import ServedUrls
from storymap.web.assets import Assets
from storymap.web.editor_policy import editor_policy, protect_editor
from storymap.web.errors import error_page
from storymap.web.library import Library
from storymap.web.listing import listed, shipped
from storymap.web.login import to_login
from storymap.web.policy import protect
from storymap.web.spoken import spoken_language


def editor_blueprint(library: Library, *, reader: str) -> Blueprint:
    """Return the blueprint of `/edit/` and `/edit/<story>`; `reader` names the reader's blueprint."""
    blueprint = guard(Blueprint("editor", __name__, url_prefix="/edit"))
    assets = Assets()

    @blueprint.get("/")
    @requires(KNOWN)
    def home() -> Response:
        page = _page(library, assets, reader, "")
        return Response(render_editor_home(page), mimetype="text/html")

    @blueprint.get("/<story>")
    @requires(Role.VIEWER)
    def story(story: str) -> Response:
        library.folder_of(story)
        return Response(render_editor(_page(library, assets, reader, story)), mimetype="text/html")

    @blueprint.errorhandler(HTTPException)
    @blueprint.errorhandler(StorymapError)
    def failed(error: Exception) -> Response:
        if isinstance(error, Unauthorized):
            return to_login()
        return error_page(error, assets, editor_policy(), within=reader)

    @blueprint.after_request
    def headers(response: Response) -> Response:
        return protect(protect_editor(response), editor_policy())

    return blueprint


def _page(library: Library, assets: Assets, reader: str, story: str) -> EditorPage:
    """Return the page of a story, or with "" the list of all."""
    language = spoken_language()
    t, lang = translation(language), None if language == "en" else language
    languages = [LanguageLink(tag, language_name(tag), _address(story, tag), tag == language)
                 for tag in interface_languages()]
    urls = ServedUrls(assets, {"lang": lang} if lang else {}, within=reader, spoken=language)
    home, asker = url_for(".home", lang=lang), visitor()
    stories = [] if story else listed(library, asker)
    island: dict[str, Any] = {
        "api": url_for("api.documentation"), "story": story, "strings": editor_strings(language),
        "languages": [{"tag": one.tag, "name": one.endonym, "url": one.url, "current": one.current}
                      for one in languages],
        "urls": {"home": home, "login": url_for("login.form", lang=lang), "basemap": urls.basemap,
                 "logout": url_for("login.sign_out", lang=lang), "outline": urls.outline,
                 "detail": urls.detail, "library": urls.library, **_of_story(story, reader)},
        "visitor": {"name": asker.name, "local": asker.local, "user": asker.user},
        "accounts": accounts().users.any(),
    }
    if not story:
        island |= {"stories": stories, "shipped": shipped(language), "single": is_story(library.folder),
                   "begins": (asker.role(EVERY_STORY) or Role.VIEWER) >= Role.EDITOR}
    return EditorPage(
        title=t.gettext("My stories") if not story else t.gettext("Editor"), language=language,
        languages=languages, urls=urls, home=home, user=asker.name, island=json_island(island),
        logout="" if asker.local else url_for("login.sign_out", lang=lang), story=story,
        stories=[_shown(one) for one in stories],
        reader=url_for(f"{reader}.story_page", story=story) if story else "")


def _address(story: str, lang: str) -> str:
    return url_for(".story", story=story, lang=lang) if story else url_for(".home", lang=lang)


def _of_story(story: str, reader: str) -> dict[str, str]:
    if not story:
        return {}
    return {"preview": url_for("preview.story_page", story=story),
            "read": url_for(f"{reader}.story_page", story=story)}


def _shown(one: dict[str, Any]) -> EditableStory:
    return EditableStory(one["id"], one["title"], one["language"], one["role"], one["draft"], one["chapters"],
                         one["sites"], one["events"], one["edit"], one["read"], one["preview"])
