"""Markdown becomes HTML that can't do harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.document.safe import Html, inline_html, pictures_at, pictures_in, render_markdown, sanitise


def test_a_chapters_first_heading_is_below_the_pages_own() -> None:
    assert render_markdown("# One\n\n## Two\n\n##### Five") == "<h3>One</h3>\n<h4>Two</h4>\n<h6>Five</h6>"


def test_html_in_the_text_is_shown_as_it_is_written() -> None:
    assert render_markdown("<b onclick=x>bold</b>") == "<p>&lt;b onclick=x&gt;bold&lt;/b&gt;</p>"


def test_tables_and_strikethrough_are_understood() -> None:
    found = render_markdown("|a|b|\n|-|-:|\n|1|~~2~~|")
    assert "<table>" in found
    assert "<s>2</s>" in found
    assert "style" not in found


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/b",
        "http://a.example",
        "mailto:a@b.example",
        "geo:1,2",
        "next",
        "../other/",
        "#part",
    ],
)
def test_links_to_pages_mail_places_and_the_story_itself_are_kept(address: str) -> None:
    assert f'href="{address}"' in render_markdown(f"[x]({address})")
    assert 'rel="noopener"' in render_markdown(f"[x]({address})")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "JaVaScRiPt:alert(1)",
        "ftp://a.example",
    ],
)
def test_links_to_anything_else_lose_their_address(address: str) -> None:
    assert "href" not in render_markdown(f"[x]({address})")


def test_the_storys_own_pictures_are_shown_and_those_of_others_are_links() -> None:
    assert render_markdown("![A](../media/a.jpg)") == '<p><img src="media/a.jpg" alt="A" loading="lazy"></p>'
    assert render_markdown('![A "b"](https://o.example/a.png)') == (
        '<p><a href="https://o.example/a.png" rel="noopener">A "b"</a></p>'
    )
    assert "<img" not in render_markdown("![x](//o.example/a.png)")


def test_inline_html_holds_no_blocks() -> None:
    assert inline_html("# A *title*,\n\n 2020") == "# A <em>title</em>, 2020"
    assert inline_html("  ") == render_markdown("") == ""


def test_sanitised_text_knows_that_it_is_html() -> None:
    assert isinstance(sanitise("<p>x</p>"), Html)
    assert sanitise("<p style=x onclick=y>x<script>z</script></p>").__html__() == "<p>x</p>"


def test_a_picture_with_an_ampersand_in_its_name_gets_its_own_address() -> None:
    markup = render_markdown("![](<../media/R&D 1.png>)")
    assert pictures_in(markup) == ["media/R&D 1.png"]
    assert 'src="x?a&amp;b"' in pictures_at(markup, {"media/R&D 1.png": "x?a&b"})
    assert pictures_at(markup, {}) == markup


@given(st.text(alphabet=st.sampled_from("<>&\"'`[]()!*_#-|\\/:= \nabjavscript{}%$\u2028"), max_size=80))
def test_no_text_makes_a_script_a_handler_or_a_foreign_picture(text: str) -> None:
    found = render_markdown(text)
    assert "<script" not in found
    assert "javascript:" not in found.replace("&", "").split("href=", 1)[-1][:13]
    assert sanitise(found) == found
