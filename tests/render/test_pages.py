"""Page records and their templates: languages by their own names, real colours, no hidden names."""

import re

import pytest
from jinja2 import UndefinedError

from storymap.paths import templates_dir
from storymap.render.login_page import LoginPage
from storymap.render.pages import (
    ErrorPage,
    LibraryPage,
    StoryPage,
    content_hash,
    interface_language,
    language_name,
    page_style,
)
from storymap.render.share_page import SharePage
from storymap.render.single.page import PackedPage
from storymap.render.templates import environment

PAGES = {"reader/story.html": StoryPage, "reader/library.html": LibraryPage, "error.html": ErrorPage,
         "editor/login.html": LoginPage, "reader/single.html": PackedPage,
         "reader/share.html": SharePage}
INDEXED = {"reader/story.html", "reader/library.html", "reader/single.html"}
OTHERS = {"library.html", "share.html", "single.html"}


@pytest.mark.parametrize(
    ("tag", "name"), [("en", "English"), ("vi", "Tiếng Việt"), ("ar", "العربية"), ("xx-none", "xx-none")]
)
def test_a_language_is_named_by_its_own_name(tag: str, name: str):
    assert language_name(tag) == name


def test_the_interface_speaks_english_where_there_is_no_catalogue():
    assert [interface_language(tag) for tag in ("vi", "vi-VN", "ar", "en-XA")] == ["vi", "vi", "en", "en-XA"]


def test_only_a_colour_becomes_a_style():
    style = page_style({"accent": "#8c1c13", "accent_dark": "#e58a7b"}, "")
    assert style == ":root{--story-accent:#8c1c13;--story-accent-dark:#e58a7b}"
    assert page_style({"accent": "red}</style>", "accent_dark": "#12"}, "") == ""


def test_a_hash_is_what_browsers_compute():
    assert content_hash("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


@pytest.mark.parametrize("template", PAGES)
def test_a_template_uses_only_what_its_page_documents(template: str):
    files = [templates_dir() / template, templates_dir() / "base.html"]
    if template == "reader/story.html":
        files += [file for file in (templates_dir() / "reader").glob("*.html") if file.name not in OTHERS]
    used = {name for file in files for name in re.findall(r"\bpage\.(\w+)", file.read_text("utf-8"))}
    if template not in INDEXED:  # the frame asks for these only where a page has an own address
        used -= {"description", "alternates", "kind"}
    page = PAGES[template]
    assert used - set(dir(page)) - set(page.__dataclass_fields__) == set()


def test_an_unknown_name_in_a_template_is_an_error():
    with pytest.raises(UndefinedError):
        environment("en").from_string("{{ nothing }}").render()


def test_templates_escape_what_is_not_html():
    assert environment("vi").from_string("{{ text }}").render(text="<b>&") == "&lt;b&gt;&amp;"
