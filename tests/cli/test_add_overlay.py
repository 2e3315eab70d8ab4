"""`storymap add overlay`, against a real server that speaks IIIF."""

import json
import os
import pty
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image

from storymap.cli import main
from storymap.storage import load
from tests.iiif_service import SIZE, info, info2, serving

STORY = Path(__file__).parents[1] / "stories" / "two-places"
PIXELS = [(200, 100), (1800, 100), (1800, 900), (200, 900), (1000, 500)]
GROUND = [(107.0, 17.0), (108.6, 17.0), (108.6, 16.2), (107.0, 16.2), (107.81, 16.6)]
BOX = "100,50 1900,50 1900,950 100,950"
SPLINE = {"type": "thinPlateSpline"}


def annotation(
    service: str, *, mask: str = f'<polygon points="{BOX}" />', transformation: Any = SPLINE
) -> bytes:
    features = [
        {"type": "Feature", "properties": {"resourceCoords": list(pixel)},
         "geometry": {"type": "Point", "coordinates": list(at)}}
        for pixel, at in zip(PIXELS, GROUND, strict=True)
    ]  # fmt: skip
    selector = {"type": "SvgSelector", "value": f'<svg width="2000" height="1000">{mask}</svg>'}
    target = {"type": "SpecificResource", "source": {"id": service, "type": "ImageService3"},
              **({"selector": selector} if mask else {})}  # fmt: skip
    body = {"type": "FeatureCollection", "features": features,
            **({"transformation": transformation} if transformation else {})}  # fmt: skip
    one = {"type": "Annotation", "motivation": "georeferencing", "target": target, "body": body}
    return json.dumps({"type": "AnnotationPage", "items": [one]}).encode()


FILES = {
    "map.json": annotation("{home}/scan"),
    "triangle.json": annotation("{home}/tiles", mask='<polygon points="100,50 1900,50 100,950"/>'),
    "path.json": annotation("{home}/scan", mask='<path d="M100,50 L1900,50 Z"/>'),
    "affine.json": annotation("{home}/scan", transformation={"type": "polynomial", "options": {"order": 1}}),
    "cubic.json": annotation("{home}/scan", transformation={"type": "polynomial", "options": {"order": 3}}),
    "odd.json": annotation("{home}/scan", transformation={"type": "conformal"}),
    "unsaid.json": annotation("{home}/scan", transformation=None, mask=""),
}
SERVICES = {
    "scan": info(),
    "old": info2(1, attribution="Hue Archive"),
    "tiles": info(profile="level0", tiles=[{"width": 256, "scaleFactors": [1, 2, 4]}]),
}


@pytest.fixture
def service() -> Iterator[str]:
    with serving(SERVICES, FILES) as (home, _):
        yield home


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STORY, tmp_path / "port"))


def added(story: Path, *words: str) -> str:
    done = CliRunner().invoke(main, ["add", "overlay", str(story), *words])
    assert done.exit_code == 0, done.output
    return done.output


def facts_of(story: Path, *words: str) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(added(story, *words, "--json"))
    return facts


def test_a_georeferenced_scan_becomes_a_layer_with_its_picture(story: Path, service: str) -> None:
    words = ("--title", "Port, 1909", "--alt", "A plan.", "--size", "900")
    facts = facts_of(story, f"{service}/map.json", *words)
    assert (facts["id"], facts["width"], facts["height"]) == ("port-1909", 900, 450)
    assert (facts["transformation"], facts["method"]) == ("thinPlateSpline", "spline")
    assert 0 <= facts["error_km"] < 5
    assert facts["off_km"] == 0
    found = load(story)
    layer = next(layer for layer in found.story.layers if layer.id == "port-1909")
    assert layer.overlay is not None
    assert layer.overlay.points[0].pixel == (50, 25)  # the box begins at 100, 50, and is half as large
    assert layer.overlay.points[0].position == (107.0, 17.0)
    assert layer.overlay.transformation == "spline"
    assert not [problem for problem in found.problems if "layers" in str(problem.column)]


@pytest.mark.parametrize(
    ("file", "written", "method", "words"),
    [
        ("affine", "affine", "affine", "drawn as the annotation says: polynomial 1"),
        ("cubic", "", "spline", "says polynomial 3, which takes 10 points that don't lie in a line or a "
                                "curve; it has 5, so it is drawn as spline."),
        ("odd", "", "spline", "says conformal, which isn't known here; its 5 points give spline."),
        ("unsaid", "", "spline", "5 points; drawn as spline"),
        ("path", "spline", "spline", "mask is no polygon that can be read; all of the picture is shown."),
    ],
)  # fmt: skip
def test_the_annotation_says_how_it_is_drawn_or_the_author_is_told_why_not(
    story: Path, service: str, file: str, written: str, method: str, words: str
) -> None:
    said = " ".join(added(story, f"{service}/{file}.json", "--size", "256", "--alt", "A plan.").split())
    assert words in said
    assert "bent by" in said
    found = load(story)
    layer = found.story.layers[-1]
    assert layer.overlay is not None
    assert layer.overlay.transformation == written
    assert not [problem for problem in found.problems if problem.column and "layers" in problem.column]
    assert facts_of(story, f"{service}/{file}.json", "--size", "256")["method"] == method


def test_what_does_not_go_through_the_points_says_how_far_they_are_off(story: Path, service: str) -> None:
    facts = facts_of(story, f"{service}/affine.json", "--size", "256")
    # the middle one of five points is 0.01 degrees to the east of where the other four put it
    assert 0.3 < facts["off_km"] < 1


def test_a_mask_with_three_corners_is_cut_out_of_the_tiles(story: Path, service: str) -> None:
    said = added(story, f"{service}/triangle.json", "--size", "900")
    assert "put together from 8 tiles" in said
    assert "clear outside of the annotation's mask of 3 corners" in said
    layer = load(story).story.layers[-1]
    assert layer.overlay is not None
    assert layer.overlay.file.endswith(".webp")
    with Image.open(story / "media" / layer.overlay.file) as drawn:
        assert drawn.size == (900, 450)
        alpha = drawn.getchannel("A")
        assert (alpha.getpixel((20, 20)), alpha.getpixel((880, 430))) == (255, 0)


@pytest.mark.parametrize("name", ["scan", "old", "tiles"])
def test_a_bare_image_lies_where_its_corners_are(story: Path, service: str, name: str) -> None:
    two = facts_of(story, f"{service}/{name}/info.json", "--corners", "107.55,16.49 107.6,-16.45e-1",
                   "--size", "256", "--title", "Bản đồ Huế")  # fmt: skip
    assert (two["id"], two["method"], two["error_km"]) == ("ban-do-hue", "similarity", None)
    four = "107.55,16.49 107.6,16.49 107.6,16.45 107.55,16.45"
    facts = facts_of(story, f"{service}/{name}/info.json", "--corners", four, "--size", "256")
    assert (facts["method"], facts["width"], facts["height"]) == ("projective", 256, 128)
    layers = [layer.overlay for layer in load(story).story.layers if layer.overlay]
    assert [[point.position for point in layer.points] for layer in layers] == [
        [(107.55, 16.49), (107.6, -1.645)],
        [(107.55, 16.49), (107.6, 16.49), (107.6, 16.45), (107.55, 16.45)],
    ]
    assert [[point.pixel for point in layer.points][-1] for layer in layers] == [(256, 128), (0, 128)]
    text = (story / "story.yaml").read_text()
    assert "corners:" in text
    assert ("attribution: Hue Archive" in text) == (name == "old")


def test_an_image_in_a_file_is_fetched_from_the_address_that_it_names(story: Path, tmp_path: Path) -> None:
    named = tmp_path / "info.json"
    named.write_text(json.dumps(info(id="http://127.0.0.1:9/scan")))
    done = CliRunner().invoke(main, ["add", "overlay", str(story), str(named), "--corners", "1,2 3,1"])
    assert done.exit_code == 1
    assert "network of its own" in " ".join(done.output.split())  # a file may not lead into it


def test_without_an_answer_nothing_is_changed(story: Path, service: str, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in story.rglob("*.yaml")}
    inside = tmp_path / "inside.json"  # a file may not lead into the network of who opens it
    inside.write_bytes(annotation(f"{service}/scan"))
    nothing = tmp_path / "nothing.json"
    nothing.write_text('{"type": "Annotation"}')
    canvas = tmp_path / "canvas.json"
    canvas.write_text(annotation("https://example.org/canvas").decode().replace("ImageService3", "Canvas"))
    corners = "107.55,16.49 107.6,16.45"
    for source, more, words in (
        (f"{service}/none.json", [], "gave no answer"),
        (str(inside), [], "network of its own"),
        (str(nothing), [], "names no IIIF image"),
        (str(canvas), [], "about a canvas of a manifest"),
        (str(tmp_path / "lost.json"), [], "Nothing was changed"),
        (f"{service}/scan/info.json", [], "an image without a place"),
        (f"{service}/map.json", ["--corners", corners], "has its own points"),
        (f"{service}/map.json", ["--number", "2"], "there is no number 2"),
        (f"{service}/scan/info.json", ["--corners", "107,16"], "give two (upper left, lower right)"),
        (f"{service}/scan/info.json", ["--corners", "16,107 15,108"], "lat and lon look swapped"),
        (f"{service}/scan/info.json", ["--corners", "a b"], "no position"),
        (f"{service}/scan/info.json", ["--corners", "1,2 1,2"], "the same position"),
        (f"{service}/map.json", ["--id", "Old Plan"], "Old Plan"),
    ):
        done = CliRunner().invoke(main, ["add", "overlay", str(story), source, *more])
        assert done.exit_code != 0
        assert words in " ".join(done.output.split())
    assert {path: path.read_bytes() for path in story.rglob("*.yaml")} == before


def test_a_person_at_a_terminal_sees_how_far_the_picture_is(story: Path, service: str) -> None:
    """Standard error is a real terminal here."""
    ours, theirs = pty.openpty()
    impatient = "from storymap.cli import main, progress; progress._PATIENCE = 0.01; main()"
    command = [sys.executable, "-c", impatient, "add", "overlay", str(story), f"{service}/triangle.json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs) as run:
        os.close(theirs)
        seen = b""
        while select.select([ours], [], [], 60)[0]:
            try:
                part = os.read(ours, 4096)
            except OSError:  # Linux's way to say that the other end is closed
                break
            if not part:
                break
            seen += part
        out = run.communicate(timeout=60)[0]
    os.close(ours)
    assert run.returncode == 0, seen
    assert "Fetching the picture" in seen.decode()
    assert "100%" in seen.decode()
    assert b"put together from 32 tiles" in out
    assert SIZE == (2000, 1000)


def test_a_transformation_that_is_none_is_told_at_its_key(story: Path, service: str) -> None:
    added(story, f"{service}/affine.json", "--size", "256", "--alt", "A plan.")
    text = (story / "story.yaml").read_text()
    (story / "story.yaml").write_text(text.replace("transformation: affine", "transformation: polinomial-2"))
    (problem,) = [one for one in load(story).problems if one.column == "layers.transformation"]
    assert "this is not one of" in problem.message
    assert problem.hint == "Write `polynomial-2`."
