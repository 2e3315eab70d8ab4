"""Layers of folium and its plugins become scripts that run on the player's map, chapter by chapter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import folium
from branca.colormap import ColorMap
from branca.element import Element, Figure
from folium.template import Template

from storymap.render.folium.carried import hosts_in, hosts_of, picture_hosts, tree
from storymap.render.folium.verbatim import source_of, verbatim
from storymap.render.island import ScriptText, json_island

_REWRITTEN = {r"addControl\(this\.timeDimensionControl\)": "addControl(timeDimensionControl)",
              r"\bconsole\W+log\(newdate\)": ""}  # fmt: skip
"""TimestampedGeoJson expects its script to run at the top of a page, and writes each date to the console."""

_LEGEND = Template(
    """{% macro script(this, kwargs) %}
    var {{ this.get_name() }} = storymapLegend({{ this.caption|tojson }}, {{ this.storymap_steps|tojson }});
    {{ this.get_name() }}.addTo({{ this._parent.get_name() }});
    {% endmacro %}"""
)
_NOTHING = Template("{% macro script(this, kwargs) %}{% endmacro %}")
_LEGEND_STEPS = 6
_MAP = "storymap_ground"


class _Ground(folium.Map):
    """Stands for the player's map while folium writes the scripts."""

    _template = _NOTHING

    def __init__(self) -> None:
        super().__init__(tiles=None)
        self.default_js, self.default_css = [], []

    def get_name(self) -> str:
        """Return the name of the map in the scripts."""
        return _MAP


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


@dataclass(frozen=True)
class Faults:
    """What a layer would ask other hosts for: `code` for which it is left out, `pictures` that stay empty."""

    element: Element
    code: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    nothing: bool = False  #: it has nothing that could be added to a map

    @property
    def left_out(self) -> bool:
        """Whether the layer is not in the file."""
        return bool(self.code) or self.nothing

    def __str__(self) -> str:
        what = _called(self.element)
        if self.nothing:
            return f"{what} is left out: it isn't a layer of the map."
        if self.code:
            return (
                f"{what} is left out: it would load code or tiles from {', '.join(self.code)}. "
                "A saved story asks no other host."
            )
        return (
            f"{what} shows no pictures of {', '.join(self.pictures)}: a saved story asks no other host. "
            "Give folium the picture itself, such as a file or an array."
        )


def foreign_scripts(
    layers: Mapping[str | None, Sequence[Element]],
) -> tuple[tuple[ScriptText, ...], list[Faults]]:
    """Return a script for each layer, and what of them is left out.

    `layers` are those of each chapter by its id; those of None are on in every chapter.
    """
    scripts: list[ScriptText] = []
    faults: list[Faults] = []
    for chapter, elements in layers.items():
        for element in elements:
            text, hosts = _script(element) if not hosts_of(element) else ("", hosts_of(element))
            if hosts or not text.strip():
                faults.append(Faults(element, code=tuple(sorted(hosts)), nothing=not hosts))
                continue
            if pictures := picture_hosts(element):
                faults.append(Faults(element, pictures=tuple(sorted(pictures))))
            scripts.append(_for_page(chapter, text))
    return tuple(scripts), faults


def _called(element: Element) -> str:
    name = getattr(element, "layer_name", None) or ""
    return f"{type(element).__name__} {'' if name == element.get_name() else name}".strip()



def _for_page(chapter: str | None, text: str) -> ScriptText:
    entry = f"[{json_island(chapter)}, function ({_MAP}) {{\n{text}\n}}]"
    return ScriptText(f"(globalThis.storymapForeign ??= []).push({entry});")


def _script(element: Element) -> tuple[str, set[str]]:
    """Return the script that adds a layer to a map, and the hosts that it would load code from."""
    ground, before = _Ground(), element._parent
    figure = Figure()
    figure.add_child(ground)
    scales = [(one, name, child) for one in tree(element) for name, child in one._children.items()
              if isinstance(child, ColorMap)]  # fmt: skip
    try:
        ground.add_child(element)
        for owner, name, scale in scales:
            legend = _Legend(scale)
            owner._children[name], legend._parent = legend, owner if owner is ground else ground
        with verbatim(element):
            ground.render()
        text = "\n".join(source_of(child) for child in figure.script._children.values())
    finally:
        element._parent = before
        for owner, name, scale in scales:
            owner._children[name] = scale
    for written, ours in _REWRITTEN.items():
        text = re.sub(written, ours, text)
    return text, hosts_in(figure, element)
