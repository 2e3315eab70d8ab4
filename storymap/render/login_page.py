"""The page where a person signs in, as data."""

from collections.abc import Sequence
from dataclasses import dataclass

from storymap.model.text import direction
from storymap.render.island import ScriptText
from storymap.render.pages import LanguageLink, SiteUrls
from storymap.render.templates import render


@dataclass(frozen=True)
class LoginPage:
    """A form for name and password, or what a visitor should know in its place."""

    language: str  #: language of the page
    urls: SiteUrls  #: where the library and the style sheet are
    languages: Sequence[LanguageLink]  #: languages that the page exists in
    title: str  #: heading of the page and title of its window
    action: str  #: address that the form is sent to
    name: str = ""  #: the name as it was typed before
    error: str = ""  #: why the last attempt failed, or ""
    signed_in: str = ""  #: the name of whoever is signed in, or ""
    sign_out: str = ""  #: address that signs out
    stories: str = ""  #: address of the editor's list of stories, for whoever is signed in
    no_accounts: bool = False  #: whether nobody has an account yet
    canonical: str = ""  #: a login has no address for search engines
    inline_script: ScriptText = ScriptText("")  #: no script
    inline_style: ScriptText = ScriptText("")  #: no style of its own

    @property
    def direction(self) -> str:
        """Direction of the page's language."""
        return direction(self.language)


def render_login(page: LoginPage) -> str:
    """Return the login page as HTML."""
    return render("editor/login.html", page.language, page=page)
