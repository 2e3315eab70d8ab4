"""What the API says of itself and of the visitor."""

from flask import Blueprint, Response, request, url_for

from storymap.languages import translation
from storymap.render.api_page import ApiPage, OperationText, fields_of, render_api
from storymap.web.access import OPEN, requires, visitor
from storymap.web.addresses import LibraryUrls
from storymap.web.api.answers import json_answer
from storymap.web.api.openapi import ABOUT, openapi
from storymap.web.api.operations import OPERATIONS
from storymap.web.assets import Assets
from storymap.web.spoken import spoken_language


def add_about(api: Blueprint, *, reader: str) -> None:
    """Add the documentation, and who the visitor is; `reader` names the blueprint with the style sheet."""
    assets = Assets()

    @api.get("/")
    @requires(OPEN)
    def documentation() -> Response:
        document = openapi(url_for(".documentation").rstrip("/"))
        best = request.accept_mimetypes.best_match(["application/json", "text/html"], "application/json")
        if best == "application/json":
            return json_answer(document)
        return Response(_page(assets, reader), mimetype="text/html")

    @api.get("/me")
    @requires(OPEN)
    def me() -> Response:
        found = visitor()
        roles = {story: role.value for story, role in found.roles.items()}
        return json_answer({"name": found.name, "local": found.local, "stories": roles})


def _page(assets: Assets, reader: str) -> str:
    language = spoken_language()
    schemas = openapi("")["components"]["schemas"]
    operations = [
        OperationText(one.method, one.path, one.says, one.gives, one.role, one.if_match,
                      [(query.name, query.says) for query in one.query],
                      fields_of(schemas[one.body.__name__]) if one.body else [], one.uploads)
        for one in OPERATIONS
    ]
    root = url_for(".documentation")
    return render_api(ApiPage(
        language=language, title=translation(language).gettext("The API"), about=ABOUT.split("\n\n"),
        document=root, root=root.rstrip("/"), urls=LibraryUrls(assets, within=reader), operations=operations))
