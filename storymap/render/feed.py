"""The feed of a library (Atom, RFC 4287): its published stories, the latest first, with drawn maps."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from feedgenerator import Atom1Feed

from storymap.languages import translation
from storymap.model import Story
from storymap.render.pages import interface_language
from storymap.render.templates import render

NAME = "feed.xml"
MEDIA_TYPE = "application/atom+xml"
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0 has no word for them


@dataclass(frozen=True)
class FeedEntry:
    """A story in the feed; both addresses are full ones."""

    document: Mapping[str, Any]
    day: date
    link: str
    picture: str


class _Feed(Atom1Feed):
    """Entries say their language."""

    def item_attributes(self, item: Mapping[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}


def published_day(story: Story) -> date | None:
    """Return the day from which a story is in the feed: the first of its `published`; None without one."""
    earliest = story.published.earliest if story.published else None
    try:
        return date(*earliest) if earliest else None
    except ValueError:  # a year that calendars of computers don't have
        return None


def write_feed(entries: Sequence[FeedEntry], *, home: str, address: str) -> bytes:
    """Return the feed as XML; the same stories give the same bytes, since no clock is asked.

    Parameters
    ----------
    home
        Full address of the library page.
    address
        Full address of the feed itself.

    Raises
    ------
    ValueError
        There are no entries: a feed has the date of its latest one.
    """
    if not entries:
        raise ValueError("a feed needs an entry")
    _ = translation("en").gettext
    title = _("Stories on the map")
    feed = _Feed(title, home, _("Stories told chapter by chapter on a map."), language="en", feed_url=address,
                 feed_guid=home, author_name=title)  # fmt: skip
    for entry in sorted(entries, key=lambda entry: (-entry.day.toordinal(), entry.link)):
        document = entry.document
        moment = datetime(entry.day.year, entry.day.month, entry.day.day, tzinfo=UTC)
        authors = ", ".join(author["name"] for author in document["authors"])
        spoken = interface_language(document["language"])
        feed.add_item(
            _fit(document["title"]), entry.link,
            _fit(render("snippets/feed_summary.html", spoken, entry=entry)),
            author_name=_fit(authors) or None, pubdate=moment, updateddate=moment, unique_id=entry.link,
            content=_fit(render("snippets/feed_entry.html", spoken, entry=entry)),
            language=document["language"],
        )  # fmt: skip
    return str(feed.writeString("utf-8")).encode()


def _fit(text: str) -> str:
    return _UNFIT.sub("", text).strip()
