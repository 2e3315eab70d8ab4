"""The preview in a frame: words come in at once, views and steps go out, strangers are not heard."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

PREVIEW = "/edit/pacific-crossing/preview/"
PARENT = f"""<!doctype html><title>Editor</title><link rel="icon" href="data:,">
<script>window.heard = []; addEventListener("message", (event) => heard.push(event.data));</script>
<iframe name="preview" title="Preview" src="{PREVIEW}" width="1000" height="700"></iframe>"""
POST = "(message) => document.querySelector('iframe').contentWindow.postMessage(message, location.origin)"


@pytest.fixture
def frame(page: Page) -> FrameLocator:
    """The preview inside a page of the same origin, ready."""
    page.route("**/editor-around-it", lambda route: route.fulfill(body=PARENT, content_type="text/html"))
    page.goto("/editor-around-it")
    found = page.frame_locator("iframe[name=preview]")
    found.locator("html[data-ready]").wait_for(state="attached")
    return found


def heard(page: Page, kind: str) -> list[dict[str, Any]]:
    """The messages of a kind that the preview has sent."""
    return [message for message in page.evaluate("heard") if message["type"] == kind]


def wait_until(page: Page, words: str) -> None:
    """Wait until something is true in the page around the preview."""
    page.wait_for_function(f"() => {words}")


def test_what_is_written_shows_at_once(page: Page, frame: FrameLocator):
    page.evaluate(POST, {"type": "storymap:go", "chapter": "kauai"})
    html = "<p>New <em>words</em></p>"
    page.evaluate(POST, {"type": "storymap:chapter", "id": "kauai", "title": "Kauaʻi <b>", "html": html})
    expect(frame.locator("#kauai .prose em")).to_have_text("words")
    expect(frame.locator("#kauai h2")).to_have_text("Kauaʻi <b>")
    expect(frame.locator(".rail a[aria-current]")).to_contain_text("Kauaʻi <b>")
    expect(frame.locator("#kauai")).to_be_visible()


def test_titles_and_names_show_at_once_wherever_they_stand(page: Page, frame: FrameLocator):
    def say(kind: str, ident: str, field: str, words: str) -> None:
        message = {"type": "storymap:words", "kind": kind, "id": ident, "field": field, "words": words}
        page.evaluate(POST, message)

    page.evaluate(POST, {"type": "storymap:go", "chapter": "kauai"})
    say("story", "", "title", "Over the <b>sea")
    say("site", "barking-sands", "name", "The long beach")
    expect(frame.locator(".bar-title")).to_have_text("Over the <b>sea")
    expect(frame.locator(".cover h1")).to_have_text("Over the <b>sea")
    expect(frame.locator("#place_barking-sands th > span").first).to_have_text("The long beach")
    expect(frame.locator("#map .name", has_text="The long beach")).to_have_count(1)
    event = frame.locator("[data-event]").first.get_attribute("data-event")
    say("event", event, "title", "Taken off")
    expect(frame.locator(f"[data-event={event}] .event-title").first).to_contain_text("Taken off")


def test_where_the_map_stands_is_told_with_every_step(page: Page, frame: FrameLocator):
    wait_until(page, "heard.some(({ type }) => type === 'storymap:view')")
    frame.get_by_role("button", name="Next").click()
    wait_until(page, "heard.some(({ type, chapter }) => type === 'storymap:step' && chapter)")
    wait_until(page, "heard.filter(({ type }) => type === 'storymap:view').length > 1")
    view = heard(page, "storymap:view")[-1]
    (lon, lat), (west, south, east, north) = view["center"], view["bounds"]
    assert west < east
    assert south < lat < north
    assert -180 <= lon < 180
    assert view["zoom"] > 0


def test_moving_the_map_tells_the_new_view(page: Page, frame: FrameLocator):
    wait_until(page, "heard.some(({ type }) => type === 'storymap:view')")
    before = heard(page, "storymap:view")[-1]["zoom"]
    frame.get_by_role("button", name="Zoom in").click()
    wait_until(page, f"heard.filter(({{ type }}) => type === 'storymap:view').at(-1).zoom > {before} + 0.9")


@pytest.mark.parametrize(
    "message",
    [{"type": "storymap:chapter", "id": "kauai", "title": 7, "html": "<p>x</p>"},
     {"type": "storymap:chapter", "id": "map", "title": "x", "html": "<p>x</p>"},
     {"type": "storymap:go", "chapter": "no-such-chapter"}, {"type": "other"}, "storymap:go", None],
)  # fmt: skip
def test_what_is_no_message_changes_nothing(page: Page, frame: FrameLocator, message: Any):
    text = frame.locator("#chapters").inner_text()
    page.evaluate(POST, message)
    page.evaluate(POST, {"type": "storymap:go", "chapter": "kauai"})
    expect(frame.locator("#kauai")).to_be_visible()
    page.evaluate(POST, {"type": "storymap:go", "chapter": "oakland"})
    expect(frame.locator("#oakland")).to_be_visible()
    assert "x" not in {line.strip() for line in text.splitlines()}
    expect(frame.locator("#kauai .prose")).not_to_have_text("x")


def test_a_window_of_another_origin_is_not_heard(page: Page, frame: FrameLocator):
    """A sandboxed frame in the same page has an origin of its own; it posts to the preview beside it."""
    page.evaluate("""() => { const frame = document.createElement("iframe"); frame.sandbox = "allow-scripts";
        frame.srcdoc = `<script>parent.frames.preview.postMessage(
            { type: "storymap:chapter", id: "kauai", title: "x", html: "<p>stranger</p>" }, "*");
            parent.postMessage({ type: "sent" }, "*")</` + "script>"; document.body.append(frame); }""")
    wait_until(page, "heard.some(({ type }) => type === 'sent')")
    page.evaluate(POST, {"type": "storymap:go", "chapter": "kauai"})
    expect(frame.locator("#kauai")).to_be_visible()
    expect(frame.locator("#kauai .prose")).not_to_contain_text("stranger")


def test_a_preview_by_itself_is_a_player_that_tells_nobody(new_context: Callable[..., Any]):
    page = new_context().new_page()
    page.goto(f"{PREVIEW}kauai")
    page.locator("html[data-ready]").wait_for(state="attached")
    expect(page.locator("#kauai")).to_be_visible()
