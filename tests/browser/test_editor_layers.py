"""How a chapter shows layers and event sets is chosen in the editor: how strongly, compared, which part."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Locator, Page, expect

from storymap.storage.editable import read_editable
from tests.browser.conftest import ROOT
from tests.browser.duel import Duel

COMPARED = ROOT / "tests" / "stories" / "layers-compared"
HEAD = """\
---
title: Before and after
view: {bounds: [104.5, 13.6, 109.5, 17.2]}   # both plans
show: {sites: [north, south, west]}
layers:
  # the surveys
  - plan-1909   # the first one
  - {id: areas, filter: {code: ['01']}, when: 1960/1964}  # part of them
---
Two surveys, sixty years apart.
"""


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A laptop's screen."""
    return new_context(viewport={"width": 1440, "height": 900}).new_page()


@pytest.fixture
def story(workshop) -> str:
    """A story with a chapter that shows a plan and a part of the areas."""
    made: str = workshop.story(COMPARED)
    file(workshop, made).write_text(HEAD, "utf-8")
    return made


def file(workshop, story: str) -> Path:
    found: Path = workshop.library / story / "chapters" / "plans.md"
    return found


def saved(page: Page) -> None:
    expect(page.locator(".bar .status")).to_have_text(re.compile(r"^Saved \d+:\d\d"))


def preview(page: Page) -> FrameLocator:
    """The player in the preview, ready."""
    frame = page.frame_locator("#preview iframe:not([data-coming])")
    frame.locator("html[data-ready]").wait_for(state="attached")
    return frame


def state(page: Page, title: str) -> Locator:
    """The fields of a layer or set that is on."""
    return page.get_by_role("main").get_by_role("group", name=title, exact=True)


def shows(page: Page, layers: str) -> None:
    """Wait until the player in the preview shows layers in these states."""
    expect(page.frame_locator("#preview iframe:not([data-coming])").locator("#map")).to_have_attribute(
        "data-layers", layers
    )


def test_a_layer_is_turned_on_faded_and_compared_and_all_else_in_the_file_stays(workshop, story, page: Page):
    workshop.edit(page, story, "chapters/plans")
    preview(page)
    plan = state(page, "Plan of 1909")
    expect(plan.get_by_role("slider", name="Opacity")).to_have_value("100")
    plan.get_by_role("slider", name="Opacity").focus()
    for _ in range(3):
        page.keyboard.press("PageDown")
    expect(plan.get_by_role("textbox", name="Opacity in percent")).to_have_value("70")
    saved(page)
    assert file(workshop, story).read_text("utf-8") == HEAD.replace(
        "- plan-1909 ", "- {id: plan-1909, opacity: 0.7} "
    )
    plan.get_by_role("combobox", name="Compare").select_option("beside a divider")
    page.get_by_role("checkbox", name="Plan of 1968").check()
    state(page, "Plan of 1968").get_by_role("combobox", name="Compare").select_option("beside a divider")
    shows(page, "plan-1909:0.7:swipe plan-1968:1:swipe areas:1:1")
    saved(page)
    assert file(workshop, story).read_text("utf-8") == HEAD.replace(
        "- plan-1909 ", "- {id: plan-1909, opacity: 0.7, compare: swipe} "
    ).replace("# part of them", "# part of them\n  - {id: plan-1968, compare: swipe}")
    slider = preview(page).get_by_role("slider", name=re.compile("^Divider"))
    expect(slider).to_have_accessible_name("Divider: Plan of 1909 on the left, Plan of 1968 on the right")
    page.get_by_role("button", name="Change the sides").click()
    expect(page.get_by_text("Left of the divider: Plan of 1968. Right of it: Plan of 1909.")).to_be_visible()
    changed = page.frame_locator("#preview iframe:not([data-coming])").get_by_role(
        "slider", name="Divider: Plan of 1968 on the left, Plan of 1909 on the right"
    )
    expect(changed).to_be_visible()
    saved(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Left of the divider: Plan of 1909. Right of it: Plan of 1968.")).to_be_visible()


def test_a_part_of_a_layer_is_chosen_by_its_properties_and_by_a_time(workshop, story, page: Page):
    workshop.edit(page, story, "chapters/plans")
    areas = state(page, "Areas")
    time = areas.get_by_role("textbox", name="Only what is there at this time")
    expect(time).to_have_value("1960/1964")
    time.fill("from 1962 to 1963")
    time.press("Tab")
    expect(time).to_have_value("1962/1963")
    first = areas.get_by_role("group", name="Condition 1", exact=True)
    expect(first.get_by_role("textbox", name="Property")).to_have_value("code")
    first.get_by_role("textbox", name="Values, one a line").fill("01\n02")
    areas.get_by_role("button", name="Add a condition").click()
    second = areas.get_by_role("group", name="Condition 2", exact=True)
    expect(second.get_by_role("textbox", name="Property")).to_be_focused()
    page.keyboard.type("people")
    second.get_by_role("combobox", name="What it must be").select_option("a number in a range")
    second.get_by_role("textbox", name="At most").fill("many")
    expect(second).to_contain_text("A number is needed here.")
    second.get_by_role("textbox", name="At most").fill("20000")
    saved(page)
    assert file(workshop, story).read_text("utf-8") == HEAD.replace(
        "{code: ['01']}, when: 1960/1964", "{code: ['01', \"02\"], people: {to: 20000}}, when: 1962/1963"
    )
    areas.get_by_role("button", name="Take out Condition 1").click()
    expect(areas.get_by_role("button", name="Take out Condition 1")).to_be_focused()
    expect(first.get_by_role("textbox", name="Property")).to_have_value("people")
    areas.get_by_role("button", name="Take out Condition 1").click()
    expect(areas.get_by_role("button", name="Add a condition")).to_be_focused()
    time.fill("")
    saved(page)
    assert file(workshop, story).read_text("utf-8") == HEAD.replace(
        "{id: areas, filter: {code: ['01']}, when: 1960/1964}", "areas"
    )


def test_an_opacity_changes_nothing_else_in_the_file(workshop, story, page: Page):
    workshop.edit(page, story, "chapters/plans")
    areas = state(page, "Areas")
    areas.get_by_role("textbox", name="Opacity in percent").fill("45")
    saved(page)
    assert file(workshop, story).read_text("utf-8") == HEAD.replace("1964}", "1964, opacity: 0.45}")
    number = areas.get_by_role("textbox", name="Opacity in percent")
    for nonsense in ("450", "-3", "half", ""):
        number.fill(nonsense)
        expect(areas.get_by_role("slider", name="Opacity")).to_have_value("45")
    number.blur()
    expect(number).to_have_value("45")
    page.get_by_role("checkbox", name="Areas").uncheck()
    expect(areas).to_have_count(0)
    saved(page)
    assert file(workshop, story).read_text("utf-8") == "".join(
        line for line in HEAD.splitlines(keepends=True) if "areas" not in line
    )


def test_a_drag_of_the_slider_is_one_step_back_and_forth(workshop, story, page: Page):
    workshop.edit(page, story, "chapters/plans")
    slider = state(page, "Plan of 1909").get_by_role("slider", name="Opacity")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 8, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=12)
    page.mouse.up()
    dragged = int(slider.input_value())
    assert 40 <= dragged <= 60
    saved(page)
    shows(page, f"plan-1909:{dragged / 100:g} areas:1:1")
    page.get_by_role("button", name="Undo").click()
    expect(slider).to_have_value("100")
    saved(page)
    assert file(workshop, story).read_text("utf-8") == HEAD
    page.get_by_role("button", name="Redo").click()
    expect(slider).to_have_value(str(dragged))
    saved(page)
    shows(page, f"plan-1909:{dragged / 100:g} areas:1:1")


def test_two_people_who_change_different_layers_both_keep_them_and_one_layer_is_asked_about(
    workshop, story, page: Page, watch
):
    watch.allowed_statuses.add(412)
    duel = Duel(page, workshop.url, story)
    workshop.edit(page, story, "chapters/plans")
    areas = {"id": "areas", "filter": {"code": ["01"]}, "when": "1960/1964"}
    duel.they_set("chapter", "plans", "layers", ["plan-1909", {**areas, "opacity": "0.2"}, "plan-1968"])
    plan = state(page, "Plan of 1909")
    plan.get_by_role("textbox", name="Opacity in percent").fill("30")
    duel.saved()
    expect(state(page, "Areas").get_by_role("slider", name="Opacity")).to_have_value("20")
    expect(page.get_by_role("checkbox", name="Plan of 1968")).to_be_checked()
    mine = {"id": "plan-1909", "opacity": "0.3"}
    assert duel.value("chapter", "plans", "layers") == [mine, {**areas, "opacity": "0.2"}, "plan-1968"]
    duel.they_set("chapter", "plans", "layers", [{**mine, "opacity": "0.9"}, {**areas, "opacity": "0.2"}])
    plan.get_by_role("textbox", name="Opacity in percent").fill("40")
    dialog = page.get_by_role("dialog", name=re.compile("^Two people changed the same"))
    for side, strength in (("Your version", 4), ("From another window", 9)):
        version = dialog.get_by_role("region", name=side)
        expect(version).to_contain_text(re.compile(rf"plan-1909, opacity: 0\.only here:\s*{strength}"))
    dialog.get_by_role("button", name="Keep theirs").click()
    duel.saved()
    expect(plan.get_by_role("slider", name="Opacity")).to_have_value("90")


def test_the_form_works_with_keys_alone(workshop, story, page: Page):
    workshop.edit(page, story, "chapters/plans")
    box = page.get_by_role("checkbox", name="Plan of 1968")
    box.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(state(page, "Plan of 1968").get_by_role("slider", name="Opacity")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    expect(state(page, "Plan of 1968").get_by_role("textbox", name="Opacity in percent")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.type("x")  # is no number
    page.keyboard.press("Tab")
    compare = state(page, "Plan of 1968").get_by_role("combobox", name="Compare")
    expect(compare).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(compare).to_have_value("glass")
    saved(page)
    chapter = next(
        row for row in read_editable(workshop.library / story).as_json()["chapters"] if row["id"] == "plans"
    )
    assert chapter["layers"][-1] == {"id": "plan-1968", "opacity": "0.99", "compare": "glass"}


@pytest.fixture
def flights(workshop, missions_story: Path) -> str:
    """A story with an event set whose tiles are made."""
    made: str = workshop.story(missions_story)
    return made


def test_a_chapter_shows_a_part_of_an_event_set(workshop, flights, page: Page):
    chapter = workshop.library / flights / "chapters" / "ten-years.md"
    before = chapter.read_text("utf-8")
    workshop.edit(page, flights, "chapters/ten-years")
    preview(page)
    missions = state(page, "Missions")
    expect(missions).to_contain_text(re.compile(r"all of it: 1965-\d\d to 19\d\d-\d\d\."))
    missions.get_by_role("textbox", name="From the month").fill("1968-01")
    missions.get_by_role("textbox", name="To the month").fill("1968-06")
    missions.get_by_role("checkbox", name="STRIKE", exact=True).check()
    shown = page.frame_locator("#preview iframe:not([data-coming])").locator("#map")
    expect(shown).to_have_attribute("data-events", re.compile(r"^missions 36-41 0*10*$"))
    saved(page)
    assert chapter.read_text("utf-8") == before.replace(
        "[missions]", "[{id: missions, from: 1968-01, to: 1968-06, categories: [STRIKE]}]"
    )
    missions.get_by_role("textbox", name="To the month").fill("1967")
    expect(missions.get_by_text("This is later than the end.")).to_be_visible()
    missions.get_by_role("textbox", name="To the month").fill("Juni")
    expect(missions.get_by_text("Write a year or a month")).to_be_visible()
    undo = page.get_by_role("button", name="Undo")
    while undo.get_attribute("aria-disabled") is None:  # what is typed is one step or two, as time passes
        undo.click()
    saved(page)
    assert chapter.read_text("utf-8") == before
    page.get_by_role("checkbox", name="Missions").uncheck()
    saved(page)
    assert "event_sets" not in chapter.read_text("utf-8")


def test_a_set_without_tiles_says_how_its_categories_come(workshop, missions_story, page: Page):
    story = workshop.story(missions_story)
    shutil.rmtree(workshop.library / story / "tiles")
    workshop.edit(page, story, "chapters/ten-years")
    expect(state(page, "Missions")).to_contain_text("with the command storymap tiles")
    workshop.edit(page, story, "chapters/offensive")
    expect(state(page, "Missions").get_by_role("checkbox", name="CLOSE AIR SUPPORT")).to_be_checked()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("vi", "dark")])
def test_axe_finds_nothing_in_the_states_of_layers_and_sets(
    workshop, story, flights, new_context, axe, width: int, language: str, scheme: str
):
    page = new_context(viewport={"width": width, "height": 800}, color_scheme=scheme).new_page()
    text = file(workshop, story).read_text("utf-8")
    beside = text.replace("- plan-1909 ", "- {id: plan-1909, compare: swipe} ")
    file(workshop, story).write_text(beside, "utf-8")
    found: list[str] = []
    for one, place in ((story, "chapters/plans"), (flights, "chapters/offensive")):
        workshop.edit(page, f"{one}?lang={language}", place)
        page.locator(".pane-tabs button").nth(1).dispatch_event("click")
        expect(page.get_by_role("main").locator(".shown-how").first).to_be_visible()
        found += [f"{place}: {problem}" for problem in axe(page)]
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, place
    assert found == []
