"""Faults that only building the document finds: a basemap, colour, picture or route that can't be used."""

from collections.abc import Iterator

from storymap.document.basemap import UnknownBasemap, basemap
from storymap.document.colours import ACCENT, ACCENT_DARK, NIGHT, PAPER, READABLE, contrast, normal
from storymap.document.media import address
from storymap.document.places import read_place
from storymap.model import Story
from storymap.problems import Problem, Severity


def document_problems(story: Story) -> list[Problem]:
    """Return what the document leaves out or replaces; `join_events(story).report` has the rest."""
    return [*_basemap(story), *_colours(story), *_chapters(story)]


def _basemap(story: Story) -> Iterator[Problem]:
    try:
        basemap(story.basemap)
    except UnknownBasemap as fault:
        yield _warning(
            f"the offline basemap is shown, since {fault}",
            "story.yaml",
            "basemap",
            story.basemap.tiles if story.basemap.tiles != "offline" else story.basemap.pmtiles,
            "Write `offline`, or a name that xyzservices lists, such as OpenStreetMap.Mapnik.",
        )


def _colours(story: Story) -> Iterator[Problem]:
    for key, colour, paper, default in (
        ("accent", story.accent, PAPER, ACCENT),
        ("accent_dark", story.accent_dark, NIGHT, ACCENT_DARK),
    ):
        if not colour:
            continue
        found = normal(colour)
        if found is None:
            yield _warning(
                "this isn't a colour; the default is shown",
                "story.yaml",
                key,
                colour,
                f'Write it as "{default}", in quotation marks.',
            )
        elif contrast(found, paper) < READABLE:
            tone = "darker" if paper == PAPER else "lighter"
            yield _warning(
                f"the contrast on {paper} is {contrast(found, paper):.1f}, and text needs "
                f"{READABLE}; the default is shown",
                "story.yaml",
                key,
                colour,
                f"Choose a {tone} colour.",
            )
    for layer in story.layers:
        if layer.colour and normal(layer.colour) is None:
            yield _warning(
                f"the colour of layer {layer.id} isn't one; the story's accent is shown",
                "story.yaml",
                "layers",
                layer.colour,
                f'Write it as "{ACCENT}", in quotation marks.',
            )


def _chapters(story: Story) -> Iterator[Problem]:
    unplaced = {site.id for site in story.sites if read_place(site).centre is None}
    for chapter in story.chapters:
        file = f"chapters/{chapter.id}.md"
        for media in chapter.media:
            if not address(media):
                yield _warning(
                    "this medium has no address that may be shown",
                    file,
                    "media",
                    media.file or media.url,
                    "Put the file into media/ and write its name, or write an https address.",
                )
        for site in chapter.route:
            if site in unplaced:
                yield _warning(
                    "the route passes over a site without coordinates",
                    file,
                    "route",
                    site,
                    "Give the site lat and lon in sites.csv.",
                )


def _warning(message: str, file: str, column: str, found: str, hint: str) -> Problem:
    return Problem(Severity.WARNING, message, file, column=column, found=found, hint=hint)
