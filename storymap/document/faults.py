"""Faults that only building the document finds: a basemap, colour, picture or route that can't be used."""

from collections.abc import Iterator

from storymap.document.basemap import UnknownBasemap, basemap
from storymap.document.colours import ACCENT, ACCENT_DARK, NIGHT, PAPER, READABLE, contrast, normal
from storymap.document.layers import layer_problems
from storymap.document.media import address
from storymap.document.places import read_place
from storymap.model import Story
from storymap.problems import Problem, Severity
from storymap.words import Words


def document_problems(story: Story) -> list[Problem]:
    """Return what the document leaves out or replaces; `join_events(story).report` has the rest."""
    return [*_basemap(story), *_colours(story), *layer_problems(story), *_chapters(story)]


def _basemap(story: Story) -> Iterator[Problem]:
    try:
        basemap(story.basemap)
    except UnknownBasemap as fault:
        yield _warning(
            Words("the offline basemap is shown, since {fault}", fault=fault),
            "story.yaml",
            "basemap",
            story.basemap.tiles if story.basemap.tiles != "offline" else story.basemap.pmtiles,
            Words("Write `offline`, or a name that xyzservices lists, such as OpenStreetMap.Mapnik."),
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
                Words("this isn't a colour; the default is shown"),
                "story.yaml",
                key,
                colour,
                Words('Write it as "{default}", in quotation marks.', default=default),
            )
        elif contrast(found, paper) < READABLE:
                        yield _warning(
                Words(
                    "the contrast on {paper} is {contrast:.1f}, and text needs {readable}; the "
                    "default is shown",
                    paper=paper,
                    contrast=contrast(found, paper),
                    readable=READABLE,
                ),
                "story.yaml",
                key,
                colour,
                Words("Choose a darker colour.") if paper == PAPER else Words("Choose a lighter colour."),
            )


def _chapters(story: Story) -> Iterator[Problem]:
    unplaced = {site.id for site in story.sites if read_place(site).centre is None}
    for chapter in story.chapters:
        file = f"chapters/{chapter.id}.md"
        for media in chapter.media:
            if not address(media):
                yield _warning(
                    Words("this medium has no address that may be shown"),
                    file,
                    "media",
                    media.file or media.url,
                    Words("Put the file into media/ and write its name, or write an https address."),
                )
        for site in chapter.route:
            if site in unplaced:
                yield _warning(
                    Words("the route passes over a site without coordinates"),
                    file,
                    "route",
                    site,
                    Words("Give the site lat and lon in sites.csv."),
                )


def _warning(message: str, file: str, column: str, found: str, hint: str) -> Problem:
    return Problem(Severity.WARNING, message, file, column=column, found=found, hint=hint)
