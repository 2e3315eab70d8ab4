"""The ground of the map in a browser: hills, styles, and a story's own finer tiles."""

import gzip
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import mapbox_vector_tile
import pytest
from playwright.sync_api import Page, Route, expect
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

ROOT = Path(__file__).resolve().parents[2]
STORY = ROOT / "tests" / "stories" / "two-places"
Opened = Callable[[str], None]
HOST = "tiles.example.invalid"
BASEMAPS = {
    "own": "{pmtiles: layers/region.pmtiles}",
    "elsewhere": f'{{pmtiles: "https://{HOST}/region.pmtiles"}}',
    "hills": "{relief: true, style: muted}",
    "paper": "{style: print}",
}
WRITTEN = "A town of their own"
# The names on the canvas can't be read, so what is written on it is noted.
NOTE = """
window.written = [];
const write = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
  written.push(text);
  return write.call(this, text, ...rest);
};
"""


def write_archive(path: Path, zoom: int = 6) -> None:
    """Write one tile around Huế (zoom 6: 51/29) in the schema of the Protomaps basemap, version 4."""
    square = [[[0, 0], [4096, 0], [4096, 4096], [0, 4096], [0, 0]]]
    names = {
        "kind": "locality",
        "kind_detail": "city",
        "name": "Huyện",
        "name:en": WRITTEN,
        "min_zoom": 2,
        "population_rank": 12,
    }
    layers = [
        {
            "name": "earth",
            "features": [
                {"geometry": {"type": "Polygon", "coordinates": square}, "properties": {"kind": "earth"}}
            ],
        },
        {
            "name": "roads",
            "features": [
                {
                    "geometry": {"type": "LineString", "coordinates": [[0, 0], [4096, 4096]]},
                    "properties": {"kind": "highway"},
                }
            ],
        },
        {
            "name": "places",
            "features": [{"geometry": {"type": "Point", "coordinates": [800, 3500]}, "properties": names}],
        },
    ]
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as out:
        writer = Writer(out)
        writer.write_tile(zxy_to_tileid(zoom, 51, 29), gzip.compress(mapbox_vector_tile.encode(layers)))
        writer.finalize(
            {
                "tile_type": TileType.MVT, "tile_compression": Compression.GZIP,
                "min_zoom": zoom, "max_zoom": zoom,
                "min_lon_e7": 1068750000, "min_lat_e7": 112000000,
                "max_lon_e7": 1125000000, "max_lat_e7": 166000000,
                "center_zoom": zoom, "center_lon_e7": 1080000000, "center_lat_e7": 160000000,
            },
            {"attribution": '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap</a>'},
        )  # fmt: skip


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, serve_library: Callable[[Path], AbstractContextManager[str]]
) -> Iterator[str]:
    """The address of a server over one story with four basemaps."""
    library = tmp_path_factory.mktemp("basemaps")
    for name, basemap in BASEMAPS.items():
        shutil.copytree(STORY, library / name)
        story = library / name / "story.yaml"
        kept = [line for line in story.read_text().splitlines() if not line.startswith("basemap:")]
        story.write_text("\n".join([*kept, f"basemap: {basemap}", ""]))
        write_archive(library / name / "layers" / "region.pmtiles")
    with serve_library(library) as address:
        yield address


@pytest.fixture
def opened(page: Page, server: str, watch: Any) -> Callable[[str], None]:
    """Return a function that opens one of the stories and waits for the first map picture."""
    watch.allowed_hosts.add(urlsplit(server).netloc)

    def opening(story: str) -> None:
        page.add_init_script(NOTE)
        page.goto(f"{server}/{story}/")
        page.wait_for_selector("html[data-ready]", state="attached")

    return opening


def test_the_storys_own_tiles_lie_above_the_shipped_ones_with_their_credit(
    page: Page, opened: Opened
) -> None:
    opened("own")
    expect(page.locator("#tiles-credit")).to_have_text("© OpenStreetMap")
    page.wait_for_function("(name) => written.includes(name)", arg=WRITTEN)


def test_a_host_that_does_not_answer_leaves_the_offline_map_and_says_so(
    page: Page, opened: Opened, watch: Any
) -> None:
    watch.allowed_hosts.add(HOST)
    watch.allowed_statuses.add(503)
    asked: list[str] = []

    def busy(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=503, headers={"Access-Control-Allow-Origin": "*"})

    page.route(f"https://{HOST}/**", busy)
    opened("elsewhere")
    page.wait_for_load_state("networkidle")
    assert asked == []
    page.get_by_role("button", name=f"Load the detailed map from {HOST}").click()
    expect(page.locator("#announcer")).to_have_text(f"{HOST} does not answer; the offline map stays.")
    expect(page.locator(".leaflet-tile-pane canvas").first).to_be_attached()
    assert asked


def test_the_hills_come_after_the_first_map_and_only_when_asked_for(page: Page, opened: Opened) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_response("**/basemap/relief.webp*"):
        opened("hills")
    names = [url.rsplit("/", 1)[-1] for url in asked]
    first, second = (
        next(i for i, name in enumerate(names) if name.startswith(start)) for start in ("outline", "relief")
    )
    assert first < second
    assert page.locator("html").get_attribute("data-basemap") == "muted"


def test_a_page_for_print_is_light_by_night(page: Page, opened: Opened) -> None:
    page.emulate_media(color_scheme="dark")
    opened("paper")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(251, 248, 241)"
