"""The `style` of a layer in story.yaml: what is drawn from which property, and how."""

from __future__ import annotations

from collections.abc import Sequence

from storymap.model import LayerStyle
from storymap.model.layers import SCHEMES
from storymap.storage.mapped import Mapped
from storymap.storage.values import plain_number, read_number
from storymap.storage.where import listed, near_miss
from storymap.words import Words

KEYS = ("value", "label", "unit", "scheme", "classes", "breaks", "palette", "radius", "width", "step")
VALUED = ("choropleth", "circles")
MOST_CLASSES = 9


def read_style(style: Mapped, kind: str, languages: Sequence[str]) -> LayerStyle:
    """Return a layer's style; what can't be read is a problem and is chosen to fit the kind."""
    style.extra(KEYS)
    value = style.string("value")
    if kind in VALUED and not value:
        style.at("value").error(
            Words("a layer of the kind `{kind}` needs a value", kind=kind),
            hint=Words("Write `style: {value: …}` with the name of a property or a column."),
        )
    classes = read_number(style.string("classes"), style.at("classes"), least=2, most=MOST_CLASSES)
    return LayerStyle(
        value=value,
        label=style.string("label"),
        unit=style.text("unit", languages),
        scheme=_scheme(style),
        classes=int(classes or LayerStyle.classes),
        breaks=_breaks(style),
        palette=style.string("palette"),
        radius=read_number(style.string("radius"), style.at("radius"), least=1, most=200, unit="pixels"),
        width=read_number(style.string("width"), style.at("width"), least=0.1, most=60, unit="pixels"),
        step=read_number(style.string("step"), style.at("step"), least=0.1, most=90, unit="degrees"),
    )


def _scheme(style: Mapped) -> str:
    word = style.string("scheme").lower() or LayerStyle.scheme
    if word in SCHEMES:
        return word
    near = near_miss(word, SCHEMES) or LayerStyle.scheme
    style.at("scheme").warning(
        Words("this is not one of {schemes}; taken as `{near}`", schemes=listed(SCHEMES), near=near),
        found=word,
        hint=Words("Write `{near}`.", near=near),
    )
    return near


def _breaks(style: Mapped) -> tuple[float, ...]:
    """Return the upper ends of the classes in order; one that is no number is an error."""
    found = []
    for word, where in style.strings("breaks"):
        number = plain_number(word)
        if number is None:
            where.error(
                Words("this is not a number"), found=word, hint=Words("Write `breaks: [10, 20, 50]`.")
            )
        else:
            found.append(number)
    return tuple(sorted(set(found)))[:MOST_CLASSES]
