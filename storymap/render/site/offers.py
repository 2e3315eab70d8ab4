"""The oEmbed answers of a static site, one file for each page and format."""

from collections.abc import Iterator
from urllib.parse import urlencode, urljoin, urlsplit

from storymap.render.oembed import EMBED, FORMATS, Offer, answer_fields, written
from storymap.render.pages import StoryPage


def offer_files(page: StoryPage, root: str) -> Iterator[tuple[str, bytes]]:
    """Yield the oEmbed answers about a page by their name beside it; none without the site's address.

    A file can't obey `maxwidth` and `maxheight`: the frame has its usual size.
    """
    if not page.canonical:
        return
    cover = urljoin(urljoin(page.canonical, page.base), page.urls.story)
    query = f"?{urlencode({'chapter': page.chapter})}" if page.chapter else ""
    fields = answer_fields(Offer(
        title=page.title, authors=", ".join(author["name"] for author in page.document["authors"]),
        provider=urlsplit(root).netloc, provider_url=f"{root}/", link=page.canonical,
        frame=f"{urljoin(cover, EMBED)}/{query}", card=page.picture, fixed=True,
    ))  # fmt: skip
    for form in FORMATS:
        yield f"oembed.{form}", written(fields, form)
