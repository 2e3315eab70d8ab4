"""What a chapter's map shows, in words, for those who don't see it."""

from collections.abc import Sequence

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.numbers import format_decimal

from storymap.document.places import Place
from storymap.languages import translation

MOST_NAMES = 8


def map_text(
    shown: Sequence[Place], route: Sequence[Place], language: str, layers: Sequence[str] = ()
) -> str:
    """Describe a map: which places it shows, how well each is known, the route, and its layers by title."""
    _ = translation(language).gettext
    on_map = [place for place in shown if place.drawn != "none"]
    sentences = [_first(on_map, language)]
    for place in shown:
        name = _name(place, language)
        if place.drawn == "none":
            sentences.append(_("{name} is not on the map.").format(name=name))
            continue
        if place.radius_km:
            km = format_decimal(round(place.radius_km, 1), locale=locale_of(language))
            sentences.append(_("The place of {name} is known to within {km} km.").format(name=name, km=km))
        if place.site.certainty == "uncertain":
            sentences.append(_("The place of {name} is uncertain.").format(name=name))
        elif place.site.certainty == "less-certain":
            sentences.append(_("The place of {name} is not fully certain.").format(name=name))
    if len(route) > 1:
        stops = _listed([_name(place, language) for place in route], language)
        sentences.append(_("A route joins {places}, in this order.").format(places=stops))
    if layers:
        sentences.append(_("On it: {layers}.").format(layers=_listed([*layers], language)))
    return " ".join(sentences)


def _first(on_map: Sequence[Place], language: str) -> str:
    _ = translation(language).gettext
    names = [_name(place, language) for place in on_map]
    if not names:
        return _("The map shows the region of the whole story.")
    places = _listed(names[:MOST_NAMES], language)
    if len(names) > MOST_NAMES:
        return _("The map shows {n} places, among them {places}.").format(n=len(names), places=places)
    return _("The map shows {places}.").format(places=places)


def _name(place: Place, language: str) -> str:
    return place.site.name.get(language) or place.site.id


def _listed(names: list[str], language: str) -> str:
    return str(format_list(names, locale=locale_of(language)))


def locale_of(language: str) -> Locale:
    """Return CLDR's data for a language, English where it has none."""
    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale("en")
