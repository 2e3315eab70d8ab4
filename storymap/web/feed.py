"""The library's feed: made when somebody asks, kept until a story changes."""

from functools import lru_cache

from flask import Response, abort, request, url_for

from storymap.render.feed import MEDIA_TYPE, FeedEntry, published_day, write_feed
from storymap.web.addresses import site_root
from storymap.web.answers import Body, answer
from storymap.web.library import FAULTS, Library, ShelvedStory, log
from storymap.web.policy import FILE


class LibraryFeed:
    """The feed of the stories that say when they were published."""

    def __init__(self, library: Library, public_url: str) -> None:
        """Keep the feeds that were asked for last."""
        self._library = library
        self._public_url = public_url
        self._kept = lru_cache(maxsize=4)(_make)

    def address(self) -> str:
        """Return the feed's path, "" when no story says when it was published."""
        dated = any(published_day(story.story) for story in self._library.stories())
        return url_for(".library_feed") if dated else ""

    def serve(self) -> Response:
        """Answer with the feed; 404 when no story says when it was published."""
        body = self._kept(tuple(self._library.stories()), site_root(self._public_url), request.script_root)
        return answer(body) if body else abort(404)


def _make(stories: tuple[ShelvedStory, ...], root: str, _prefix: str) -> Body | None:
    """Make the feed; the arguments are all that it depends on."""
    entries = []
    for story in stories:
        day = published_day(story.story)
        if day is None:
            continue
        try:
            document = story.document(story.story.languages[0])
        except FAULTS:
            log.exception("story %s is not in the feed", story.slug)
            continue
        entries.append(FeedEntry(document, day, root + url_for(".story_page", story=story.slug),
                                 root + url_for(".story_card", story=story.slug)))
    if not entries:
        return None
    home, address = root + url_for(".library_page"), root + url_for(".library_feed")
    return Body(write_feed(entries, home=home, address=address), MEDIA_TYPE, FILE)
