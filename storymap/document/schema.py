"""The JSON Schema of the player document, and the check against it."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from storymap.paths import schema_file


@lru_cache(maxsize=1)
def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the document, version 1."""
    found: dict[str, Any] = json.loads(schema_file().read_text(encoding="utf-8"))
    return found


def validate(document: Mapping[str, Any]) -> None:
    """Check a document against the schema; needs the package `jsonschema` (the extra `test`).

    Raises
    ------
    jsonschema.ValidationError
        The document isn't one of version 1; the error names the path inside it.
    """
    from jsonschema import Draft202012Validator

    Draft202012Validator(schema()).validate(json.loads(json.dumps(document)))
