"""`storymap add overlay`, against a real server that speaks IIIF."""

import io
import json
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image

from storymap.cli import main
from storymap.storage import load

STORY = Path(__file__).parents[1] / "stories" / "two-places"
SIZE = (2000, 1000)
PIXELS = [(200, 100), (1800, 100), (1800, 900), (200, 900), (1000, 500)]
GROUND = [(107.0, 17.0), (108.6, 17.0), (108.6, 16.2), (107.0, 16.2), (107.81, 16.6)]


def annotation(service: str) -> dict[str, Any]:
    features = [
        {"type": "Feature", "properties": {"resourceCoords": list(pixel)},
         "geometry": {"type": "Point", "coordinates": list(at)}}
        for pixel, at in zip(PIXELS, GROUND, strict=True)
    ]  # fmt: skip
    mask = '<svg width="2000" height="1000"><polygon points="100,50 1900,50 1900,950 100,950" /></svg>'
    target = {"type": "SpecificResource", "source": {"id": service, "type": "ImageService3"},
              "selector": {"type": "SvgSelector", "value": mask}}  # fmt: skip
    body = {"type": "FeatureCollection", "transformation": {"type": "thinPlateSpline"}, "features": features}
    one = {"type": "Annotation", "motivation": "georeferencing", "target": target, "body": body}
    return {"type": "AnnotationPage", "items": [one]}


class Service(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        home = f"http://{self.headers['Host']}/scan"
        size = re.fullmatch(r"/scan/(\d+),(\d+),(\d+),(\d+)/(\d+),/0/default\.jpg", self.path)
        if self.path == "/map.json":
            self.answer(json.dumps(annotation(home)).encode())
        elif self.path == "/scan/info.json":
            self.answer(json.dumps({"id": home, "width": SIZE[0], "height": SIZE[1]}).encode())
        elif size:
            x, y, wide, high, across = map(int, size.groups())
            part = Image.new("RGB", SIZE, "#c8b48c").crop((x, y, x + wide, y + high))
            made = io.BytesIO()
            part.resize((across, round(high * across / wide))).save(made, "JPEG")
            self.answer(made.getvalue())
        else:
            self.send_error(404)

    def answer(self, data: bytes) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STORY, tmp_path / "port"))


def test_a_georeferenced_scan_becomes_a_layer_with_its_picture(story: Path, service: str) -> None:
    asked = ["add", "overlay", str(story), f"{service}/map.json", "--title", "Port, 1909", "--alt", "A plan.",
             "--size", "900", "--json"]  # fmt: skip
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0, done.output
    facts = json.loads(done.output)
    assert (facts["id"], facts["width"], facts["height"]) == ("port-1909", 900, 450)
    assert (facts["transformation"], facts["method"]) == ("thinPlateSpline", "spline")
    assert 0 <= facts["error_km"] < 5
    found = load(story)
    layer = next(layer for layer in found.story.layers if layer.id == "port-1909")
    assert layer.overlay is not None
    assert layer.overlay.points[0].pixel == (50, 25)  # the box begins at 100, 50, and is half as large
    assert layer.overlay.points[0].position == (107.0, 17.0)
    assert not [problem for problem in found.problems if "layers" in str(problem.column)]


def test_without_an_answer_nothing_is_changed(story: Path, service: str, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in story.rglob("*.yaml")}
    inside = tmp_path / "inside.json"  # a file may not lead into the network of who opens it
    inside.write_text(json.dumps(annotation(f"{service}/scan")))
    nothing = tmp_path / "nothing.json"
    nothing.write_text('{"type": "Annotation"}')
    for source, words in {
        f"{service}/none.json": "gave no answer",
        str(inside): "network of its own",
        str(nothing): "names no IIIF image",
        str(tmp_path / "lost.json"): "Nothing was changed",
    }.items():
        done = CliRunner().invoke(main, ["add", "overlay", str(story), source])
        assert done.exit_code == 1
        assert words in " ".join(done.output.split())
    assert {path: path.read_bytes() for path in story.rglob("*.yaml")} == before
