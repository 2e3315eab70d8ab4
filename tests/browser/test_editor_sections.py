"""Sources, problems, people and links: used as a curator would, and looked at by axe."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from storymap.accounts import Accounts, Role

TESTS = Path(__file__).resolve().parents[1]


def saved(page: Page) -> None:
    """Wait until everything is on the server's disk."""
    expect(page.locator(".bar .status")).to_have_text(re.compile(r"^Saved \d+:\d\d"))


@pytest.fixture
def page_of(workshop, new_context: Callable[..., BrowserContext]) -> Callable[[str, str], Page]:
    """Open a story of the workshop in a context of its own."""
    return lambda story, place: workshop.edit(new_context().new_page(), story, place)


def test_a_source_is_added_by_its_citation_and_leads_to_who_names_it(workshop, page_of):
    story = workshop.story()
    page = page_of(story, "sources")
    page.get_by_role("textbox", name="New source").fill("A letter from Suva, 1928")
    page.get_by_role("button", name="Add the source").click()
    expect(page).to_have_url(re.compile("#sources/a-letter-from-suva-1928$"))
    expect(page.get_by_role("textbox", name="Citation, English")).to_be_focused()
    page.get_by_role("textbox", name="Address").fill("https://example.org/letter")
    page.get_by_role("button", name="Today").click()
    expect(page.get_by_role("link", name="Open the address in a new tab")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("No event and no place names this source yet.")
    saved(page)
    row = (workshop.library / story / "sources.csv").read_text("utf-8").splitlines()[-1]
    assert row.startswith('a-letter-from-suva-1928,"A letter from Suva, 1928",')
    assert re.search(r",https://example.org/letter,20\d\d-\d\d-\d\d,", row)
    page.get_by_role("link", name=re.compile("^Made for the tests")).click()
    page.get_by_role("link", name="Event The Southern Cross takes off").click()
    expect(page).to_have_url(re.compile("#events/"))
    expect(page.get_by_role("row", name=re.compile("The Southern Cross takes off")).first).to_be_visible()


def test_a_source_goes_with_its_mentions_and_one_undo_brings_all_back(workshop, page_of):
    story = workshop.story()
    page = page_of(story, "sources/log")
    before = (workshop.library / story / "events.csv").read_bytes()
    page.get_by_role("button", name="Remove this source").click()
    dialog = page.get_by_role("dialog", name="This source is still named")
    expect(dialog).to_contain_text("8 events and places")
    dialog.get_by_role("button", name="Remove it and its mentions").click()
    saved(page)
    assert b"log" not in (workshop.library / story / "events.csv").read_bytes()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name=re.compile("^Made for the tests"))).to_contain_text("named 8 times")
    saved(page)
    assert (workshop.library / story / "events.csv").read_bytes() == before


def test_each_problem_leads_to_the_field_and_is_gone_when_mended(workshop, page_of):
    story = workshop.story(TESTS / "stories" / "broken-coordinates")
    page = page_of(story, "problems")
    expect(page.get_by_role("heading", name="To mend")).to_contain_text("5")
    expect(page.get_by_role("listitem").filter(has_text="is out of range")).to_contain_text("95")
    page.get_by_role("link", name=re.compile("Latitude$")).nth(1).click()
    latitude = page.get_by_role("textbox", name="Latitude")
    expect(latitude).to_be_focused()
    expect(latitude).to_have_value("95")
    latitude.fill("16.5")
    page.get_by_role("textbox", name="Longitude").fill("107.5")
    saved(page)
    page.get_by_role("link", name="Problems").click()
    expect(page.get_by_role("heading", name="To mend")).to_contain_text("4")
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("link", name="Problems")).to_contain_text("4")


def test_a_problem_of_an_event_leads_to_its_cell(workshop, page_of):
    page = page_of(workshop.story(TESTS / "stories" / "broken-dates"), "problems")
    page.get_by_role("link", name=re.compile("^Event .* – When$")).last.click()
    cell = page.get_by_role("gridcell", name="11/12/2021")
    expect(cell).to_be_focused()


def test_problems_are_told_in_the_language_of_the_interface(workshop, new_context):
    page = new_context().new_page()
    for name in ("broken-coordinates", "broken-chapters"):
        page.goto(f"{workshop.url}/edit/{workshop.story(TESTS / 'stories' / name)}?lang=vi#problems")
        words = page.locator(".problem-list p")
        expect(words.first).to_be_visible()
        told = words.evaluate_all("""(all) => all.map((one) => {
            const copy = one.cloneNode(true);
            copy.querySelectorAll("code, q").forEach((quoted) => quoted.remove());
            return copy.textContent;
        })""")
        english = r"\b(the|is|are|this|Write|Delete|of|no|has|not|it)\b"
        assert [text for text in told if re.search(english, text)] == []
        assert any("Hãy" in text for text in told)


def test_a_story_without_problems_says_so(workshop, page_of):
    page = page_of(workshop.story(TESTS / "stories" / "two-places"), "problems")
    expect(page.get_by_role("main")).to_contain_text("Nothing is wrong")


class Shared(NamedTuple):
    """A server with accounts, and how somebody signs in to it."""

    url: str
    visit: Callable[[], Page]
    enter: Callable[[str], Page]


@pytest.fixture
def shared(tmp_path: Path, serve_library, watch, new_context) -> Iterator[Shared]:
    """A server with a story that Ana owns; Bình has an account and no role, Chi a role in all stories."""
    shutil.copytree(TESTS / "stories" / "two-places", tmp_path / "two-places")
    users = Accounts(tmp_path).users
    users.add("Ana", "a long password", {"two-places": Role.OWNER})
    users.add("Bình", "a long password", {})
    users.add("Chi", "a long password", {"*": Role.VIEWER})

    with serve_library(tmp_path) as url:
        watch.allowed_hosts.add(urlsplit(url).netloc)

        pages: list[Page] = []

        def visit() -> Page:
            pages.append(new_context().new_page())
            return pages[-1]

        def enter(name: str) -> Page:
            page = visit()
            page.goto(f"{url}/edit/login")
            page.get_by_role("textbox", name="Name").fill(name)
            page.get_by_role("textbox", name="Password").fill("a long password")
            page.get_by_role("button", name="Sign in").click()
            page.get_by_text(f"Signed in as {name}").wait_for()
            return page

        yield Shared(url, visit, enter)
        for page in pages:
            page.close()  # an editor goes on asking its server


def test_an_owner_gives_roles_by_the_names_of_accounts(shared: Shared, watch):
    watch.allowed_statuses.update({422, 409})
    page = shared.enter("Ana")
    page.goto(f"{shared.url}/edit/two-places#sharing")
    expect(page.get_by_role("listitem").filter(has_text="Chi")).to_contain_text("(in every story)")
    name = page.get_by_role("textbox", name="Name of an account")
    name.fill("Nobody")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("There is no account Nobody")
    name.fill("Bình")
    page.keyboard.press("Enter")
    role = page.get_by_role("combobox", name="Role of Bình")
    expect(role).to_have_value("editor")
    role.select_option("viewer")
    expect(page.get_by_role("alert")).to_have_count(0)

    theirs = shared.enter("Bình")
    expect(theirs.get_by_role("listitem")).to_contain_text("You may look at it")
    theirs.get_by_role("link", name="Look at it").click()
    theirs.locator("html[data-ready]").wait_for(state="attached")
    expect(theirs.get_by_role("link", name="People and links")).to_have_count(0)

    page.get_by_role("button", name="Take the role from Bình").click()
    expect(role).to_have_count(0)
    page.get_by_role("button", name="Take the role from Ana").click()
    page.get_by_role("dialog", name="Give up your own role?").get_by_role("button", name="Stay its").click()
    expect(page.get_by_role("combobox", name="Role of Ana")).to_have_value("owner")


def test_a_link_lets_somebody_in_until_it_is_revoked(shared: Shared, watch):
    watch.allowed_statuses.update({401, 403, 404})
    page = shared.enter("Ana")
    page.goto(f"{shared.url}/edit/two-places#sharing")
    page.get_by_role("combobox", name="Whoever has it may").select_option("editor")
    page.get_by_role("textbox", name="Note").fill("for the Huế archive")
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_role("textbox", name="The new link")
    expect(address).to_be_focused()

    guest = shared.visit()
    guest.goto(address.input_value())
    guest.locator("html[data-ready]").wait_for(state="attached")
    expect(guest).to_have_url(re.compile("/edit/two-places$"))
    preview = guest.frame_locator("#preview iframe:not([data-coming])")
    preview.locator("html[data-ready]").wait_for(state="attached")
    with guest.expect_response(re.compile("/preview/")):  # the last page that comes by itself
        guest.get_by_role("textbox", name="Title").first.fill("Two places, by a guest")
        saved(guest)
    expect(guest.locator("#preview iframe[data-coming]")).to_have_count(0)
    preview.locator("html[data-ready]").wait_for(state="attached")
    expect(preview.get_by_role("heading", name="Two places, by a guest").first).to_be_attached()

    row = page.get_by_role("listitem").filter(has_text="for the Huế archive")
    row.get_by_role("button", name=re.compile("Revoke")).click()
    page.get_by_role("dialog", name="Revoke this link?").get_by_role("button", name="Revoke it").click()
    expect(row).to_have_count(0)
    expect(address).to_have_count(0)
    with guest.expect_response(re.compile("/preview/")) as refused:
        guest.evaluate("document.querySelector('#preview iframe').contentWindow.location.reload()")
    assert refused.value.status == 401
    guest.get_by_role("textbox", name="Title").first.fill("Two places, too late")
    expect(guest.locator(".bar .status")).to_contain_text("your text is safe in this browser")
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("region", name="Revisions")).to_contain_text("guest (for the Huế archive)")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language", ["en", "vi"])
def test_axe_finds_nothing_in_sources_problems_and_sharing(
    workshop, new_context, axe, width: int, language: str
):
    story, broken = workshop.story(), workshop.story(TESTS / "stories" / "broken-coordinates")
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    found: list[str] = []
    for name, place in [(story, "sources"), (story, "sources/log"), (broken, "problems"), (story, "problems"),
                        (story, "sharing")]:
        workshop.edit(page, f"{name}?lang={language}", place)
        page.locator(".pane-tabs button").nth(1).dispatch_event("click")
        expect(page.locator("#fields h2:visible").first).to_be_visible()
        found += [f"{place}: {one}" for one in axe(page)]
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, place
    assert found == []
