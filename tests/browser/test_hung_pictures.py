"""A picture in the map's place: seen whole, looked at closely, and gone with its chapter."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from storymap.render.single import single_file
from storymap.storage import load
from tests.browser.article_host import ArticleHost
from tests.browser.conftest import ROOT, Reader, Watch, Workshop

HUNG = ROOT / "tests" / "stories" / "hung-pictures"
BOATS = "Three sailing boats before dark hills under a low sun."
GROUND = "Picture: arrow keys move it, + and − zoom, 0 shows it whole"
CORNER = "(image) => { const { x, y } = image.getBoundingClientRect(); return [x, y]; }"


@pytest.fixture(scope="module")
def story(workshop_server: Workshop) -> str:
    return f"{workshop_server.url}/{workshop_server.story(HUNG)}"


@pytest.fixture(autouse=True)
def _allowed(workshop: Workshop) -> None:
    """The server of the workshop may be asked."""


def wall(page: Page) -> Locator:
    return page.locator(".stage .hung:not([inert])")


def hung(page: Page, alt: str = BOATS) -> Locator:
    """The picture on the wall, once it has come."""
    expect(page.locator(".stage .hung")).to_have_count(1)
    picture = wall(page).get_by_role("img", name=alt)
    expect(picture).to_be_visible()
    return picture


def level(page: Page, at: str) -> None:
    expect(wall(page).get_by_role("group")).to_have_attribute("data-level", at)


def whole(page: Page, picture: Locator) -> None:
    """The picture lies within its frame, all of it."""
    level(page, "0.0")
    inner, outer = picture.bounding_box(), wall(page).get_by_role("group").bounding_box()
    assert inner is not None
    assert outer is not None
    for at, length in (("x", "width"), ("y", "height")):
        assert outer[at] < inner[at] < inner[at] + inner[length] < outer[at] + outer[length]


def test_it_hangs_where_the_map_is_with_its_words_and_goes_with_its_chapter(
    reader: Reader, story: str
) -> None:
    reader.open(f"{story}/coast")
    heard = reader.announcements()
    for _ in range(2):
        reader.rail.nth(2).click()
        whole(reader.page, hung(reader.page))
        expect(reader.page.get_by_role("region", name="Picture in the map’s place")).to_be_visible()
        expect(wall(reader.page)).to_contain_text("The harbour at dusk, in flat bands of colour.")
        expect(wall(reader.page)).to_contain_text("Drawn for the tests, CC0 1.0")
        expect(reader.map).to_be_hidden()
        expect(reader.page.locator("article#harbour figure")).to_be_hidden()  # not twice
        reader.rail.nth(3).click()
        hung(reader.page, "A tower of six windows.")
        reader.rail.nth(4).click()
        expect(reader.page.locator(".hung")).to_have_count(0)
        expect(reader.page.get_by_role("region", name="Map", exact=True)).to_be_visible()
        expect(reader.mark("The tower")).to_be_visible()
    assert f"Chapter 2 of 4: The harbour at dusk. {BOATS}" in heard()


def test_keys_and_buttons_look_closely_and_the_story_stays(reader: Reader, story: str) -> None:
    large: list[str] = []
    reader.page.on(
        "request", lambda one: large.append(one.url) if one.url.endswith("-large.png") else None
    )
    reader.open(f"{story}/harbour")
    picture = hung(reader.page)
    ground = wall(reader.page).get_by_role("group", name=GROUND)
    assert large == []
    names = ("Zoom in", "Zoom out", "Show the whole picture")
    buttons = {name: wall(reader.page).get_by_role("button", name=name) for name in names}
    expect(buttons["Zoom out"]).to_have_attribute("aria-disabled", "true")
    buttons["Zoom in"].click()
    level(reader.page, "1.0")
    expect(wall(reader.page)).to_have_attribute("data-large", "shown")
    assert len(large) == 1
    ground.focus()
    before = picture.evaluate(CORNER)
    ground.press("ArrowRight")
    assert picture.evaluate(CORNER) == pytest.approx([before[0] - 80, before[1]], abs=2)
    ground.press("ArrowUp")
    assert picture.evaluate(CORNER) == pytest.approx([before[0] - 80, before[1] + 80], abs=2)
    ground.press("Shift+ArrowLeft")
    ground.press("Shift+ArrowLeft")  # not beyond its edge
    edge = ground.bounding_box()
    assert edge is not None
    assert picture.evaluate(CORNER)[0] == pytest.approx(edge["x"], abs=2)
    ground.press("+")
    level(reader.page, "2.0")
    ground.press("-")
    level(reader.page, "1.0")
    ground.press("Home")
    whole(reader.page, picture)
    reader.expect_step(2)
    ground.press("=")
    buttons["Show the whole picture"].click()
    whole(reader.page, picture)
    for _ in range(6):
        ground.press("+")
    expect(buttons["Zoom in"]).to_have_attribute("aria-disabled", "true")
    reader.page.set_viewport_size({"width": 1000, "height": 640})
    ground.press("0")
    reader.page.set_viewport_size({"width": 1280, "height": 800})
    whole(reader.page, picture)  # what was seen whole stays whole
    assert len(large) == 1


def test_the_wheel_and_the_pointer_move_it(reader: Reader, story: str) -> None:
    reader.open(f"{story}/harbour")
    picture = hung(reader.page)
    box = picture.bounding_box()
    assert box
    reader.page.mouse.move(box["x"] + 200, box["y"] + 200)
    reader.page.mouse.wheel(0, -240)
    expect(wall(reader.page).get_by_role("group")).not_to_have_attribute("data-level", "0.0")
    before = picture.evaluate(CORNER)
    reader.page.mouse.down()
    reader.page.mouse.move(box["x"] + 180, box["y"] + 190, steps=4)
    reader.page.mouse.up()
    assert picture.evaluate(CORNER) == pytest.approx([before[0] - 20, before[1] - 10], abs=2)


def test_where_the_page_scrolls_the_plain_wheel_is_the_pages(reader: Reader, story: str) -> None:
    reader.open(f"{story}/harbour?mode=scroll")
    picture = hung(reader.page)
    box = picture.bounding_box()
    assert box
    reader.page.mouse.move(box["x"] + 200, box["y"] + 200)
    top = reader.page.evaluate("scrollY")
    reader.page.mouse.wheel(0, 40)
    reader.page.wait_for_function("(top) => scrollY > top", arg=top)
    level(reader.page, "0.0")
    reader.rail.nth(4).click()
    expect(reader.page.locator(".hung")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing(
    reader: Reader, story: str, axe: Callable[[Page], list[str]], width: int
) -> None:
    reader.page.set_viewport_size({"width": width, "height": 844})
    reader.open(f"{story}/harbour?lang=vi")
    hung(reader.page, "Ba chiếc thuyền buồm")
    expect(reader.page.get_by_role("region", name="Tranh ở chỗ của bản đồ")).to_be_visible()
    assert axe(reader.page) == []
    wall(reader.page).get_by_role("button", name="Phóng to").click()
    level(reader.page, "1.0")
    assert axe(reader.page) == []
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_focus_goes_from_the_text_to_the_picture_its_buttons_and_out(reader: Reader, story: str) -> None:
    reader.open(f"{story}/harbour")
    hung(reader.page)
    expect(reader.page.locator(".stage[data-hung]")).to_have_count(1)
    ground = wall(reader.page).get_by_role("group", name=GROUND)
    ground.focus()
    for name in ("Zoom in", "Zoom out", "Show the whole picture"):
        reader.page.keyboard.press("Tab")
        expect(wall(reader.page).get_by_role("button", name=name)).to_be_focused()
    reader.page.keyboard.press("Shift+Tab")
    reader.page.evaluate("document.dispatchEvent(new CustomEvent('storymap:go', { detail: 'journey' }))")
    expect(reader.page.locator("#chapters")).to_be_focused()  # what had the focus is gone


def test_a_picture_that_comes_late_stays_away_and_one_that_fails_has_its_words(
    new_context: Callable[..., BrowserContext], watch: Watch, story: str
) -> None:
    watch.allowed_statuses.add(404)
    held: list[Route] = []
    page = new_context(reduced_motion="no-preference").new_page()
    page.route(re.compile(r"/harbour\.png$"), lambda route: held.append(route))
    page.route(re.compile(r"/tower\.png$"), lambda route: route.fulfill(status=404))
    reader = Reader(page)
    reader.open(f"{story}/harbour")
    expect(wall(page)).to_contain_text("The harbour at dusk")  # the wall and its words don't wait
    expect(wall(page).get_by_role("img")).to_have_count(0)
    reader.rail.nth(4).click()
    expect(page.locator(".hung")).to_have_count(0)
    for route in held:
        route.continue_()
    reader.rail.nth(3).click()
    expect(wall(page)).to_contain_text("The picture can’t be loaded. A tower of six windows.")
    expect(page.locator(".hung [alt^='Three']")).to_have_count(0)
    reader.rail.nth(2).click()
    whole(page, hung(page))
    expect(page.locator(".hung")).to_have_count(1)


def test_a_finger_drags_it_and_a_kiosk_shows_it(phone: Reader, story: str) -> None:
    phone.open(f"{story}/harbour?kiosk=1")
    picture = hung(phone.page)
    whole(phone.page, picture)
    wall(phone.page).get_by_role("button", name="Zoom in").tap()
    level(phone.page, "1.0")
    box = wall(phone.page).get_by_role("button", name="Zoom in").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44


def test_in_an_article_the_plain_wheel_is_the_articles(
    page: Page, paper: ArticleHost, story: str
) -> None:
    frame_in = f'<iframe src="{story}/embed?chapter=harbour" width="800" height="500" title="Story"></iframe>'
    page.goto(paper.put("/", f'<p>Above</p>{frame_in}<p style="height: 3000px">Below</p>'))
    frame = page.frame_locator("iframe")
    picture = frame.locator(".hung").get_by_role("img", name=BOATS)
    expect(picture).to_be_visible()
    box = picture.bounding_box()
    assert box
    page.mouse.move(box["x"] + 150, box["y"] + 100)
    page.mouse.wheel(0, 60)
    page.wait_for_function("scrollY > 0")
    expect(frame.locator("#hint")).to_have_text(re.compile("turn the wheel to zoom the picture"))
    ground = frame.get_by_role("group", name=GROUND)
    expect(ground).to_have_attribute("data-level", "0.0")
    ground.press("+")
    expect(ground).to_have_attribute("data-level", "1.0")
    ground.press("Escape")
    expect(frame.locator("#chapters")).to_be_focused()


def test_without_script_and_on_paper_it_stands_in_the_text(
    new_context: Callable[..., BrowserContext], reader: Reader, story: str
) -> None:
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto(f"{story}/")
    chapter = plain.get_by_role("article", name="The harbour at dusk")
    expect(chapter.get_by_role("img")).to_have_count(1)
    expect(chapter.get_by_role("img", name=BOATS)).to_be_visible()
    expect(chapter).to_contain_text("Drawn for the tests")
    reader.open(f"{story}/coast")
    reader.page.emulate_media(media="print")
    printed = reader.page.get_by_role("article", name="The harbour at dusk")
    expect(printed.get_by_role("img", name=BOATS)).to_be_visible()
    expect(printed).to_contain_text("in flat bands of colour")
    expect(reader.page.locator(".hung")).to_have_count(0)


def test_when_the_players_part_does_not_come_it_stays_in_the_text(
    reader: Reader, watch: Watch, story: str
) -> None:
    watch.allowed_statuses.add(503)
    watch.allowed_words.add("dynamically imported module")
    reader.page.route(re.compile(r"/layers-\w+\.js$"), lambda route: route.fulfill(status=503))
    with reader.page.expect_event("pageerror"):
        reader.page.goto(f"{story}/harbour")
    figure = reader.page.locator("article#harbour figure")
    expect(figure.get_by_role("img", name=BOATS)).to_be_visible()


def test_one_file_shows_it_in_each_language_with_the_network_off(
    new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    file = tmp_path / "harbour.html"
    file.write_bytes(single_file(load(HUNG).story, HUNG).html)
    for query, alt, nearer in (("", BOATS, "Zoom in"), ("?lang=vi", "Ba chiếc thuyền buồm", "Phóng to")):
        page = new_context(offline=True).new_page()
        page.goto(f"{file.as_uri()}{query}#harbour")
        whole(page, hung(page, alt))
        wall(page).get_by_role("button", name=nearer).click()
        expect(wall(page)).to_have_attribute("data-large", "shown")
        assert not urlsplit(page.url).netloc


def test_before_an_article_starts_the_map_the_picture_fills_its_frame(page: Page, story: str) -> None:
    page.set_viewport_size({"width": 700, "height": 450})
    page.goto(f"{story}/embed?chapter=harbour&activate=click")
    box = page.get_by_role("img", name=BOATS).bounding_box()
    assert box is not None
    assert (box["width"] > 690, box["height"] > 400) == (True, True)
    page.get_by_role("button", name="Start the map").click()
    hung(page)


def test_a_finger_and_two_move_and_zoom_it(phone: Reader, story: str) -> None:
    phone.open(f"{story}/harbour")
    picture = hung(phone.page)
    touch = phone.page.context.new_cdp_session(phone.page)

    def gesture(*frames: list[tuple[float, float]]) -> None:
        for kind, points in zip(("touchStart", *["touchMove"] * (len(frames) - 1)), frames, strict=True):
            at = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    gesture(*([(195 - by, 230), (195 + by, 230)] for by in (30, 40, 60, 80, 90)))
    expect(wall(phone.page).get_by_role("group")).to_have_attribute("data-level", re.compile(r"^1\.[3-9]$"))
    before = picture.evaluate(CORNER)
    gesture(*([(195 - by, 230 - by)] for by in (0, 10, 20, 30, 40)))
    after = picture.evaluate(CORNER)
    assert after[0] < before[0] - 20
    phone.expect_step(2)
