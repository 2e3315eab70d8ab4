"""Layers of folium and its plugins become scripts that run on the player's map, chapter by chapter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

import folium
from branca.colormap import ColorMap
from branca.element import Element, Figure
from folium.template import Template

from storymap.render.island import ScriptText, json_island

BUNDLED = frozenset({"leaflet-heat.js", "antpath"})
"""Names by which plugins ask for code that a saved story carries."""

_LEGEND = Template(
    """{% macro script(this, kwargs) %}
    var {{ this.get_name() }} = storymapLegend({{ this.caption|tojson }}, {{ this.storymap_steps|tojson }});
    {{ this.get_name() }}.addTo({{ this._parent.get_name() }});
    {% endmacro %}"""
)
_NOTHING = Template("{% macro script(this, kwargs) %}{% endmacro %}")
_LEGEND_STEPS = 6


class _Ground(folium.Map):
    """Stands for the player's map while folium writes the scripts."""

    _template = _NOTHING

    def __init__(self) -> None:
        super().__init__(tiles=None)
        self.default_js, self.default_css = [], []


class _Legend(Element):
    """A colour scale as the page draws it: folium's own would load a library from another host."""

    def __init__(self, scale: ColorMap) -> None:
        super().__init__()
        self._name, self._id, self._scale = "ColorMap", scale._id, scale

    def render(self, **_: object) -> str:
        """Write the script of the legend into the figure."""
        scale = self._scale
        span = (scale.vmax - scale.vmin) / (_LEGEND_STEPS - 1)
        few = len(scale.index) <= 2 * _LEGEND_STEPS
        edges = scale.index if few else [scale.vmin + at * span for at in range(_LEGEND_STEPS)]
        self.caption = str(scale.caption)
        self.storymap_steps = [[scale.rgb_hex_str(edge), f"{edge:.6g}"] for edge in edges]
        script: str = _LEGEND.module.script(self, {})
        figure = self.get_root()
        if isinstance(figure, Figure):
            figure.script.add_child(_Verbatim(script), name=self.get_name())
        return script


class _Verbatim(Element):
    """A script that is not rendered again."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **_: object) -> str:
        return self._text


def foreign_scripts(
    layers: Mapping[str | None, Sequence[Element]],
) -> tuple[tuple[ScriptText, ...], dict[str, list[str]]]:
    """Return a script for each layer, and by the name of a layer that is left out the hosts it would ask.

    `layers` are those of each chapter by its id; those of None are on in every chapter.
    """
    scripts: list[ScriptText] = []
    left_out: dict[str, list[str]] = {}
    for chapter, elements in layers.items():
        for element in elements:
            if hosts := sorted(_hosts(element)):
                name = getattr(element, "layer_name", None) or ""
                left_out[f"{type(element).__name__} {name}".strip()] = hosts
            else:
                scripts.append(_script(chapter, element))
    return tuple(scripts), left_out


def _script(chapter: str | None, element: Element) -> ScriptText:
    """Return the script that adds a layer to a map; the page runs it when the chapter comes first."""
    ground, before = _Ground(), element._parent
    figure = Figure()
    figure.add_child(ground)
    scales = [(one, name, child) for one in _tree(element) for name, child in one._children.items()
              if isinstance(child, ColorMap)]  # fmt: skip
    try:
        ground.add_child(element)
        for owner, name, scale in scales:
            legend = _Legend(scale)
            owner._children[name], legend._parent = legend, owner if owner is ground else ground
        figure.render()
        text = "\n".join(child.render() for child in figure.script._children.values())
    finally:
        element._parent = before
        for owner, name, scale in scales:
            owner._children[name] = scale
    entry = f"[{json_island(chapter)}, function ({ground.get_name()}) {{\n{text}\n}}]"
    return ScriptText(f"(globalThis.storymapForeign ??= []).push({entry});")


def _hosts(element: Element) -> Iterator[str]:
    """Yield the hosts that a layer would load something from."""
    for one in _tree(element):
        if isinstance(one, ColorMap):
            continue
        asked = [url for kind in ("default_js", "default_css") for name, url in getattr(one, kind, ())
                 if name not in BUNDLED]  # fmt: skip
        asked += [value for name in ("tiles", "url", "embed_link", "data_url")
                  if isinstance(value := getattr(one, name, None), str)]  # fmt: skip
        hosts = {urlsplit(url).netloc for url in asked if url.startswith(("http", "//"))}
        yield from hosts - {""}


def _tree(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():
        yield from _tree(child)
