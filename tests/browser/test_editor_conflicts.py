"""Two people change the same: what goes together is brought together, the rest is asked; nothing is lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.duel import Duel

NOTE = "First paragraph.\n\nSecond paragraph."


@pytest.fixture
def duel(workshop, watch, new_context: Callable[..., BrowserContext]) -> Duel:
    """A story whose source has a note of two paragraphs, open at that source."""
    watch.allowed_statuses.add(412)
    story = workshop.story()
    found = Duel(new_context().new_page(), workshop.url, story)
    found.they_set("source", "log", "note", NOTE)
    workshop.edit(found.page, story, "sources/log")
    return found


def test_what_two_people_change_in_different_fields_and_paragraphs_is_brought_together(duel: Duel):
    duel.they_set("source", "log", "licence", "CC BY 4.0")
    duel.they_set("source", "log", "note", "First paragraph.\n\nSecond paragraph, theirs.")
    duel.field("Note, English").fill("First paragraph, mine.\n\nSecond paragraph.")
    duel.saved()
    expect(duel.dialog).to_have_count(0)
    expect(duel.field("Note, English")).to_have_value("First paragraph, mine.\n\nSecond paragraph, theirs.")
    found = duel.record("source", "log")
    assert found is not None
    assert (found["licence"], found["note"]) == (
        "CC BY 4.0",
        "First paragraph, mine.\n\nSecond paragraph, theirs.",
    )


def test_the_same_paragraph_is_asked_about_and_nothing_goes_before(duel: Duel):
    duel.they_set("source", "log", "note", "First paragraph, theirs.\n\nSecond paragraph.")
    duel.field("Note, English").fill("First paragraph, mine.\n\nSecond paragraph, mine.")
    expect(duel.dialog).to_be_visible()
    expect(duel.dialog.get_by_role("heading", level=3)).to_be_focused()
    expect(duel.page.locator(".status")).to_contain_text("1 undecided")
    assert duel.value("source", "log", "note") == "First paragraph, theirs.\n\nSecond paragraph."
    duel.dialog.get_by_role("button", name="Keep mine").click()
    expect(duel.dialog).to_have_count(0)
    duel.saved()
    assert duel.value("source", "log", "note") == "First paragraph, mine.\n\nSecond paragraph, mine."


def test_whoever_keeps_theirs_can_undo_it_and_has_the_own_words_again(duel: Duel):
    duel.they_set("source", "log", "note", "Theirs.")
    duel.field("Note, English").fill("Mine.")
    duel.dialog.get_by_role("button", name="Keep theirs").click()
    expect(duel.dialog).to_have_count(0)
    expect(duel.field("Note, English")).to_have_value("Theirs.")
    duel.page.get_by_role("button", name="Undo").click()
    expect(duel.field("Note, English")).to_have_value("Mine.")
    duel.saved()
    assert duel.value("source", "log", "note") == "Mine."


def test_a_text_can_be_written_of_both_with_the_keyboard_alone(duel: Duel):
    duel.they_set("source", "log", "citation", "The log of the radio operator")
    duel.field("Citation, English").fill("The log of the navigator")
    expect(duel.dialog.get_by_role("heading", level=3)).to_be_focused()
    keyboard, write = duel.page.keyboard, duel.dialog.get_by_role("button", name="Write it from both")
    for _ in range(12):
        keyboard.press("Tab")
        if write.evaluate("(one) => one === document.activeElement"):
            break
    keyboard.press("Enter")
    text = duel.dialog.get_by_role("textbox", name="Your text of both")
    expect(text).to_be_focused()
    keyboard.press("ControlOrMeta+a")
    keyboard.type("The logs of the navigator and the radio operator")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(duel.dialog).to_have_count(0)
    expect(duel.field("Citation, English")).to_have_value("The logs of the navigator and the radio operator")
    duel.saved()


def test_questions_and_a_text_half_written_survive_a_reload(duel: Duel):
    duel.they_set("source", "log", "citation", "Theirs")
    duel.field("Citation, English").fill("Mine")
    duel.dialog.get_by_role("button", name="Write it from both").click()
    duel.dialog.get_by_role("textbox", name="Your text of both").fill("Mine and th")
    duel.page.reload()
    expect(duel.dialog.get_by_role("textbox", name="Your text of both")).to_have_value("Mine and th")
    duel.dialog.get_by_role("button", name="Take this text").click()
    duel.saved()
    assert duel.value("source", "log", "citation") == "Mine and th"


def test_what_was_typed_before_a_crash_is_asked_about_after_it(duel: Duel):
    let_go = duel.hold()
    duel.field("Note, English").fill("Mine, before the crash.")
    expect(duel.page.locator(".status")).to_contain_text("Not saved yet")
    duel.they_set("source", "log", "note", "Theirs, meanwhile.")
    let_go(False)
    duel.page.reload()
    expect(duel.dialog).to_be_visible()
    expect(duel.dialog).to_contain_text("Mine, before the crash.")
    duel.dialog.get_by_role("button", name="Keep mine").click()
    duel.saved()
    assert duel.value("source", "log", "note") == "Mine, before the crash."


def test_several_questions_come_one_after_the_other_and_can_wait(duel: Duel):
    let_go = duel.hold()
    duel.field("Citation, English").fill("Mine, the citation")
    duel.field("Licence").fill("Mine, the licence")
    expect(duel.page.locator(".status")).to_contain_text("Not saved yet")
    duel.they_set("source", "log", "citation", "Theirs, the citation")
    duel.they_set("source", "log", "licence", "Theirs, the licence")
    let_go()
    expect(duel.dialog).to_have_accessible_name(re.compile("2 to decide"))
    duel.page.keyboard.press("Escape")
    expect(duel.dialog).to_have_count(0)
    expect(duel.field("Licence")).to_be_focused()
    duel.page.get_by_role("button", name="Decide now").press("Enter")
    expect(duel.dialog.get_by_role("heading", level=3)).to_contain_text("Citation")
    duel.dialog.get_by_role("button", name="Keep mine").click()
    expect(duel.dialog.get_by_role("heading", level=3)).to_contain_text("Licence")
    expect(duel.dialog.get_by_role("heading", level=3)).to_be_focused()
    duel.dialog.get_by_role("button", name="Keep theirs").click()
    expect(duel.dialog).to_have_count(0)
    duel.saved()
    found = duel.record("source", "log")
    assert found is not None
    assert (found["citation"], found["licence"]) == ("Mine, the citation", "Theirs, the licence")


@pytest.mark.parametrize("answer", ["Bring it back with my changes", "Leave it removed"])
@pytest.mark.parametrize("reload", [False, True], ids=["at once", "after a reload"])
def test_what_they_removed_while_it_was_edited_comes_back_whole_or_stays_away(
    duel: Duel, answer: str, reload: bool
):
    before = duel.record("source", "log")
    let_go = duel.hold()
    duel.field("Note, English").fill("Mine, of the source that is gone.")
    expect(duel.page.locator(".status")).to_contain_text("Not saved yet")
    duel.they_remove("source", "log")
    let_go(not reload)
    if reload:
        duel.page.reload()
    expect(duel.dialog).to_contain_text("while you were changing it")
    expect(duel.dialog).to_contain_text("Mine, of the source that is gone.")
    duel.dialog.get_by_role("button", name=answer).click()
    expect(duel.dialog).to_have_count(0)
    duel.saved()
    back = duel.record("source", "log")
    if answer.startswith("Bring"):
        assert back == {**(before or {}), "note": "Mine, of the source that is gone."}
    else:
        assert back is None


@pytest.mark.parametrize("answer", ["Keep it with the changes", "Remove it all the same"])
def test_what_was_removed_while_they_edited_it_goes_only_when_the_person_says_so(duel: Duel, answer: str):
    let_go = duel.hold()
    duel.page.get_by_role("button", name="Remove this source").click()
    duel.page.get_by_role("button", name="Remove it and its mentions").click()
    expect(duel.page.locator(".status")).to_contain_text("Not saved yet")
    duel.they_set("source", "log", "citation", "Theirs, much better")
    let_go()
    expect(duel.dialog).to_contain_text("You removed this while")
    expect(duel.dialog).to_contain_text("much better")
    duel.dialog.get_by_role("button", name=answer).click()
    expect(duel.dialog).to_have_count(0)
    duel.saved()
    found = duel.record("source", "log")
    assert (found and found["citation"]) == ("Theirs, much better" if answer.startswith("Keep") else None)


def test_two_new_records_of_one_name_can_both_stay(duel: Duel):
    let_go = duel.hold()
    duel.field("New source").fill("A letter from Suva")
    duel.page.get_by_role("button", name="Add the source").click()
    expect(duel.page.locator(".status")).to_contain_text("Not saved yet")
    duel.they(
        {
            "op": "add",
            "kind": "source",
            "id": "a-letter-from-suva",
            "after": None,
            "values": {"citation": "A letter from Suva, the other one"},
        }
    )
    let_go()
    duel.dialog.get_by_role("button", name="Keep both").click()
    expect(duel.dialog).to_have_count(0)
    duel.saved()
    assert [one["citation"] for one in duel.state()["sources"]][-2:] == [
        "A letter from Suva, the other one",
        "A letter from Suva",
    ]


def test_two_windows_of_two_people_follow_each_other(duel: Duel, workshop, new_context):
    other = workshop.edit(new_context().new_page(), duel.address.rpartition("/")[2], "sources/log")
    theirs = Duel(other, workshop.url, duel.address.rpartition("/")[2])
    duel.field("Licence").fill("Mine")
    duel.saved()
    theirs.field("Licence").fill("Theirs")
    expect(theirs.dialog).to_be_visible()
    theirs.dialog.get_by_role("button", name="Keep theirs").click()
    theirs.saved()
    expect(theirs.field("Licence")).to_have_value("Mine")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("language", ["en", "vi"])
def test_axe_finds_nothing_while_something_is_undecided(duel: Duel, workshop, axe, width: int, language: str):
    page, story = duel.page, duel.address.rpartition("/")[2]
    page.set_viewport_size({"width": width, "height": 800})
    workshop.edit(page, f"{story}?lang={language}", "sources/log")
    page.locator(".pane-tabs button").nth(1).dispatch_event("click")
    let_go, found = duel.hold(), []
    page.locator("[data-field=note]").fill("Mine, about the same.")
    page.locator("[data-field=licence]").fill("Mine")
    expect(page.locator(".bar .status[data-status=waiting]")).to_be_visible()
    duel.they_set("source", "log", "note", "Theirs, about the same.")
    let_go()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    found += axe(page)
    dialog.locator(".conflict > p .button").click()
    expect(dialog.get_by_role("textbox")).to_be_visible()
    found += axe(page)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.keyboard.press("Escape")
    expect(page.locator(".conflicts-wait")).to_be_visible()
    found += axe(page)
    duel.they_remove("source", "log")
    page.reload()
    expect(dialog.locator(".field-changes")).to_be_visible()
    found += axe(page)
    assert found == []
