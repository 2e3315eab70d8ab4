"""oEmbed: limits are kept, the HTML is one frame of ours and a link, and both formats say the same."""

import json
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.render.oembed import Asked, Offer, answer_fields, read_address, read_limit, written

ROOT = "https://maps.example.org/atlas/"
TEXTS = st.text(max_size=60) | st.sampled_from(
    [
        "</iframe><script>alert(1)</script>",
        '" onload="alert(1)',
        "{{7*191}} {%x%}",
        "\x00\x0b\ud7ff\ufffe a\r\nb",
    ]
)
LIMITS = st.none() | st.integers(min_value=1, max_value=5000)
OFFERS = st.builds(
    Offer, title=TEXTS, authors=TEXTS, provider=st.just("maps.example.org"), provider_url=st.just(ROOT),
    link=st.just(f"{ROOT}hue/"), frame=st.just(f"{ROOT}hue/embed?chapter=a&lang=vi"),
    card=st.sampled_from([f"{ROOT}hue/card.png", f"{ROOT}hue/card.png?lang=vi"]), fixed=st.booleans(),
)  # fmt: skip


class Tags(HTMLParser):
    """The elements of a piece of HTML, with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@given(OFFERS, LIMITS, LIMITS)
def test_frame_and_thumbnail_keep_to_the_limits(offer: Offer, max_width: int | None, max_height: int | None):
    fields = answer_fields(offer, max_width, max_height)
    for name in ("", "thumbnail_"):
        assert int(fields.get(f"{name}width", 1)) <= (max_width or 1200)
        assert int(fields.get(f"{name}height", 1)) <= (max_height or 1200)
    assert {"thumbnail_url", "thumbnail_width", "thumbnail_height"} & set(fields) in (
        set(), {"thumbnail_url", "thumbnail_width", "thumbnail_height"})  # fmt: skip
    if max_width is None and max_height is None:
        assert fields["thumbnail_url"] == offer.card
        assert (fields["width"], fields["height"]) == (800, 600)


@given(OFFERS, LIMITS, LIMITS)
def test_the_html_is_one_quotation_with_a_link_and_one_frame_of_ours(
    offer: Offer, max_width: int | None, max_height: int | None
):
    fields = answer_fields(offer, max_width, max_height)
    tags = Tags(str(fields["html"]))
    assert [tag for tag, _ in tags.found] == ["blockquote", "a", "iframe"]
    link, frame = tags.found[1][1], tags.found[2][1]
    assert (link["href"], frame["src"]) == (offer.link, offer.frame)
    assert (frame["width"], frame["height"]) == (str(fields["width"]), str(fields["height"]))
    assert frame["title"] == tags.text == fields["title"]
    assert not [name for _, attributes in tags.found for name in attributes if name.startswith("on")]


@given(OFFERS, LIMITS, LIMITS)
def test_xml_says_the_same_as_json(offer: Offer, max_width: int | None, max_height: int | None):
    fields = answer_fields(offer, max_width, max_height)
    as_json = json.loads(written(fields, "json"))
    as_xml = ET.fromstring(written(fields, "xml"))
    assert as_xml.tag == "oembed"
    assert {child.tag: child.text or "" for child in as_xml} == {
        key: str(value) for key, value in as_json.items()
    }


def test_an_answer_has_what_the_standard_asks_of_rich_content():
    offer = Offer(
        "Huế", "A. Writer", "maps.example.org", ROOT, f"{ROOT}hue/", f"{ROOT}hue/embed", f"{ROOT}c.png"
    )
    fields = answer_fields(offer, 400, None)
    assert fields["version"] == "1.0"
    assert fields["type"] == "rich"
    assert (fields["title"], fields["author_name"]) == ("Huế", "A. Writer")
    assert fields["thumbnail_url"] == f"{ROOT}c.png?width=300"
    assert "author_name" not in answer_fields(Offer("Huế", "", "", "", "", "", ""))


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("hue/", Asked("hue")),
        ("hue", Asked("hue")),
        ("hue/?lang=vi&kiosk=1", Asked("hue", "", "vi")),
        ("hue/the-river", Asked("hue", "the-river")),
        ("hue/the-river/#?secret=x", Asked("hue", "the-river")),
        ("hue/embed", Asked("hue")),
        ("hue/embed?chapter=a&lang=vi&x=1", Asked("hue", "a", "vi")),
        ("hue/embed/?from=a&to=b&show=map&theme=dark&activate=click",
         Asked("hue", choices={"from": "a", "to": "b", "show": "map", "theme": "dark", "activate": "click"})),
        ("hue/embed?show=all&theme=pink&activate=now", Asked("hue")),
    ],
)  # fmt: skip
def test_an_address_of_ours_is_read(address: str, asked: Asked):
    assert read_address(ROOT + address, ROOT) == asked
    assert read_address(ROOT.replace("https:", "http:") + address, ROOT) == asked


@pytest.mark.parametrize(
    "address",
    ["", "hue", ROOT, "https://maps.example.org/hue/", "https://evil.example/atlas/hue/",
     "https://maps.example.org@evil.example/atlas/hue/", "https://user@maps.example.org/atlas/hue/",
     "https://maps.example.org:8443/atlas/hue/", "https://maps.example.org:x/atlas/hue/", "ftp://maps.example.org/atlas/hue/",
     "javascript:alert(1)", f"{ROOT}hue/a/b", f"{ROOT}hue/embed/a", "https://[/atlas/hue/"],
)  # fmt: skip
def test_any_other_address_is_none_of_ours(address: str):
    assert read_address(address, ROOT) is None


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_addresses_and_limits(text: str):
    for address in (text, ROOT + text, f"{ROOT}hue/embed?{text}"):
        asked = read_address(address, ROOT)
        assert asked is None or asked.story
    assert (read_limit(text) or 1) >= 1


@pytest.mark.parametrize(
    ("text", "limit"), [("640", 640), ("0640", 640), ("0", None), ("-5", None), ("6e2", None)]
)
def test_a_limit_is_a_whole_number_above_nought(text: str, limit: int | None):
    assert read_limit(text) == limit
