"""Layers whose own script builds a page around the map: here they become the same layer in other words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from branca.element import Element
from folium.template import Template

from storymap.render.folium.carried import tree

_PARTS = {"HeatMapWithTime": "through-time", "TimeSliderChoropleth": "through-time"}
"""The code of ours that these scripts call, where the plugin's own address doesn't stand for it."""

_TEMPLATES = {
    "GroupedLayerControl": Template(
        """{% macro script(this, kwargs) %}
        storymapGroups([
            {%- for group, layers in this.grouped_overlays.items() %}
            {
                name: {{ group|string|tojson }},
                exclusive: {{ (group in this.options.get("exclusiveGroups", []))|tojson }},
                layers: [
                    {%- for name, layer in layers.items() %}[{{ name|string|tojson }}, {{ layer }}],
                    {%- endfor %}],
            },
            {%- endfor %}
        ], [{{ this.layers_untoggle|sort|join(", ") }}], {{ this.options|tojavascript }}
        ).addTo({{ this._parent.get_name() }});
        {% endmacro %}"""
    ),
    "HeatMapWithTime": Template(
        """{% macro script(this, kwargs) %}
        var {{ this.get_name() }} = storymapHeatThroughTime(
            {{ this.data|tojson }}, {{ this.index|map("string")|list|tojson }}, {
                radius: {{ this.radius|tojson }}, scaleRadius: {{ this.scale_radius }},
                minOpacity: {{ this.min_opacity|tojson }}, maxOpacity: {{ this.max_opacity|tojson }},
                useLocalExtrema: {{ this.use_local_extrema }},
                {% if this.gradient %}gradient: {{ this.gradient|tojson }},{% endif %}
            }, {
                autoPlay: {{ this.auto_play }}, displayDate: {{ this.display_index }},
                minSpeed: {{ this.min_speed|tojson }}, maxSpeed: {{ this.max_speed|tojson }},
                speedStep: {{ this.speed_step|tojson }}, timeSteps: {{ this.index_steps|tojson }},
                position: {{ this.position|tojson }}, loopButton: true, playReverseButton: true,
            });
        {% endmacro %}"""
    ),
    "TagFilterButton": Template(
        """{% macro script(this, kwargs) %}
        storymapTagFilter({{ this.options|tojavascript }}).addTo({{ this._parent.get_name() }});
        {% endmacro %}"""
    ),
    "TimeSliderChoropleth": Template(
        """{% macro script(this, kwargs) %}
        var {{ this.get_name() }} = storymapAreasThroughTime(
            {{ this.data|tojson }}, {{ this.styledict|tojson }}, {
                times: {{ this.timestamps|map("string")|list|tojson }}, start: {{ this.init_timestamp }},
                dateFormat: {{ this.date_format|tojson }}, highlight: {{ this.highlight|tojson }},
                stroke: {
                    color: {{ this.stroke_color|tojson }}, weight: {{ this.stroke_width|tojson }},
                    opacity: {{ this.stroke_opacity|tojson }},
                },
            });
        {% endmacro %}"""
    ),
}


def retold_parts(element: Element) -> set[str]:
    """Return which code of ours the scripts of a layer call."""
    return {_PARTS[name] for one in tree(element) if (name := type(one).__name__) in _PARTS}


@contextmanager
def retold(element: Element) -> Iterator[None]:
    """While it lasts, such layers write the script that calls ours."""
    told = [one for one in tree(element) if type(one).__name__ in _TEMPLATES]
    for one in told:
        one._template = _TEMPLATES[type(one).__name__]
    try:
        yield
    finally:
        for one in told:
            del one._template
