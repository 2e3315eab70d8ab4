"""Shapes change one by one: the features that aren't named keep every byte, whatever program wrote them."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from storymap.storage.geojson_edit import RawShape, edit_shapes, geometries

IDS = ("hue", "da-nang", "hoi-an", "north", "7")
POSITIONS = st.lists(st.integers(-80, 80) | st.floats(-80, 80), min_size=2, max_size=2)
GEOMETRIES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"type": st.just("Point"), "coordinates": POSITIONS}),
    st.fixed_dictionaries(
        {"type": st.just("LineString"), "coordinates": st.lists(POSITIONS, min_size=2, max_size=4)}
    ),
)
OTHERS = st.dictionaries(
    st.sampled_from(["bbox", "style", "Đường", "crs", "x"]),
    st.sampled_from(["a]", 'q"}', [1, {"a": [2]}], None, 1.50, "\u2028", {"features": []}]),
    max_size=2,
)
Feature = dict[str, Any]


@st.composite
def features(draw: st.DrawFn) -> list[Feature]:
    made = []
    for ident in draw(st.lists(st.sampled_from(IDS), unique=True, max_size=4)):
        geometry = draw(st.none() | GEOMETRIES)
        properties = {"id": ident, **draw(OTHERS)} if draw(st.booleans()) else draw(st.none() | OTHERS)
        parts = [("type", "Feature"), ("properties", properties), ("geometry", geometry)]
        parts += [] if properties and "id" in properties else [("id", ident)]
        parts += list(draw(OTHERS).items())
        made.append(dict(draw(st.permutations(parts))))
    return made


@st.composite
def files(draw: st.DrawFn) -> tuple[list[Feature], list[str], str]:
    """The features, how each of them stands in the file, and the file."""
    made = draw(features())
    styles: list[dict[str, Any]] = [
        {}, {"indent": 2}, {"separators": (",", ":")}, {"indent": "\t", "ensure_ascii": False},
    ]  # fmt: skip
    pieces = [json.dumps(feature, **draw(st.sampled_from(styles))) for feature in made]
    gap = draw(st.sampled_from([",", ", ", ",\n  ", ",\r\n", "\n,\n"]))
    start = draw(
        st.sampled_from(
            ['{"type": "FeatureCollection", "features": [', '{"features":[\n', '\n{ "features" :\t[']
        )
    )
    end = "\n], " if "\n" in gap else "], "
    end += (
        draw(st.sampled_from(['"crs": null, ', '"a": {"features": [1]}, ', ""]))
        + '"type":"FeatureCollection"}'
    )
    if '"type"' in start:
        end = end.replace(', "type":"FeatureCollection"', "")
    return made, pieces, f"{start}{gap.join(pieces)}{end}{draw(st.sampled_from(['', chr(10)]))}"


CHANGES = st.dictionaries(st.sampled_from(IDS), st.none() | GEOMETRIES, min_size=1, max_size=3)
REMOVED = st.lists(st.sampled_from(IDS), unique=True, max_size=2)


def read(data: bytes) -> dict[str, RawShape]:
    return {shape.id: shape for shape in geometries(data)}


def stays(feature: Feature, named: set[str]) -> bool:
    return ((feature.get("properties") or {}).get("id") or feature.get("id")) not in named


@given(files(), CHANGES, REMOVED)
def test_reading_what_was_written_gives_the_changes_and_nothing_else(
    file: tuple[list[Feature], list[str], str], changes: dict[str, Any], removed: list[str]
) -> None:
    data = file[2].encode()
    before = {ident: shape.geometry for ident, shape in read(data).items()}
    after = {ident: shape.geometry for ident, shape in read(edit_shapes(data, changes, (), removed)).items()}
    expected = {ident: shape for ident, shape in before.items() if ident not in removed} | changes
    assert {ident: shape for ident, shape in after.items() if shape} == {
        ident: shape for ident, shape in expected.items() if shape
    }
    kept = {ident for ident in before if ident in after and ident not in removed}
    assert [ident for ident in after if ident in kept] == [ident for ident in before if ident in kept]


@given(files(), CHANGES, REMOVED)
def test_the_features_that_are_not_named_keep_every_byte(
    file: tuple[list[Feature], list[str], str], changes: dict[str, Any], removed: list[str]
) -> None:
    made, pieces, text = file
    after = edit_shapes(text.encode(), changes, (), removed).decode()
    at = 0
    for feature, piece in zip(made, pieces, strict=True):
        if stays(feature, {*changes, *removed}):
            at = after.index(piece, at) + len(piece)
    if pieces:
        assert after.startswith(text[: text.index(pieces[0])])
        assert after.endswith(text[text.rindex(pieces[-1]) + len(pieces[-1]) :])


@given(files(), GEOMETRIES, st.data())
def test_a_new_geometry_replaces_the_old_one_and_not_one_byte_more(
    file: tuple[list[Feature], list[str], str], geometry: dict[str, Any], more: st.DataObject
) -> None:
    text = file[2]
    there = [shape for shape in read(text.encode()).values() if shape.geometry]
    if not there:
        return
    shape = more.draw(st.sampled_from(there))
    after = edit_shapes(text.encode(), {shape.id: geometry}).decode()
    if geometry == shape.geometry:
        assert after == text
        return
    above, below = (
        after.split(json.dumps(geometry))[:2] if after.count(json.dumps(geometry)) == 1 else ("", "")
    )
    assert text.startswith(above)
    assert text.endswith(below)
    assert not above or json.loads(text[len(above) : len(text) - len(below)]) == shape.geometry


@given(files(), GEOMETRIES)
def test_a_new_shape_comes_last_and_goes_again(
    file: tuple[list[Feature], list[str], str], geometry: dict[str, Any]
) -> None:
    _, pieces, text = file
    after = edit_shapes(text.encode(), {"new": geometry})
    assert [shape.id for shape in geometries(after)][-1] == "new"
    if pieces:
        assert edit_shapes(after, {}, (), ["new"]) == text.encode()
