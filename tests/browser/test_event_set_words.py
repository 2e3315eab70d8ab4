"""An event set in words and numbers: without scripts, and for those who look for its tables."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Reader


def test_a_set_is_told_without_scripts_and_its_tables_are_reached_by_keyboard(
    missions: str, new_context: Callable[..., BrowserContext], axe: Callable[[Page], list[str]]
) -> None:
    page = new_context(java_script_enabled=False, locale="vi").new_page()
    page.goto(f"{missions}/offensive?lang=vi")
    chapter = page.get_by_role("article", name="Nửa đầu năm 1968")
    expect(chapter.get_by_text("Chương này hiện 892 trong 19.989 sự kiện.")).to_be_visible()
    expect(chapter.get_by_text("tháng 1 năm 1968")).to_be_visible()
    page.get_by_text("Sự kiện theo địa điểm").click()
    expect(page.get_by_role("row", name="Miền Bắc 3.519")).to_be_visible()

    page = new_context(viewport={"width": 320, "height": 640}).new_page()
    reader = Reader(page).open(f"{missions}/offensive")
    link = page.locator("article[data-current]").get_by_role("link", name="All about this event set")
    link.focus()
    link.press("Enter")
    heading = page.get_by_role("heading", name="Missions", exact=True)
    expect(heading).to_be_focused()
    for name in ("place", "category", "year"):
        page.get_by_text(f"Events by {name}").press("Enter")
    expect(page.get_by_role("row", name="Around the parallel 3,413")).to_be_visible()
    expect(page.get_by_role("row", name="STRIKE 7,980")).to_be_visible()
    expect(page.get_by_role("row", name="1968 3,172")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []
    with page.expect_download() as saved:
        page.get_by_role("link", name="Counts by place, month and category (CSV)").click()
    assert saved.value.suggested_filename == "air-operations-missions-places.csv"
    page.keyboard.press("Escape")
    reader.expect_title("The first half of 1968")
