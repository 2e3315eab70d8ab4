"""The language in which the interface answers a request that belongs to no story's page."""

from gettext import NullTranslations

from flask import request

from storymap.languages import interface_languages, translation


def spoken_language() -> str:
    """Return the language of this request: the one in the address, else one that the browser asks for."""
    known = interface_languages()
    wanted = request.args.get("lang", "")
    return wanted if wanted in known else request.accept_languages.best_match(known, "en") or "en"


def spoken() -> NullTranslations:
    """Return the translations for this request."""
    return translation(spoken_language())
