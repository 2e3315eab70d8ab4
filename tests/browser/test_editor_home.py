"""The page of all stories: a newcomer begins, stories are opened, put into the trash, brought back."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from storymap.accounts import Accounts, Role


@pytest.fixture
def open_home(new_context: Callable[..., BrowserContext], watch) -> Callable[..., Page]:
    """Open the page of all stories of a server in a context of its own."""

    def make(url: str, query: str = "", **options) -> Page:
        watch.allowed_hosts.add(urlsplit(url).netloc)
        page = new_context(**options).new_page()
        page.goto(f"{url}/edit/{query}")
        page.locator("html[data-ready]").wait_for(state="attached")
        return page

    return make


@pytest.fixture
def empty_server(tmp_path: Path, serve_library) -> Iterator[str]:
    """A server over a folder in which nothing is yet."""
    with serve_library(tmp_path) as address:
        yield address


def story_row(page: Page, title: str):
    """A story in the list."""
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=title, exact=True))


def test_a_newcomer_begins_a_story_with_the_keyboard_alone(empty_server: str, open_home):
    page = open_home(empty_server)
    expect(page.get_by_role("heading", name="Begin with a title")).to_be_visible()
    title = page.get_by_role("textbox", name="Title")
    for _ in range(8):
        page.keyboard.press("Tab")
        if title.evaluate("(one) => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(title).to_have_accessible_description(re.compile("A story needs a title"))
    expect(title).to_be_focused()
    page.keyboard.type("Đường về Huế")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/edit/duong-ve-hue$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Đường về Huế")
    expect(page.locator(".bar .state")).to_have_text("Draft")
    page.get_by_role("link", name="My stories").click()
    expect(story_row(page, "Đường về Huế")).to_contain_text("Draft")


def test_a_story_can_begin_as_a_copy_and_in_any_language(workshop, open_home):
    page = open_home(workshop.url)
    page.get_by_role("button", name="New story").click()
    expect(page.get_by_role("textbox", name="Title")).to_be_focused()
    page.get_by_role("textbox", name="Title").fill("My copy")
    page.get_by_role("radio", name=re.compile("Closing the past")).check()
    expect(page.get_by_role("combobox", name="Language")).to_have_count(0)
    page.get_by_role("button", name="Begin the story").click()
    expect(page).to_have_url(re.compile("/edit/my-copy$"))
    page.locator("html[data-ready]").wait_for(state="attached")
    expect(page.get_by_role("navigation", name="Contents of the story")).to_contain_text("16")
    page.goto(f"{workshop.url}/edit/?lang=vi")
    page.get_by_role("button", name="Câu chuyện mới").click()
    page.get_by_role("textbox", name="Tên").fill("Bằng tiếng Pháp")
    page.get_by_role("combobox", name="Ngôn ngữ").select_option("fr")
    page.get_by_role("button", name="Bắt đầu câu chuyện").click()
    expect(page).to_have_url(re.compile(r"/edit/bang-tieng-phap\?lang=vi$"))
    assert "fr" in (workshop.library / "bang-tieng-phap" / "story.yaml").read_text("utf-8")


def test_the_list_says_what_each_story_is_and_leads_to_it(workshop, open_home):
    name = workshop.story(name="for-the-list")
    page = open_home(workshop.url)
    row = page.get_by_role("listitem").filter(has=page.locator(f"a[href='/edit/{name}']"))
    expect(row).to_contain_text("Published")
    expect(row).to_contain_text("4 chapters · 8 places · 8 events · English, Arabic")
    expect(row.get_by_role("link", name="Read it")).to_have_attribute("href", f"/{name}/")
    row.get_by_role("link", name="Edit").click()
    expect(page).to_have_url(re.compile(f"/edit/{name}$"))


def test_a_story_goes_to_the_trash_comes_back_and_goes_for_good(workshop, open_home):
    folder = workshop.library / workshop.story(name="for-the-trash")
    file = folder / "story.yaml"
    text = re.sub(r"(?s)title:.*?\n(?=\w)", "title: For the trash\n", file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    page = open_home(workshop.url)

    def answer(button: str, of: str, then: str) -> None:
        page.get_by_role("button", name=button).click()
        page.get_by_role("dialog", name=of).get_by_role("button", name=then).click()

    move = "Move to the trash For the trash"
    answer(move, "Move “For the trash” to the trash?", "Keep it")
    expect(page.get_by_role("button", name=move)).to_be_focused()
    answer(move, "Move “For the trash” to the trash?", "Move it to the trash")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_text("For the trash is in the trash.")).to_be_attached()
    expect(story_row(page, "For the trash")).to_have_count(0)
    assert not folder.exists()
    page.get_by_role("button", name="Bring it back For the trash").click()
    expect(story_row(page, "For the trash")).to_have_count(1)
    assert file.exists()
    answer(move, "Move “For the trash” to the trash?", "Move it to the trash")
    forget = "Delete for good For the trash"
    answer(forget, "Delete “For the trash” for good?", "Keep it in the trash")
    answer(forget, "Delete “For the trash” for good?", "Delete it for good")
    expect(page.get_by_role("button", name=forget)).to_have_count(0)
    assert not folder.exists()


def test_what_the_server_refuses_is_said_and_the_title_stays(workshop, watch, open_home):
    watch.allowed_statuses.add(507)
    page = open_home(workshop.url)
    refusal = {"code": "disk-full", "message": "The disk is full. Nothing was saved.", "problems": []}
    page.route("**/api/stories?*", lambda route: route.fulfill(status=507, json={"error": refusal}))
    page.get_by_role("button", name="New story").click()
    page.get_by_role("textbox", name="Title").fill("Kept")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("The disk is full. Nothing was saved.")
    expect(page.get_by_role("textbox", name="Title")).to_have_value("Kept")


@pytest.fixture
def accounts_server(tmp_path: Path, serve_library) -> Iterator[str]:
    """A server with two accounts: an owner of all, and somebody without any role."""
    users = Accounts(tmp_path).users
    users.add("Ana", "a long password", {"*": Role.OWNER})
    users.add("Bình", "a long password", {})
    with serve_library(tmp_path) as address:
        yield address


@pytest.mark.parametrize(("name", "begins"), [("Ana", True), ("Bình", False)])
def test_who_is_signed_in_stands_there_and_can_leave(
    accounts_server: str, watch, new_context, name: str, begins: bool
):
    watch.allowed_hosts.add(urlsplit(accounts_server).netloc)
    page = new_context().new_page()
    page.goto(f"{accounts_server}/edit/")
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("textbox", name="Password").fill("a long password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text(f"Signed in as {name}")).to_be_visible()
    expect(page.get_by_role("heading", name="Begin with a title")).to_have_count(1 if begins else 0)
    expect(page.get_by_text("No story is open to you yet")).to_have_count(0 if begins else 1)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language", ["en", "vi"])
def test_axe_finds_nothing_on_the_page_of_all_stories(
    workshop, empty_server: str, open_home, axe, width: int, language: str
):
    workshop.story()
    found: list[str] = []
    for url in (workshop.url, empty_server):
        page = open_home(url, f"?lang={language}", viewport={"width": width, "height": 800})
        found += axe(page)
        if url == workshop.url:
            page.locator(".home-head .button").click()
            found += axe(page)
            page.locator(".shelf-acts .quiet").first.click()
            found += axe(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert found == []
