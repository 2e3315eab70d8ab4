"""The language in which the interface answers a request that belongs to no story's page."""

from gettext import NullTranslations

from flask import current_app, request

from storymap.languages import PSEUDO, interface_languages, translation


def spoken_language() -> str:
    """Return the language of this request: the one in the address, else one that the browser asks for."""
    known = interface_languages()
    wanted = request.args.get("lang", "")
    if wanted == PSEUDO and (current_app.testing or current_app.debug):
        return PSEUDO
    return wanted if wanted in known else request.accept_languages.best_match(known, "en") or "en"


def spoken() -> NullTranslations:
    """Return the translations for this request."""
    return translation(spoken_language())
