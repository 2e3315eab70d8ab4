"""IIIF manifests of version 2 and 3: their pictures, and whose they are."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.formats.iiif_manifest import Sheet, read_manifest

SERVICE = {"id": "https://i.example/one", "type": "ImageService3", "profile": "level2"}


def three(*bodies: Any, **more: Any) -> bytes:
    canvases = [
        {"type": "Canvas", "label": {"none": [f"f. {number}"]},
         "items": [{"type": "AnnotationPage", "items": [{"type": "Annotation", "body": body}]}]}
        for number, body in enumerate(bodies, 1)
    ]  # fmt: skip
    return json.dumps({"type": "Manifest", "items": canvases, **more}).encode()


def image(**more: Any) -> dict[str, Any]:
    return {"id": "https://i.example/one/full/max/0/default.jpg", "type": "Image", **more}


def test_version_3_gives_services_labels_and_credit_in_the_wanted_language() -> None:
    data = three(
        image(service=[SERVICE]),
        {"type": "Choice", "items": [image(service=[{**SERVICE, "id": "https://i.example/two/"}])]},
        label={"en": ["The atlas"], "vi": ["Tập bản đồ"]},
        requiredStatement={"label": {"en": ["By"]}, "value": {"en": ["<b>The</b> archive &amp; co."]}},
        rights="https://creativecommons.org/publicdomain/mark/1.0/",
    )
    credit = "The archive & co. https://creativecommons.org/publicdomain/mark/1.0/"
    file = image()["id"]
    assert read_manifest(data) == [
        Sheet("https://i.example/one", file, "The atlas, f. 1", credit),
        Sheet("https://i.example/two", file, "The atlas, f. 2", credit),
    ]
    found = read_manifest(data, "vi")
    assert found is not None
    assert found[0].label == "Tập bản đồ, f. 1"


def test_version_2_and_a_picture_without_a_service() -> None:
    resource = {"@id": "https://i.example/a.jpg", "service": {
        "@context": "http://iiif.io/api/image/2/context.json", "@id": "https://i.example/three"}}  # fmt: skip
    data = json.dumps({
        "@type": "sc:Manifest", "label": "A letter", "license": "https://rights.example/",
        "attribution": [{"@value": "An archive", "@language": "en"}],
        "sequences": [{"canvases": [{"images": [{"resource": resource}]}]}],
    }).encode()  # fmt: skip
    (found,) = read_manifest(data) or []
    assert found == Sheet("https://i.example/three", "https://i.example/a.jpg", "A letter",
                          "An archive. https://rights.example/")  # fmt: skip
    (plain,) = read_manifest(three(image())) or []
    assert (plain.service, plain.file) == ("", image()["id"])


def test_a_canvas_without_a_picture_is_left_out() -> None:
    assert read_manifest(three({"type": "Image", "id": "file:///etc/passwd"}, [])) == []


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"type": "Collection"}', b"\xff\xd8\xff"])
def test_what_is_no_manifest_is_none(data: bytes) -> None:
    assert read_manifest(data) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["items", "body", "id", "service", "label", "en", "@value", "value", "sequences",
                         "canvases", "images", "resource"]), inner, max_size=3),
    max_leaves=20,
)  # fmt: skip


@given(JSON, JSON, JSON)
def test_any_json_gives_pictures_or_none(items: Any, label: Any, sequences: Any) -> None:
    value = {"type": "Manifest", "items": items, "label": label, "sequences": sequences, "attribution": label}
    read_manifest(json.dumps(value).encode())
