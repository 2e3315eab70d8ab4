"""The player and the drawn maps have the same colours under the same names."""

import re
from dataclasses import asdict
from pathlib import Path

import pytest

from storymap.render.picture_theme import mode_of, theme_of

CSS = (Path(__file__).resolve().parents[2] / "storymap/browser/palette.css").read_text(encoding="utf-8")
BLOCKS = {
    ("calm", "light"): ":root {",
    ("calm", "dark"): ':root:not([data-basemap="print"]) {',
    ("muted", "light"): '\n[data-basemap="muted"] {',
    ("muted", "dark"): ':root[data-basemap="muted"] {',
    ("print", "light"): '\n[data-basemap="print"] {',
}


@pytest.mark.parametrize(("style", "mode"), BLOCKS)
def test_a_style_has_one_palette(style, mode):
    block = CSS.split(BLOCKS[(style, mode)], 1)[1].split("}", 1)[0]
    said = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", block))
    drawn = asdict(theme_of(style, mode))
    for name in ("land", "water", "border", "region", "river", "label"):
        assert drawn[name] == said[name], name


def test_print_is_light_by_night_too():
    assert theme_of("print", "dark") == theme_of("print", "light")
    assert mode_of("print", "dark") == "light"
    assert mode_of("muted", "dark") == "dark"


def test_an_unknown_style_is_the_calm_one():
    assert theme_of("loud", "dark") == theme_of("calm", "dark")
