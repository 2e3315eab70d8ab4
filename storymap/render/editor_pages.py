"""The editor's pages as data: the list of stories to edit, and the frame that the editor's script fills."""

from collections.abc import Sequence
from dataclasses import dataclass

from storymap.model.text import direction
from storymap.render.island import ScriptText
from storymap.render.pages import LanguageLink, SiteUrls
from storymap.render.templates import render


@dataclass(frozen=True)
class EditableStory:
    """A story that the visitor may open; `title` is in `language`."""

    id: str
    title: str
    language: str
    role: str
    draft: bool
    chapters: int
    sites: int
    events: int
    edit: str
    read: str
    preview: str

    @property
    def direction(self) -> str:
        """Direction of the title."""
        return direction(self.language)


@dataclass(frozen=True)
class EditorPage:
    """A page of the editor; it is in the interface's language, the stories in it in their own."""

    title: str  #: heading of the page and title of its window
    language: str  #: the interface's language
    languages: Sequence[LanguageLink]  #: the same page in the interface's other languages
    urls: SiteUrls  #: where the library and the built files are
    home: str  #: address of the list of stories to edit
    user: str  #: name of the visitor
    island: ScriptText  #: JSON for the script
    logout: str = ""  #: address that ends the session, or "" where there is none to end
    stories: Sequence[EditableStory] = ()  #: the stories of the list
    story: str = ""  #: id of the story that is edited, or "" for the list
    reader: str = ""  #: address at which readers find the story
    canonical: str = ""  #: pages of the editor are not indexed
    inline_script: ScriptText = ScriptText("")  #: no inline script
    inline_style: ScriptText = ScriptText("")  #: no style of its own

    @property
    def direction(self) -> str:
        """Direction of the interface's words."""
        return direction(self.language)


def render_editor_home(page: EditorPage) -> str:
    """Return the list of stories to edit as HTML."""
    return render("editor/home.html", page.language, page=page)


def render_editor(page: EditorPage) -> str:
    """Return the page of the editor as HTML."""
    return render("editor/story.html", page.language, page=page)
