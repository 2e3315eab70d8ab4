"""The preview: the reader's pages of the working copy, drafts included, for those who write it."""

from flask import Blueprint, Response, abort

from storymap.accounts import Role
from storymap.render.pages import render_story
from storymap.web.access import guard, requires
from storymap.web.addresses import PreviewUrls
from storymap.web.answers import Body, answer
from storymap.web.archive import serve_archive
from storymap.web.assets import Assets
from storymap.web.downloads import NAMES, serve_data
from storymap.web.editor_policy import protect_editor
from storymap.web.library import Library, ShelvedStory
from storymap.web.maps import serve_map
from storymap.web.media import serve_media
from storymap.web.policy import story_policy
from storymap.web.story_page import Choices, make_page
from storymap.web.tiles import serve_tiles

NEVER_KEPT = "no-store"


def preview_blueprint(library: Library, *, reader: str) -> Blueprint:
    """Return the blueprint of previews; `reader` names the reader's blueprint, which has the shared files."""
    blueprint = guard(Blueprint("preview", __name__, url_prefix="/edit/<story>/preview"))
    assets = Assets()

    def page(story: ShelvedStory, chapter: str) -> Response:
        return answer(_page(story, chapter, assets, reader), cache_control=NEVER_KEPT)

    @blueprint.get("/")
    @requires(Role.VIEWER)
    def story_page(story: str) -> Response:
        return page(library.working(story), "")

    @blueprint.get("/<chapter>")
    @requires(Role.VIEWER)
    def chapter_page(story: str, chapter: str) -> Response:
        found = library.working(story)
        return page(found, chapter if found.has_chapter(chapter) else "")

    _add_files(blueprint, library)

    @blueprint.after_request
    def private(response: Response) -> Response:
        response.headers["X-Robots-Tag"] = "noindex"
        return protect_editor(response, "'self'")

    return blueprint


def _page(story: ShelvedStory, chapter: str, assets: Assets, reader: str) -> Body:
    """Make the page of a preview; it may stand in a frame of our own pages only."""
    chosen = Choices.of_request(story, chapter)
    default = story.story.languages[0]
    urls = PreviewUrls(assets, chosen.query(default), story.slug, chosen.chapter, default, chosen.spoken,
                       within=reader)
    style = assets.text("player.css")
    page = make_page(story, chosen, urls, style, preview=urls.asset("preview.js"))
    return Body(render_story(page).encode(), "text/html", story_policy(page, "'self'"))


def _add_files(blueprint: Blueprint, library: Library) -> None:
    """Add what the pages load, under the names that the reader's blueprint has for it."""

    @blueprint.get("/map.svg", endpoint="story_map")
    @requires(Role.VIEWER)
    def story_map(story: str) -> Response:
        return serve_map(library.working(story), None)

    @blueprint.get("/<chapter>/map.svg", endpoint="chapter_map")
    @requires(Role.VIEWER)
    def chapter_map(story: str, chapter: str) -> Response:
        found = library.working(story)
        return serve_map(found, chapter) if found.has_chapter(chapter) else abort(404)

    @blueprint.get("/basemap.pmtiles")
    @requires(Role.VIEWER)
    def archive(story: str) -> Response:
        return serve_archive(library.working(story))

    @blueprint.get("/data/<name>")
    @requires(Role.VIEWER)
    def data(story: str, name: str) -> Response:
        found = library.working(story)
        return serve_data(found, name) if name in NAMES else abort(404)

    @blueprint.get("/media/<path:file>")
    @requires(Role.VIEWER)
    def media(story: str, file: str) -> Response:
        return serve_media(library.folder_of(story), file)

    @blueprint.get("/tiles/<part>")
    @requires(Role.VIEWER)
    def tiles(story: str, part: str) -> Response:
        return serve_tiles(library.working(story), part)
