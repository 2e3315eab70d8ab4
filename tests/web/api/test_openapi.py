"""The documentation is a valid OpenAPI document, and holds exactly the routes that there are."""

import re

from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from storymap.accounts import Role
from storymap.web.access import KNOWN, OPEN
from storymap.web.api.openapi import openapi
from storymap.web.api.operations import OPERATIONS
from storymap.web.bodies import Body

ROLES = {"": (KNOWN, OPEN), **{role.value: (role,) for role in Role}}


def test_the_document_is_valid():
    validate(openapi("/api"))


def test_operations_have_names_of_their_own():
    names = [operation.name for operation in OPERATIONS]
    assert len(names) == len(set(names))


def test_operations_are_the_routes_that_there_are_with_their_roles_and_bodies(app: Flask):
    routes = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api."):
            path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule.removeprefix("/api"))
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                routes[method, path] = app.view_functions[rule.endpoint]
    told = {(operation.method, operation.path): operation for operation in OPERATIONS}
    assert set(told) == set(routes)
    for place, operation in told.items():
        assert routes[place].requires in ROLES[operation.role], place
        assert (routes[place].takes_body is Body.FILE) == bool(operation.uploads), place


def test_programs_get_the_document_and_people_a_page(client: FlaskClient):
    program = client.get("/api/")
    assert (program.mimetype, program.json["openapi"]) == ("application/json", "3.1.0")
    assert program.json["servers"] == [{"url": "/api"}]
    person = client.get("/api/", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (person.status_code, person.mimetype) == (200, "text/html")
    assert "/stories/{story}" in person.text
    assert '<html lang="vi"' in client.get("/api/?lang=vi", headers={"Accept": "text/html"}).text
