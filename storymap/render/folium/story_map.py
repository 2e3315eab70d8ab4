"""`StoryMap`: a folium map that is told in chapters."""

from __future__ import annotations

import html
import warnings
from pathlib import Path
from typing import Any

import folium
from branca.element import Element

from storymap.document import build_document, validate
from storymap.document.drafts import for_readers
from storymap.model import Story
from storymap.problems import Problem, StorymapError, StoryNotFound
from storymap.render.folium.chapter import NotebookChapter
from storymap.render.folium.described import described
from storymap.render.folium.foreign import foreign_scripts, part_scripts
from storymap.render.folium.frames import ids_of, is_geo, write_events, write_layer, write_sites
from storymap.render.folium.hung import Picture, hang
from storymap.render.folium.reach import Reach
from storymap.render.folium.workspace import Workspace
from storymap.render.single import single_file
from storymap.storage import write_atomically
from storymap.storage.ids import slug
from storymap.words import Words

_HEIGHT = 620


class StoryMap(folium.Map):
    """A story as a folium map: it has chapters, shows itself in a notebook and saves itself as one file.

    Parameters
    ----------
    sites
        A GeoDataFrame of points, lines or areas, with columns named as in sites.csv (`name` at least).
    events
        A DataFrame with columns named as in events.csv: `title`, `when`, `site` …
    title, summary, language
        What readers see above the story, and the language that it is written in.
    **fields
        Further keys of story.yaml, such as `authors`, `licence`, `accent`, `basemap`, `mode`.

    Examples
    --------
    >>> story = StoryMap(sites=towns, events=battles, title="Two towns")
    >>> story.chapter("The first year", "It *began* here.", when="1968")
    >>> story.save("story.html")
    """

    def __init__(
        self, sites: Any = None, events: Any = None, *, title: str = "A story", summary: str = "",
        language: str = "en", **fields: Any,
    ) -> None:  # fmt: skip
        self._prepare(slug(title) or "story", language)
        self._work.begin({"title": title, "summary": summary, "languages": [language], **fields})
        if sites is not None:
            self._work.write(lambda folder: write_sites(folder, sites))
        if events is not None:
            self._work.write(lambda folder: write_events(folder, events))

    @classmethod
    def load(cls, folder: Path | str, language: str | None = None) -> StoryMap:
        """Return the map of a story folder; the folder itself is never changed.

        Raises
        ------
        StoryNotFound
            There is no story at this place.

        Examples
        --------
        >>> StoryMap.load("my-story").save("story.html")
        """
        folder = Path(folder).resolve()
        if not folder.is_dir():
            raise StoryNotFound(Words("There is no story folder {folder}.", folder=folder))
        made = cls.__new__(cls)
        made._prepare(folder.name, language)
        made._work.copy(folder)
        return made

    def _prepare(self, name: str, language: str | None) -> None:
        self.open_chapter: str | None = None  #: the chapter whose `with` block runs
        self._foreign: dict[str | None, list[Element]] = {}
        self._names: dict[Element, str] = {}
        self._open_views: dict[str, Reach] = {}
        self._language = language
        self._work = Workspace(self, name)
        super().__init__(tiles=None)

    @property
    def story(self) -> Story:
        """The story as the model has it."""
        return self._work.loaded.story

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the tables and chapters, as `storymap check` would say it."""
        return self._work.loaded.problems

    @property
    def document(self) -> dict[str, Any]:
        """The player document, the contract between Python and every page (see docs/document.md)."""
        document = build_document(self._for_readers(), self._language)
        validate(document)
        return document

    def chapter(
        self, title: str, text: str = "", *, view: Any = None, sites: Any = None, events: Any = None,
        when: Any = None, layers: Any = (), picture: Picture | None = None, **fields: Any,
    ) -> NotebookChapter:  # fmt: skip
        """Add a chapter at the end; in a `with` block, layers that are added to the map belong to it.

        Parameters
        ----------
        title, text
            Its heading, and what it tells, in Markdown.
        view
            `"fit"`, `{"center": [lon, lat], "zoom": 6}`, `{"bounds": [w, s, e, n]}` or `{"fit": [ids]}`.
        sites, events
            What it shows: ids, or rows of the tables.
        when
            Its time as EDTF, such as `"1968"`.
        layers
            Ids of layers, GeoDataFrames, and layers of folium or its plugins.
        picture
            A picture in the map's place: a file on the disk, or `{"file", "alt", "caption", "credit"}`.
        **fields
            Further keys of a chapter's file: `place`, `map`, `media`, `route`.

        Examples
        --------
        >>> story.chapter("Heat", "Where it was.", layers=[HeatMap([[16.46, 107.59]])])
        """
        show = {"sites": sites, "events": events}
        if picture is not None:
            hung = self._work.write(lambda folder: hang(folder, picture))
            fields = {**fields, "media": [hung, *fields.get("media", [])]}
        values = {
            "title": title, "text": text, "view": view, "when": None if when is None else str(when),
            "show": {key: ids_of(value) for key, value in show.items() if value is not None}, **fields,
        }  # fmt: skip
        ident = self._work.add_chapter({key: value for key, value in values.items() if value})
        if not {"view", "sites", "events", "show"} & {key for key, value in values.items() if value}:
            self._open_views[ident] = Reach()
        made = NotebookChapter(self, ident)
        for layer in layers:
            made.add(layer)
        return made

    def add_layer(self, chapter: str, layer: Any, name: str | None = None) -> None:
        """Add a layer to a chapter: one of folium, a GeoDataFrame, or the id of a layer of the story."""
        if isinstance(layer, Element):
            self._take(layer, name, chapter)
        elif is_geo(layer):
            ident = self._work.free_layer(name or f"{chapter}-layer")
            path = self._work.write(lambda folder: write_layer(folder, ident, layer))
            title = name or ident.replace("-", " ").capitalize()
            self._work.add_layer({"id": ident, "title": title, "data": path})
            self._work.show_layer(chapter, ident)
            self._show_all(chapter, layer)
        else:
            self._work.show_layer(chapter, layer)

    def add_child(self, child: Element, name: str | None = None, index: int | None = None) -> StoryMap:
        """Add a layer of folium: to the chapter whose block runs, or to every chapter."""
        if not hasattr(self, "_work") or type(child).__name__ in ("Figure", "MacroElement"):
            super().add_child(child, name, index)
            return self
        self._take(child, name, self.open_chapter)
        return self

    def _take(self, child: Element, name: str | None, chapter: str | None) -> None:
        super().add_child(child, name)
        self._foreign.setdefault(chapter, []).append(child)
        if name:
            self._names[child] = name
        if chapter is not None:
            self._show_all(chapter, child)

    def _show_all(self, chapter: str, layer: Any) -> None:
        """Let a chapter without a view of its own show its layers, once one of folium is among them."""
        reach = self._open_views.get(chapter)
        if reach is None:
            return
        reach.widen(layer)
        view = reach.wanted() if chapter in self._foreign else None
        if view is not None and view != reach.view:
            self._work.set_view(chapter, reach.view, view)
            reach.view = view

    def to_html(self) -> str:
        """Return the story as one HTML page that needs nothing else."""
        scripts, faults = foreign_scripts(self._foreign)
        for fault in faults:
            warnings.warn(str(fault), stacklevel=3)
        story = self._for_readers()
        first = (self._language,) if self._language else ()
        languages = tuple(dict.fromkeys((*first, *story.languages)))
        lost = [fault.element for fault in faults if fault.left_out]
        shown = {
            chapter: [one for one in there if one not in lost] for chapter, there in self._foreign.items()
        }
        made = single_file(
            story, self._work.folder, languages,
            scripts=(*part_scripts(one for there in shown.values() for one in there), *scripts),
            others=lambda tag: described(shown, tag, self._names),
        )  # fmt: skip
        return made.html.decode()

    def save(self, outfile: Any, close_file: bool = True, **_: Any) -> None:
        """Save the story as one HTML file, which opens from disk with the network off."""
        data = self.to_html().encode()
        if hasattr(outfile, "write"):
            outfile.write(data)
            if close_file:
                outfile.close()
        else:
            write_atomically(Path(outfile), data)

    def to_folder(self, path: Path | str) -> Path:
        """Write an editable story folder, for the editor, the command line and version control.

        Layers of folium are not part of it: a story's files hold data and no code.

        Raises
        ------
        NotMade
            There is something at that place, or the disk can't be written.
        """
        if self._foreign:
            warnings.warn("Layers of folium are left out of the folder; they stay in `save`.", stacklevel=2)
        target = Path(path)
        self._work.copy_to(target)
        return target

    def _repr_html_(self, **_: Any) -> str:
        """Show the story in a notebook: a frame that holds the one file."""
        page = html.escape(self.to_html(), quote=True)
        title = html.escape(self.story.title.get(self.story.languages[0]), quote=True)
        return (
            f'<iframe title="{title}" srcdoc="{page}" width="100%" height="{_HEIGHT}" '
            'style="border:0" allowfullscreen></iframe>'
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Show the story in Jupyter and VS Code."""
        return {"text/html": self._repr_html_(), "text/plain": repr(self)}

    def _for_readers(self) -> Story:
        story = for_readers(self.story)
        if story is None:
            raise StorymapError(Words("The story is a draft; readers don't see it yet."))
        return story
