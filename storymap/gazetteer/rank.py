"""Ranks the places that a name may mean: a sum of terms, each of which can be read out."""

from math import log10

from storymap.gazetteer.distance import KM_PER_DEGREE, distance_km
from storymap.gazetteer.evidence import Evidence
from storymap.gazetteer.index import CODE, DEMONYM, NAME_ABROAD, OTHER, PRIMARY, Index, Row
from storymap.gazetteer.kinds import ACCEPTS, TOWNS
from storymap.gazetteer.match import Match, Qualifier

Term = tuple[float, str]

MAIN_NAME, SAME_LETTERS, CODE_NAME, DEMONYM_NAME = 2.0, 0.2, 0.5, 1.0
ABROAD = -1.0
COUNTRY_CODE = -1.5
LONG_NAME, MANY_WORDS = 1.0, 3
EDIT = -1.5
KIND, KIND_ALMOST, KIND_TOWN, SMALLER_KIND, OTHER_KIND = 3.0, 2.5, 1.0, -1.0, -3.0
QUALIFIED, NEAR_QUALIFIER, NOT_QUALIFIED = 5.0, 2.0, -3.0
CONTAINED = 4.0
UNIT_NAMED, COUNTRY_NAMED = 1.6, 0.8
UNIT_SHARE, COUNTRY_SHARE = 2.0, 1.5
CLOSE = 0.6
NEAREST, MOST_NEAR = 2.0, 1.5
OUT_OF_TIME = -4.0
WITHIN_COUNTRY = 0.7
FAR_KM = 1000.0


def _name_terms(match: Match, head: str, asked: str) -> list[Term]:
    row = match.row
    of_kind = match.how == OTHER and row.kind in ACCEPTS.get(asked, ()) and asked not in TOWNS
    if match.edits:
        letters = "1 letter differs" if match.edits == 1 else f"{match.edits} letters differ"
        return [(MAIN_NAME + EDIT * match.edits, letters)]
    if match.how == PRIMARY:
        terms = [(MAIN_NAME, "the name is the same")]
        if row.name.casefold() == head.casefold():
            terms.append((SAME_LETTERS, "letter for letter"))
        if len(match.reading.fold.split()) >= MANY_WORDS:
            terms.append((LONG_NAME, "a name of several words is seldom shared"))
    elif of_kind:
        terms = [(MAIN_NAME, f"{match.reading.fold.title()} is its name without its kind")]
    elif match.how == CODE:
        value = COUNTRY_CODE if row.kind == "country" else CODE_NAME
        terms = [(value, f"{head} is a code of {row.name}")]
    elif match.how == DEMONYM:
        terms = [(DEMONYM_NAME, f"{head} means of {row.name}")]
    elif head.endswith(".") and row.kind == "region":
        terms = [(MAIN_NAME, f"{head} is short for {row.name}")]
    elif match.how == NAME_ABROAD:
        terms = [(ABROAD, f"a name of {row.name} in a country that has such a place of its own")]
    else:
        terms = [(0.0, f"another name of {row.name}")]
    if match.reading.cost:
        terms.append((-match.reading.cost, match.reading.note))
    return terms


def _kind_terms(row: Row, asked: str) -> list[Term]:
    accepted = ACCEPTS.get(asked, (asked,))
    if row.kind in accepted:
        # "X City" asks for little: most towns called X are cities to somebody.
        if asked == "city" and row.kind != "city":
            return [(SMALLER_KIND, f"it is a {row.kind}, not a city")]
        if row.kind in TOWNS:
            return [(KIND_TOWN, f"it is of the kind asked for: {row.kind}")]
        first = row.kind == accepted[0]
        return [(KIND if first else KIND_ALMOST, f"it is of the kind asked for: {row.kind}")]
    return [(OTHER_KIND, f"it is of another kind than asked for: {row.kind}")]


def _qualifier_term(row: Row, qualifier: Qualifier) -> Term:
    inside = qualifier.units.intersection(row.units) or row.country in qualifier.countries
    if inside and row.number not in qualifier.units:
        return QUALIFIED, f"it lies in {qualifier.text}"
    return NOT_QUALIFIED, f"it does not lie in {qualifier.text}"


def nearness(distance: float) -> float:
    """Return 1 at 10 km or less, falling with the logarithm to 0 at 1,000 km."""
    return max(0.0, min(1.0, 1.0 - log10(max(distance, 10.0) / 10.0) / log10(FAR_KM / 10.0)))


def _closeness(row: Row, other: Row) -> float:
    """Return how near another place is; what lies inside a unit or country is near it, whatever its size."""
    if row.number in other.units or row.number == other.number:
        return 1.0
    beside = row.kind == "country" or (row.kind == "region" and other.kind in ("region", "country"))
    if beside and row.country == other.country:
        return WITHIN_COUNTRY
    return nearness(distance_km(row.lon, row.lat, other.lon, other.lat))


def nearest_km(row: Row, evidence: Evidence) -> float | None:
    """Return the distance to the nearest of the caller's own sites, None when there is none."""
    nearest = None
    for lon, lat in evidence.near:
        if nearest is None or abs(lat - row.lat) * KM_PER_DEGREE < nearest:
            km = distance_km(row.lon, row.lat, lon, lat)
            nearest = km if nearest is None else min(km, nearest)
    return nearest


def _place_terms(row: Row, evidence: Evidence) -> list[Term]:
    terms: list[Term] = []
    unit = next((u for u in row.units if u in evidence.units), None)
    for number in dict.fromkeys(u for u in row.units if u in evidence.units):
        name = evidence.units[number]
        close = CLOSE if name in evidence.close else 0.0
        terms.append((UNIT_NAMED + close, f"{name} is named in the text{', close by' if close else ''}"))
    if unit is None and row.kind == "region":
        beside = evidence.siblings.get(row.country, {})
        other = next((name for number, name in beside.items() if number != row.number), "")
        if other:
            terms.append((UNIT_NAMED, f"{other}, of the same country, is named in the text"))
    if row.country in evidence.countries and row.kind != "country":
        name = evidence.countries[row.country]
        close = CLOSE if name in evidence.close else 0.0
        terms.append((COUNTRY_NAMED + close, f"{name} is named around it{', close by' if close else ''}"))
    share = max((evidence.unit_share.get(u, 0.0) for u in (row.number, *row.units)), default=0.0)
    if share > 0:
        terms.append((UNIT_SHARE * share, f"{share:.0%} of the other places lie in the same unit"))
    share = evidence.country_share.get(row.country, 0.0)
    if share > 0:
        terms.append((COUNTRY_SHARE * share, f"{share:.0%} of the other places lie in the same country"))
    together, best, other = 0.0, 0.0, ""
    for place, sure in evidence.others:
        close = sure * _closeness(row, place)
        together += close
        if close > best and place.number != row.number:
            best, other = close, place.name
    if best > 0:
        terms.append((NEAREST * min(MOST_NEAR, together), f"{other} is near"))
    own = nearest_km(row, evidence)
    if own is not None and (close := nearness(own)) > 0:
        terms.append((2 * NEAREST * close, f"it is {own:,.0f} km from the nearest site"))
    return terms


def _time_terms(row: Row, evidence: Evidence, index: Index) -> list[Term]:
    if evidence.months is None:
        return []
    first, last = evidence.months
    since, until = index.times(row.number)
    if not (since or until):
        return []
    if since and last < since:
        return [(OUT_OF_TIME, f"it exists only since {since}")]
    if until and first > (until if "-" in until else f"{until}-12"):
        return [(OUT_OF_TIME, f"it existed only until {until}")]
    return [(1.0, "it existed at that time")]


def terms_of(match: Match, head: str, evidence: Evidence, index: Index, kind: str = "") -> list[Term]:
    """Return the terms of a match's score: its name, size, kind, qualifiers, surroundings and time."""
    row = match.row
    asked = kind or match.reading.kind
    terms = _name_terms(match, head, asked)
    people = f" ({row.population:,} people)" if row.population else ""
    terms.append((row.weight, f"how well known it is{people}"))
    if asked:
        terms += _kind_terms(row, asked)
    terms += [_qualifier_term(row, qualifier) for qualifier in evidence.qualifiers]
    inside = next((term for q in evidence.contained if (term := _qualifier_term(row, q))[0] > 0), None)
    if inside is not None:
        terms.append((CONTAINED, inside[1]))
    if evidence.speaks:
        terms += _place_terms(row, evidence)
    terms += _time_terms(row, evidence, index)
    return terms


def in_words(terms: list[Term]) -> tuple[str, ...]:
    """Return the terms as text, such as `+1.6 Texas is named in the text`."""
    return tuple(f"{value:+.1f} {text}" for value, text in terms)
