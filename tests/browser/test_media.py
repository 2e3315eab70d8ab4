"""Pictures, sounds, and outside pages that load only when asked for."""

import re

from playwright.sync_api import expect

HOST = "player.example.org"


def test_a_picture_enlarges_and_escape_closes_it(reader):
    reader.open("/pacific-crossing/oakland")
    opener = reader.page.get_by_role("button", name="Enlarge: A plain field of blue that grows lighter.")
    opener.click()
    shown = reader.page.get_by_role("dialog", name="A plain field of blue that grows lighter.")
    expect(shown.get_by_role("img", name="A plain field of blue")).to_be_visible()
    size = shown.get_by_role("button", name="Full size")
    size.click()
    expect(size).to_have_attribute("aria-pressed", "true")
    reader.page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    expect(opener).to_be_focused()
    reader.expect_step(1)


def test_arrow_keys_leave_an_enlarged_picture_alone(reader):
    reader.open("/pacific-crossing/oakland")
    reader.button("Enlarge").click()
    reader.page.keyboard.press("ArrowRight")
    reader.page.keyboard.press("End")
    reader.expect_step(1)
    reader.page.get_by_role("button", name="Close").last.click()
    expect(reader.page.locator("dialog")).to_have_count(0)


def test_caption_and_credit_stand_under_a_picture(reader):
    reader.open("/pacific-crossing/oakland")
    figure = reader.page.get_by_role("figure").filter(has_text="The ocean as seen in this test.")
    expect(figure).to_contain_text("Made for the tests.")


def test_a_sound_has_controls_and_a_name_and_loads_when_played(reader):
    asked = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.open("/pacific-crossing/kauai")
    sound = reader.page.locator("audio")
    expect(sound).to_be_visible()
    expect(sound).to_have_attribute("controls", "")
    expect(sound).to_have_attribute("aria-label", re.compile("."))
    assert not any(url.endswith("tone.wav") for url in asked)


def test_an_outside_page_loads_only_after_a_click(reader, watch):
    asked = []
    reader.page.context.route(
        f"https://{HOST}/**",
        lambda route: (
            asked.append(route.request.url),
            route.fulfill(content_type="text/html", body="<!doctype html><title>Film</title><p>The film</p>"),
        ),
    )
    reader.open("/pacific-crossing/suva")
    link = reader.page.get_by_role("link", name=f"Show from {HOST}")
    expect(link).to_be_visible()
    assert asked == []
    watch.allowed_hosts.add(HOST)
    link.click()
    expect(reader.page.frame_locator("iframe").get_by_text("The film")).to_be_visible()
    assert asked == [f"https://{HOST}/embed/southern-cross"]
    expect(reader.page.locator("iframe")).to_have_attribute("title", "A film at another site.")
    assert reader.focus_is_in("iframe")


def test_on_paper_a_sound_is_its_words_and_no_player(reader):
    reader.open("/pacific-crossing/kauai")
    sound = reader.page.locator(".media-audio", has=reader.page.locator("audio"))
    words = sound.get_by_text("Sound in the story: tone.wav")
    expect(sound.locator("audio")).to_be_visible()
    expect(words).to_be_hidden()
    reader.page.emulate_media(media="print")
    expect(sound.locator("audio")).to_be_hidden()
    expect(words).to_be_visible()
    expect(sound).to_contain_text("A tone of a quarter of a second.")


def test_on_paper_a_sound_from_another_host_is_its_address_after_it_was_asked_for_too(reader):
    reader.open("/pacific-crossing/suva")
    link = reader.page.get_by_role("link", name=f"Show from {HOST}")
    link.evaluate("(link) => Object.assign(link.dataset, { kind: 'audio', embed: 'media/tone.wav' })")
    link.click()
    sound = reader.page.locator("#suva .media audio")
    expect(sound).to_be_visible()
    expect(link).to_be_hidden()
    reader.page.emulate_media(media="print")
    expect(sound).to_be_hidden()
    expect(link).to_be_visible()
