"""Layers of folium and its plugins become scripts that run on the player's map, chapter by chapter."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import folium
from branca.colormap import ColorMap
from branca.element import Element, Figure
from folium.template import Template

from storymap.render.built import Assets
from storymap.render.folium.carried import hosts_in, hosts_of, parts_of, picture_hosts, tree
from storymap.render.folium.faults import Faults
from storymap.render.folium.framed import frames_of, runs
from storymap.render.folium.icons import signs_of, usual_pins
from storymap.render.folium.patterns import KINDS, PART, named, patterns_of, with_patterns
from storymap.render.folium.retold import retold, retold_parts
from storymap.render.folium.together import LISTS, needed, take_up, with_controls
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


def foreign_scripts(
    layers: Mapping[str | None, Sequence[Element]],
) -> tuple[tuple[ScriptText, ...], list[Faults]]:
    """Return a script for each layer, and what of them is left out.

    `layers` are those of each chapter by its id; those of None are on in every chapter. A layer may name
    another of its chapter, or one of all chapters, that was added before it.
    """
    scripts: list[_Script] = []
    faults: list[Faults] = []
    everywhere: list[_Script] = []
    for chapter, elements in with_controls(layers).items():
        there = everywhere if chapter is None else list(everywhere)
        for element in elements:
            made, found = _made(chapter, element, there)
            faults += found
            if made is not None:
                scripts.append(made)
                there.append(made)
    return tuple(script.for_page() for script in scripts), faults


def part_scripts(elements: Iterable[Element]) -> tuple[ScriptText, ...]:
    """Return what the scripts of some layers need besides the player, as scripts that come before it."""
    layers = list(elements)
    names = {name for one in layers for name in parts_of(one) | retold_parts(one)}
    names |= {PART for one in layers if patterns_of(one)}
    texts = [Assets().text(f"part-{name}.js").strip() for name in sorted(names)]
    return tuple(
        ScriptText(f"(globalThis.storymapParts ??= []).push(function () {{\n{text}\n}});") for text in texts
    )


@dataclass
class _Script:
    """A layer of a chapter as a script; others may name what it declares."""

    chapter: str | None
    element: Element
    text: str
    shared: set[str] = field(default_factory=set)

    def for_page(self) -> ScriptText:
        """Return it as the page runs it, in a function of its own."""
        given = "".join(f"\nglobalThis.{name} = {name};" for name in sorted(self.shared))
        entry = f"[{json_island(self.chapter)}, function ({_MAP}) {{\n{self.text}{given}\n}}]"
        return ScriptText(f"(globalThis.storymapForeign ??= []).push({entry});")


def _made(
    chapter: str | None, element: Element, there: Sequence[_Script]
) -> tuple[_Script | None, list[Faults]]:
    """Return a layer's script, None when it is left out, and what is not in it."""
    if isinstance(element, KINDS):  # they come with what they fill
        return None, []
    before = [one.element for one in there]
    with usual_pins(element) as icons:
        if hosts := hosts_of(element):
            return None, [Faults(element, code=tuple(sorted(hosts)))]
        text, hosts, whole = _script(element, before)
    if hosts:
        return None, [Faults(element, code=tuple(sorted(hosts)))]
    others = needed(element, text, before)
    lists_nothing = isinstance(element, LISTS) and not others
    if not whole or not text.strip() or lists_nothing or isinstance(element, folium.FitOverlays):
        return None, [Faults(element, nothing=True)]
    for other in others:
        owner = next((one for one in there if other in tree(one.element)), None)
        if owner is None:
            return None, [Faults(element, needs=other)]
        owner.shared.add(other.get_name())
    found = [
        Faults(element, icons=tuple(icons)),
        Faults(element, signs=tuple(signs_of(element))),
        Faults(element, pictures=tuple(sorted(picture_hosts(element)))),
        Faults(element, frames=any(runs(frame) for one in tree(element) for _, frame in frames_of(one))),
    ]
    return _Script(chapter, element, text), [one for one in found if one.partly]


def _script(element: Element, before: Sequence[Element]) -> tuple[str, set[str], bool]:
    """Return a layer's script, the hosts that it would load code from, and whether that is all of it."""
    ground, parent = _Ground(), element._parent
    figure = Figure()
    figure.add_child(ground)
    scales = [(one, name, child) for one in tree(element) for name, child in one._children.items()
              if isinstance(child, ColorMap)]  # fmt: skip
    try:
        ground.add_child(element)
        for owner, name, scale in scales:
            legend = _Legend(scale)
            owner._children[name], legend._parent = legend, owner if owner is ground else ground
        with retold(element), verbatim(element), with_patterns(element) as patterns:
            if isinstance(element, LISTS):  # it looks for the layers that are there
                ground._children = OrderedDict((one.get_name(), one) for one in before)
                take_up(element, before)
                element.render()
            else:
                ground.render()
        text = named("\n".join(source_of(child) for child in figure.script._children.values()), patterns)
    finally:
        element._parent = parent
        for owner, name, scale in scales:
            owner._children[name] = scale
    for written, ours in _REWRITTEN.items():
        text = re.sub(written, ours, text)
    return text, hosts_in(figure, element), not figure.html._children
