"""The reader pages as a blueprint that any Flask application can mount: thin, one function per address."""

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for
from werkzeug.exceptions import HTTPException

from storymap.paths import geodata_dir
from storymap.problems import StoryNotFound
from storymap.web import icon
from storymap.web.answers import answer
from storymap.web.any_origin import open_to_any_origin
from storymap.web.archive import serve_archive
from storymap.web.assets import FOREVER, Assets, serve_asset, serve_embed_script
from storymap.web.cards import serve_card
from storymap.web.downloads import NAMES, serve_data
from storymap.web.embed import add_embeds, is_embed
from storymap.web.errors import error_page
from storymap.web.feed import LibraryFeed
from storymap.web.library import Library, StoryBroken
from storymap.web.library_page import LibraryPages
from storymap.web.maps import serve_map
from storymap.web.media import serve_media
from storymap.web.oembed import add_oembed
from storymap.web.policy import plain_policy, protect
from storymap.web.ranges import serve_file
from storymap.web.story_name import know_story_names
from storymap.web.story_page import StoryPages
from storymap.web.tiles import serve_tiles

_BASEMAP = {"world.pmtiles": "application/vnd.pmtiles", "relief.webp": "image/webp"}


def reader_blueprint(library: Path | Library, *, name: str = "storymap", public_url: str = "",
                     frame_ancestors: str = "'self'", embed_ancestors: str = "*") -> Blueprint:
    """Return the blueprint of all reader pages of a story library.

    Parameters
    ----------
    library
        Folder of story folders, or one story folder.
    name
        Name of the blueprint; two libraries in one application need two names.
    public_url
        Scheme and host as readers see them, for full addresses in pages; by default those of the request.
    frame_ancestors
        Who may show the pages in a frame (CSP `frame-ancestors`).
    embed_ancestors
        Who may show the embeds in a frame, which are made for that.
    """
    shelf = library if isinstance(library, Library) else Library(library)
    assets = Assets()
    blueprint = Blueprint(name, __name__)
    csp, embed_csp = plain_policy(frame_ancestors), plain_policy(embed_ancestors)
    know_story_names(blueprint)
    stories = StoryPages(shelf, assets, public_url, frame_ancestors)
    feed = LibraryFeed(shelf, public_url)
    _add_pages(blueprint, shelf, stories, LibraryPages(shelf, assets, public_url, frame_ancestors, feed))
    blueprint.get("/feed.xml", endpoint="library_feed")(feed.serve)
    _add_files(blueprint, shelf, assets, stories)
    _add_cards(blueprint, shelf)
    add_oembed(blueprint, shelf, public_url)
    add_embeds(blueprint, shelf, assets, public_url, embed_ancestors)

    @blueprint.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        return error_page(error, assets, embed_csp if is_embed() else csp, framed=is_embed())

    @blueprint.errorhandler(StoryNotFound)
    @blueprint.errorhandler(StoryBroken)
    def story_error(error: Exception) -> Response:
        return error_page(error, assets, embed_csp if is_embed() else csp, framed=is_embed())

    @blueprint.after_request
    def headers(response: Response) -> Response:
        return open_to_any_origin(protect(response, csp))

    return blueprint


def _add_pages(blueprint: Blueprint, shelf: Library, stories: StoryPages, libraries: LibraryPages) -> None:
    """Add the pages that people read."""
    @blueprint.get("/")
    def library_page() -> Response:
        return answer(libraries.page())

    @blueprint.get("/<story_name:story>/")
    def story_page(story: str) -> Response:
        return answer(stories.page(shelf.story(story)))

    @blueprint.get("/<story_name:story>/share.html")
    def share_page(story: str) -> Response:
        return answer(stories.share(shelf.story(story)))

    @blueprint.get("/<story_name:story>/<chapter>")
    def chapter_page(story: str, chapter: str) -> Response:
        found = shelf.story(story)
        if found.has_chapter(chapter):
            return answer(stories.page(found, chapter))
        # The link may be old: the reader is taken to the story, and told so.
        response = redirect(url_for(".story_page", story=story, **_choices(), notice="chapter"), 302)
        response.headers["Cache-Control"] = "no-store"
        return current_app.make_response(response)

    @blueprint.get("/<story_name:story>/<chapter>/")
    def chapter_page_with_slash(story: str, chapter: str) -> Response:
        shelf.story(story)
        target = url_for(".chapter_page", story=story, chapter=chapter, **_choices())
        return current_app.make_response(redirect(target, 308))


def _add_files(blueprint: Blueprint, shelf: Library, assets: Assets, stories: StoryPages) -> None:
    """Add what the pages load, and what readers download."""

    @blueprint.get("/<story_name:story>/map.svg", endpoint="story_map")
    def story_map(story: str) -> Response:
        return serve_map(shelf.story(story), None)

    @blueprint.get("/<story_name:story>/qr.svg", endpoint="story_qr")
    def story_qr(story: str) -> Response:
        return stories.qr(shelf.story(story))

    @blueprint.get("/<story_name:story>/basemap.pmtiles")
    def archive(story: str) -> Response:
        return serve_archive(shelf.story(story))

    @blueprint.get("/<story_name:story>/<chapter>/map.svg", endpoint="chapter_map")
    def chapter_map(story: str, chapter: str) -> Response:
        found = shelf.story(story)
        return serve_map(found, chapter) if found.has_chapter(chapter) else abort(404)

    @blueprint.get("/<story_name:story>/data/<name>")
    def data(story: str, name: str) -> Response:
        found = shelf.story(story)
        return serve_data(found, name) if name in NAMES else abort(404)

    @blueprint.get("/<story_name:story>/media/<path:file>")
    def media(story: str, file: str) -> Response:
        return serve_media(shelf.story(story).folder, file)

    @blueprint.get("/<story_name:story>/tiles/<part>")
    def tiles(story: str, part: str) -> Response:
        return serve_tiles(shelf.story(story), part)

    @blueprint.get("/static/<name>")
    def asset(name: str) -> Response:
        return serve_asset(assets, name)

    @blueprint.get("/basemap/<name>")
    def basemap(name: str) -> Response:
        file = geodata_dir() / "basemap" / name
        if name not in _BASEMAP or not file.is_file():
            abort(404)
        control = FOREVER if request.args.get("v") else "public, max-age=3600"
        return serve_file(file, _BASEMAP[name], cache_control=control)

    @blueprint.get("/embed.js")
    def embed_script() -> Response:
        return serve_embed_script(assets)

    @blueprint.get("/favicon.ico")
    def favicon() -> Response:
        return answer(icon.BODY, cache_control="public, max-age=86400")


def _add_cards(blueprint: Blueprint, shelf: Library) -> None:
    """Add the pictures that other sites show beside a link."""

    @blueprint.get("/<story_name:story>/card.png")
    def story_card(story: str) -> Response:
        return serve_card(shelf.story(story))

    @blueprint.get("/<story_name:story>/<chapter>/card.png")
    def chapter_card(story: str, chapter: str) -> Response:
        found = shelf.story(story)
        return serve_card(found, chapter) if found.has_chapter(chapter) else abort(404)


def _choices() -> dict[str, Any]:
    """Return what the reader chose in the address; nothing else of it goes into another address."""
    return {key: request.args[key] for key in ("lang", "mode", "kiosk") if key in request.args}

