"""Layout: nothing to scroll sideways, a map that stays in view on a phone, targets that a finger hits."""

import re

import pytest
from playwright.sync_api import expect

STORIES = ["/pacific-crossing/", "/closing-the-past/?lang=vi"]
TARGETS = """() => [...document.querySelectorAll("a, button, summary, [tabindex='0']")].filter((one) =>
    one.checkVisibility({ visibilityProperty: true })
    && !one.closest("[inert], p, .sources, td, .leaflet-container, .table")
    && one.id !== "map" && one.getBoundingClientRect().bottom > 0).map((one) => {
        const { width, height } = one.getBoundingClientRect();
        return [(one.ariaLabel || one.textContent).trim().slice(0, 40), width, height]; })"""
MARK_TARGETS = """() => [...document.querySelectorAll("#map button")].flatMap((button) => {
    const { x, y, width, height } = button.getBoundingClientRect();
    const [cx, cy] = [x + width / 2, y + height / 2];
    const frame = document.querySelector("#map").getBoundingClientRect();
    if (cx < frame.x + 20 || cy < frame.y + 20 || cx > frame.right - 20 || cy > frame.bottom - 20) return [];
    const at = (dx, dy) => document.elementFromPoint(cx + dx, cy + dy);
    const other = (one) => one !== button && one.closest("button") !== null;
    const hit = (one) => one === button || other(one);
    return [[0, 0], [11, 0], [-11, 0], [0, 11], [0, -11]].every(([dx, dy]) => hit(at(dx, dy)))
        ? [] : [button.ariaLabel]; })"""


def sideways(reader) -> int:
    """How many pixels of the page lie outside the frame."""
    return int(reader.page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("mode", ["step", "scroll"])
def test_nothing_scrolls_sideways_at_320_pixels(reader, story: str, mode: str):
    reader.page.set_viewport_size({"width": 320, "height": 640})
    reader.open(f"{story}{'&' if '?' in story else '?'}mode={mode}")
    for key in ("", "ArrowRight", "ArrowRight", "End"):
        if key and mode == "step":
            reader.page.keyboard.press(key)
        elif key:
            reader.button("Next" if "vi" not in story else "Tiếp").click()
        assert sideways(reader) <= 0
        assert (
            reader.page.locator("#chapters").evaluate("(column) => column.scrollWidth - column.clientWidth")
            <= 0
        )


def test_a_laptop_at_400_percent_reads_like_a_phone(reader):
    """1280 × 1024 at 400 % is a frame of 320 × 256 pixels (WCAG 1.4.10)."""
    reader.page.set_viewport_size({"width": 320, "height": 256})
    reader.open("/pacific-crossing/oakland")
    assert sideways(reader) <= 0
    expect(reader.page.get_by_role("heading", name="Oakland")).to_be_in_viewport()
    text = reader.page.get_by_text("Four men left California")
    text.scroll_into_view_if_needed()
    expect(text).to_be_in_viewport(ratio=0.1)
    reader.button("Next").click()
    reader.expect_step(2)


def test_a_page_can_be_zoomed(reader):
    reader.open()
    assert not re.search(
        "user-scalable|maximum-scale", reader.page.locator("meta[name=viewport]").get_attribute("content")
    )


@pytest.mark.parametrize("story", ["pacific-crossing", "closing-the-past"])
def test_on_a_phone_the_map_keeps_45_percent_in_every_chapter(phone, story: str):
    phone.open(f"/{story}/")
    heights = set()
    for step in range(len(phone.document()["chapters"]) + 2):
        phone.expect_step(step)
        heights.add(
            phone.page.evaluate("""() => {
            const { top, bottom } = map.getBoundingClientRect();
            const card = document.querySelector(".card").getBoundingClientRect().top;
            return Math.round(100 * (Math.min(card, bottom) - top) / innerHeight); }""")
        )
        phone.page.keyboard.press("ArrowRight")
    assert min(heights) >= 45


def test_the_sheet_has_three_heights_and_none_covers_more_than_55_percent(phone):
    phone.open("/pacific-crossing/oakland")
    shares = []
    for _ in range(3):
        phone.page.wait_for_function("() => document.getAnimations().length === 0")
        top = phone.page.locator("#chapters").locator("xpath=..").bounding_box()["y"]
        shares.append((844 - top) / 844)
        phone.button("Change the height of the text").click()
    assert len({round(share, 2) for share in shares}) == 3
    assert max(shares) <= 0.55
    phone.page.wait_for_function("() => document.getAnimations().length === 0")
    assert sideways(phone) <= 0


def test_the_sheet_follows_a_drag_within_its_limits(phone):
    phone.open("/pacific-crossing/oakland")
    grip = phone.button("Change the height of the text").bounding_box()
    x, y = grip["x"] + grip["width"] / 2, grip["y"] + 8
    phone.page.mouse.move(x, y)
    phone.page.mouse.down()
    phone.page.mouse.move(x, 10, steps=5)
    phone.page.mouse.up()
    phone.page.wait_for_function("() => document.getAnimations().length === 0")
    assert 844 - phone.page.locator("#chapters").locator("xpath=..").bounding_box()["y"] <= 0.55 * 844


def test_the_panel_on_a_phone_leaves_45_percent(phone):
    phone.open("/pacific-crossing/suva")
    phone.page.locator("#suva").get_by_role("link", name="Suva").click()
    assert phone.panel.bounding_box()["height"] <= 0.55 * 844 + 1
    phone.page.keyboard.press("Escape")


def test_targets_are_at_least_24_pixels(reader):
    reader.open("/closing-the-past/")
    reader.page.get_by_label("Legend and moving the map").click()
    small = [target for target in reader.page.evaluate(TARGETS) if min(target[1:]) < 24]
    assert small == []


@pytest.mark.parametrize("address", ["/pacific-crossing/suva", "/closing-the-past/"])
def test_marks_can_be_hit_within_12_pixels(reader, address: str):
    reader.open(address)
    assert reader.page.evaluate(MARK_TARGETS) == []


@pytest.mark.parametrize("size", [(390, 844), (1024, 1366)])
def test_main_controls_are_44_pixels_on_touch(new_context, reader, size: tuple[int, int]):
    width, height = size
    page = new_context(viewport={"width": width, "height": height}, has_touch=True, is_mobile=True).new_page()
    touch = type(reader)(page).open("/pacific-crossing/oakland")
    if width < 900:
        page.get_by_label("Options").click()
    controls = [touch.button(name) for name in ("Next", "Previous", "Zoom in", "Zoom out", "Scroll")]
    controls += [
        page.get_by_role("link", name="Share"),
        page.get_by_role("link", name="Places as list"),
        page.get_by_role("link", name="All stories"),
        page.get_by_label("Legend and moving the map"),
        page.get_by_role("link", name="English"),
    ]
    for control in controls:
        box = control.bounding_box()
        assert min(round(box["width"]), round(box["height"])) >= 44, control


def test_a_phones_menu_opens_the_list_and_gives_the_focus_back(phone):
    phone.open("/pacific-crossing/suva")
    phone.page.get_by_label("Options").click()
    phone.page.get_by_role("link", name="Places as list").click()
    expect(phone.page.get_by_role("heading", name="Places as list")).to_be_focused()
    phone.page.keyboard.press("Escape")
    expect(phone.page.get_by_label("Options")).to_be_focused()


def test_a_phone_on_its_side_shows_text_and_map(phone):
    phone.page.set_viewport_size({"width": 844, "height": 390})
    phone.open("/pacific-crossing/oakland")
    expect(phone.page.get_by_role("heading", name="Oakland")).to_be_in_viewport()
    assert phone.map.bounding_box()["width"] >= 0.45 * 844
    assert sideways(phone) <= 0


def test_the_dark_page_is_dark_and_the_map_with_it(reader):
    reader.open("/pacific-crossing/oakland")
    ground = """() => [document.documentElement, map]
        .map((one) => getComputedStyle(one).backgroundColor).join()"""
    light = reader.page.evaluate(ground)
    reader.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    dark = reader.page.evaluate(ground)
    assert dark != light
    assert all(int(part) < 60 for part in re.findall(r"\d+", dark))


def test_forced_colours_keep_every_control_visible(new_context, reader):
    page = new_context(forced_colors="active").new_page()
    forced = type(reader)(page).open("/pacific-crossing/suva")
    for name in ("Next", "Previous", "Zoom in"):
        expect(forced.button(name)).to_be_visible()
    borders = page.evaluate(
        "() => [...map.querySelectorAll('button')].map((one) => getComputedStyle(one).borderTopWidth)"
    )
    assert borders
    assert "0px" not in borders


def test_vietnamese_letters_are_not_clipped(reader):
    reader.open("/closing-the-past/?lang=vi")
    for line in (reader.page.locator("h1").first, reader.page.locator("header a[data-step='0']")):
        assert (
            line.evaluate(
                "(one) => { const { lineHeight, fontSize } = getComputedStyle(one);"
                " return parseFloat(lineHeight) / parseFloat(fontSize); }"
            )
            >= 1.3
        )


def test_nothing_jumps_while_the_page_loads(reader):
    reader.page.add_init_script("""window.shift = 0; new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });""")
    reader.open("/closing-the-past/")
    assert reader.page.evaluate("shift") < 0.01
