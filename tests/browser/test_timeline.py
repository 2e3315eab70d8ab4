"""The timeline strip: dates of the story, and the chapter's events as buttons."""

from playwright.sync_api import expect


def events(reader):
    return reader.page.get_by_role("group", name="Timeline").get_by_role("button")


def test_the_events_of_a_chapter_are_buttons_with_date_and_title(reader):
    reader.open("/pacific-crossing/suva")
    # one event has two dates, and so two buttons
    expect(events(reader)).to_have_count(len(reader.document()["chapters"][2]["events"]) + 1)
    expect(events(reader).last).to_have_accessible_name("5 June 1928: It lands on the cricket ground")


def test_the_strip_is_one_tab_stop_and_arrows_go_along_it(reader):
    reader.open("/pacific-crossing/suva")
    expect(events(reader)).to_have_count(5)
    assert [button.get_attribute("tabindex") for button in events(reader).all()].count("0") == 1
    events(reader).first.focus()
    reader.page.keyboard.press("ArrowRight")
    expect(events(reader).nth(1)).to_be_focused()
    reader.expect_step(3)


def test_an_event_of_the_strip_opens_its_place(reader):
    reader.open("/pacific-crossing/suva")
    events(reader).last.press("Enter")
    expect(reader.panel.get_by_role("heading", name="Suva")).to_be_visible()
    reader.page.keyboard.press("Escape")
    expect(reader.panel).to_be_hidden()
    assert reader.focus_is_in("[role=group]")


def test_every_event_of_the_strip_can_be_clicked_from_the_cover(reader):
    reader.open()
    strip = reader.page.get_by_role("group", name="Timeline")
    box = strip.bounding_box()
    expect(reader.page.locator("[data-step='0'][aria-current]")).to_have_count(1)
    for x in range(4, int(box["width"]), 6):
        strip.click(position={"x": x, "y": 10})
        if reader.panel.is_visible():
            break
    expect(reader.panel).to_be_visible()


def test_the_strip_has_dates_in_the_storys_language(reader):
    reader.open()
    expect(reader.page.get_by_role("group", name="Timeline")).to_contain_text("Jun")
