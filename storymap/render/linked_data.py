"""A story for search engines: schema.org's Article with the places and events that it tells of (JSON-LD)."""

from collections.abc import Iterator, Mapping
from typing import Any

_MOST, _MOST_OF_STORY = 20, 5
"""Places, and events, at most, of a chapter and of a whole story: the page itself holds all of them."""


def linked_data(
    document: Mapping[str, Any], chapter: str, *, page: str, cover: str, picture: str, description: str
) -> dict[str, Any]:
    """Return a story's page, or a chapter's, as schema.org's `Article`; the same story gives the same.

    Parameters
    ----------
    chapter
        Id of the page's chapter, or "" for the cover.
    page, cover, picture
        Full addresses of the page, of the story's cover and of the card.
    """
    told = [item for item in document["chapters"] if item["id"] == chapter]
    sites = {site["id"]: site["properties"] for site in document["sites"]["features"]}
    whole: dict[str, Any] = {
        "@context": "https://schema.org", "@type": "Article", "url": page, "image": picture,
        "headline": told[0]["title"] if told else document["title"], "description": description,
        "inLanguage": document["language"],
        "author": [_person(author) for author in document["authors"]],
        "contentLocation": [_place(sites[key]) for key in _sites(told, sites)],
        "about": [_event(event, sites) for event in _events(document, told)],
    }  # fmt: skip
    if told:
        whole["isPartOf"] = {"@type": "Article", "headline": document["title"], "url": cover}
    if published := (document["published"] or {}).get("datetime"):
        whole["datePublished"] = published
    if document["licence"]:
        whole["license"] = document["licence"]
    return {key: value for key, value in whole.items() if value not in ([], "")}


def _sites(told: list[Mapping[str, Any]], sites: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the ids of the places to name: the chapter's, or the story's in the order in which it tells."""
    if told:
        return [key for key in told[0]["sites"] if key in sites][:_MOST]
    numbers = {key: site["number"] for key, site in sites.items() if site["number"] is not None}
    return sorted(numbers, key=lambda key: int(numbers[key]))[:_MOST_OF_STORY]


def _events(document: Mapping[str, Any], told: list[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the chapter's dated events; of a whole story the first one of each chapter."""
    events = {event["id"]: event for event in document["events"] if event["start"]}
    wanted = told or document["chapters"]
    found = [[events[key] for key in item["events"] if key in events] for item in wanted]
    chosen = found[0] if told else [known[0] for known in found if known]
    yield from list({event["id"]: event for event in chosen}.values())[: _MOST if told else _MOST_OF_STORY]


def _person(author: Mapping[str, Any]) -> dict[str, Any]:
    return {"@type": "Person", "name": author["name"]} | ({"url": author["url"]} if author["url"] else {})


def _place(properties: Mapping[str, Any]) -> dict[str, Any]:
    place: dict[str, Any] = {"@type": "Place", "name": properties["name"]}
    if properties["centre"]:
        lon, lat = properties["centre"]
        place["geo"] = {"@type": "GeoCoordinates", "latitude": round(lat, 4), "longitude": round(lon, 4)}
    return place


def _event(event: Mapping[str, Any], sites: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    start = event["datetime"] or event["start"]  # "1988" says no more than the source does
    found: dict[str, Any] = {"@type": "Event", "name": event["title"], "startDate": start}
    if not event["datetime"] and event["end"] and event["end"] != start:
        found["endDate"] = event["end"]
    if event["site"] in sites:
        found["location"] = {"@type": "Place", "name": sites[event["site"]]["name"]}
    return found
