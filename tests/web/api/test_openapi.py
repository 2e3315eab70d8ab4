"""The documentation is a valid OpenAPI document, and holds exactly the routes that there are."""

from openapi_spec_validator import validate

from storymap.web.api.openapi import openapi
from storymap.web.api.operations import OPERATIONS


def test_the_document_is_valid():
    validate(openapi("/api"))


def test_operations_have_names_of_their_own():
    names = [operation.name for operation in OPERATIONS]
    assert len(names) == len(set(names))
