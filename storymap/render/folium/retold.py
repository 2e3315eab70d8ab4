"""Layers whose own script builds a page around the map: here they become the same layer in other words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from branca.element import Element
from folium.template import Template

from storymap.render.folium.carried import tree

PART = "through-time"
"""The code of ours that these scripts call."""

_TEMPLATES = {
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


def is_retold(element: Element) -> bool:
    """Whether a layer, or a part of it, is told in other words."""
    return any(type(one).__name__ in _TEMPLATES for one in tree(element))


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
