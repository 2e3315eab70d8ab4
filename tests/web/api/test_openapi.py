"""The documentation is a valid OpenAPI document, and holds exactly the routes that there are."""

import re

from flask import Flask
from openapi_spec_validator import validate

from storymap.web.api.openapi import openapi
from storymap.web.api.operations import OPERATIONS

METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def routes(app: Flask) -> set[tuple[str, str]]:
    """Method and path of every route under /api/, with parameters as OpenAPI writes them."""
    return {
        (method, re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule).removeprefix("/api"))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in (rule.methods or set()) & METHODS
    }


def test_the_document_is_valid():
    validate(openapi("/api"))


def test_every_route_is_documented_and_nothing_else_is(app: Flask):
    assert {(operation.method, operation.path) for operation in OPERATIONS} == routes(app)


def test_operations_have_names_of_their_own():
    names = [operation.name for operation in OPERATIONS]
    assert len(names) == len(set(names))
