"""The API as an OpenAPI 3.1 document, made of the table of operations and the models of the bodies."""

import re
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema

import storymap
from storymap.problems import Problem
from storymap.web.api.operations import OPERATIONS, Operation, Query

_SCHEMAS = "#/components/schemas/"
_PARAMETER = re.compile(r"\{(\w+)\}")
_SAYS = {
    "story": "The story's id, the name of its folder.", "file": "Name of a file in the media folder.",
    "revision": "Id of a revision.", "entry": "Id of an entry of the trash.", "link": "Id of a link.",
}
ABOUT = """Everything that the editor does, it does through this API.

Every failure has the same shape, `{"error": {"code", "message", "problems"}}`. A save names the version that
it is based on (`If-Match: "<version>"`): 428 without it, 412 when somebody else has saved since; the 412 says
which changes can be sent again as they are (`clean`) and which meet another change (`conflicts`)."""


@lru_cache(maxsize=4)
def openapi(server: str) -> dict[str, Any]:
    """Return the document; `server` is the address of the API as the client sees it."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Storymap", "version": storymap.__version__, "description": ABOUT,
                 "license": {"name": "MIT", "identifier": "MIT"}},
        "servers": [{"url": server}],
        "security": [{}, {"token": []}, {"session": []}],
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "`storymap token` makes one."},
                "session": {"type": "apiKey", "in": "cookie", "name": "storymap",
                            "description": "The session of a browser that signed in."},
            },
        },
    }


def _schemas() -> dict[str, Any]:
    """Return the schemas of all bodies, of problems and of failures."""
    bodies = [operation.body for operation in OPERATIONS if operation.body]
    _, found = models_json_schema([(body, "validation") for body in dict.fromkeys(bodies)],
                                  ref_template=f"{_SCHEMAS}{{model}}")
    problem = TypeAdapter(Problem).json_schema(ref_template=f"{_SCHEMAS}{{model}}")
    error = {"type": "object", "required": ["error"], "properties": {"error": {
        "type": "object", "required": ["code", "message", "problems"],
        "properties": {"code": {"type": "string"}, "message": {"type": "string"},
                       "problems": {"type": "array", "items": {"$ref": f"{_SCHEMAS}Problem"}}}}}}
    return {**found["$defs"], **problem.pop("$defs", {}), "Problem": problem, "Error": error}


def _operation(operation: Operation) -> dict[str, Any]:
    """Return one operation."""
    made: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [operation.group],
        "summary": operation.says,
        "parameters": [*_path_parameters(operation), *map(_query_parameter, operation.query)],
        "responses": {
            str(operation.status): {"description": f"`{operation.gives}`", "content": _json({})},
            "default": {"description": "A failure", "content": _json({"$ref": f"{_SCHEMAS}Error"})},
        },
    }
    if operation.role:
        made["description"] = f"Needs the role {operation.role} for the story."
    if operation.if_match:
        made["parameters"].append({"name": "If-Match", "in": "header", "required": True,
                                   "description": "The version that the request is based on, in quotes.",
                                   "schema": {"type": "string"}})
    if operation.body:
        made["requestBody"] = {"required": True,
                               "content": _json({"$ref": f"{_SCHEMAS}{operation.body.__name__}"})}
    if operation.uploads:
        made["requestBody"] = {"required": True, "content": {kind: {} for kind in operation.uploads}}
    return made


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _path_parameters(operation: Operation) -> list[dict[str, Any]]:
    return [{"name": name, "in": "path", "required": True, "description": _SAYS[name],
             "schema": {"type": "string"}} for name in _PARAMETER.findall(operation.path)]


def _query_parameter(query: Query) -> dict[str, Any]:
    return {"name": query.name, "in": "query", "required": query.required, "description": query.says,
            "schema": {"type": "string"}}
