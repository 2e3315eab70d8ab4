"""IIIF manifests (Presentation API 2 and 3): the pictures that an archive shows, with whose they are.

https://iiif.io/api/presentation/3.0/ and https://iiif.io/api/presentation/2.1/
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_TAG = re.compile(r"<[^>]{0,500}>")
_SPACE = re.compile(r"\s+")
_LONGEST = 400


@dataclass(frozen=True)
class Sheet:
    """A picture of a manifest: the address of its image service, or of its file where it has no service."""

    service: str
    file: str
    label: str
    credit: str


def read_manifest(data: bytes, language: str = "en") -> list[Sheet] | None:
    """Return the pictures of a manifest, in order, with words in a language; None for anything else."""
    try:
        value: Any = json.loads(data)
    except (ValueError, RecursionError):
        return None
    kinds = [str(_map(value).get(key)).removeprefix("sc:") for key in ("type", "@type")]
    if "Manifest" not in kinds:
        return None
    title, credit = _words(value.get("label"), language), _credit(value, language)
    found = []
    for canvas, body in _bodies(value):
        own = _words(canvas.get("label"), language)
        label = title if len(_canvases(value)) == 1 else ", ".join(filter(None, (title, own)))
        services = [one for one in _list(body.get("service")) if _is_image(one)]
        service = _address(services[0]) if services else ""
        if service or _address(body):
            found.append(Sheet(service.removesuffix("/"), _address(body), label, credit))
    return found


def _canvases(value: dict[str, Any]) -> list[dict[str, Any]]:
    sequences = [_map(one) for one in _list(value.get("sequences"))]
    canvases = _list(sequences[0].get("canvases")) if sequences else _list(value.get("items"))
    return [_map(one) for one in canvases]


def _bodies(value: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each canvas with the picture that is painted on it first."""
    for canvas in _canvases(value):
        painted = [_map(one).get("resource") for one in _list(canvas.get("images"))]
        for page in _list(canvas.get("items")):
            painted += [_map(one).get("body") for one in _list(_map(page).get("items"))]
        bodies = [_map(_list(one)[0]) for one in painted if _list(one)]
        chosen = [_map(_list(body.get("items") or body.get("default") or body)[0]) for body in bodies]
        if chosen:
            yield canvas, chosen[0]


def _credit(value: dict[str, Any], language: str) -> str:
    """Return what must be said with the pictures, and their licence."""
    required = _map(value.get("requiredStatement"))
    said = _words(required.get("value"), language) or _words(value.get("attribution"), language)
    rights = value.get("rights") or value.get("license")
    licence = rights if isinstance(rights, str) else ""
    return ". ".join(part for part in (said.removesuffix("."), licence) if part)


def _words(value: object, language: str) -> str:
    """Return plain words of a text, a map by language, or a list of version 2."""
    if isinstance(value, dict) and "@value" not in value:
        lists = [value.get(key) for key in (language, "none", *value) if _list(value.get(key))]
        value = lists[0] if lists else ""
    parts = [str(one.get("@value", "")) if isinstance(one, dict) else str(one) for one in _list(value)]
    said = html.unescape(_TAG.sub(" ", "; ".join(parts)))
    return _SPACE.sub(" ", said).strip()[:_LONGEST]


def _is_image(service: object) -> bool:
    kind = _map(service)
    named = " ".join(str(kind.get(key)) for key in ("type", "@type", "@context", "profile"))
    return "ImageService" in named or "iiif.io/api/image" in named


def _address(value: object) -> str:
    found = _map(value).get("id") or _map(value).get("@id")
    return found if isinstance(found, str) and found.startswith(("http://", "https://")) else ""


def _map(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None or value == "" else [value]
