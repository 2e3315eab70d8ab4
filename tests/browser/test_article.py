"""Stories in articles of other sites: nothing loads too early, heights arrive, and nobody else sets them."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.article_host import ArticleHost, article_host

FAR = '<p style="height: 6000px">A long article.</p>'
TELLS = """<p>Map</p><script>
    const heights = new URLSearchParams(location.search).getAll("tell").map(Number);
    const tell = (height) => parent.postMessage({ storymap: 1, type: "height", height }, "*");
    const asked = ({ storymap, type }) => storymap === 1 && type === "ask-height";
    addEventListener("message", ({ data }) => { if (asked(data)) heights.forEach(tell); });
    heights.forEach(tell);
</script>"""
HOSTILE = """<script>
    setInterval(() => parent.postMessage({ storymap: 1, type: "height", height: 3999 }, "*"), 20);
</script>"""


@pytest.fixture
def maps(watch: Any) -> Iterator[ArticleHost]:
    """A host whose frames say what a test wants them to say."""
    with article_host() as host:
        watch.allowed_hosts.add(urlsplit(host.address).netloc)
        host.put("/hue/embed", TELLS)
        host.put("/hue/", "<h1>Huế</h1>")
        host.pages["/card.svg"] = '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"/>'
        yield host


def script(base_url: str) -> str:
    return f'<script src="{base_url}/embed.js" async></script>'


def element(maps: ArticleHost, query: str = "", more: str = "") -> str:
    """A snippet, as the share dialog gives it."""
    return (
        f'<storymap-embed src="{maps.address}/hue/embed{query}" {more}><a href="{maps.address}/hue/">'
        f'<img src="{maps.address}/card.svg" alt="Map of Huế" width="1200" height="630" loading="lazy"> '
        f"Huế on the map</a></storymap-embed>"
    )


def heights(page: Page) -> list[float]:
    """The heights of all our frames, in the order of the article."""
    found: list[float] = page.evaluate(
        """() => [...document.querySelectorAll("storymap-embed, iframe[data-storymap]")].map((one) =>
            (one.shadowRoot?.querySelector("iframe") ?? one).clientHeight)"""
    )
    return found


def test_five_embeds_below_the_fold_cost_no_request_before_the_reader_comes_near(
    page: Page, base_url: str, paper: ArticleHost, maps: ArticleHost
):
    five = [element(maps, more=f'chapter="c{number}"') for number in range(1, 6)]
    page.goto(paper.put("/", FAR + FAR.join(five) + script(base_url) * 5))
    page.wait_for_function("!!customElements.get('storymap-embed')")
    page.mouse.wheel(0, 3000)  # still 3,000 pixels away
    page.wait_for_function("scrollY > 2000")
    assert maps.asked == []
    for number in range(1, 6):
        with page.expect_response(f"**/hue/embed?chapter=c{number}"):
            page.locator("storymap-embed").nth(number - 1).scroll_into_view_if_needed()
        expect(page.locator("storymap-embed iframe")).to_have_count(number)
    assert maps.asked == [f"/hue/embed?chapter=c{number}" for number in range(1, 6)]
    frame = page.locator("storymap-embed iframe").first
    expect(frame).to_have_attribute("title", "Huế on the map")
    assert page.evaluate("Object.keys(window).filter((name) => /storymap|embed/i.test(name))") == []


def test_frames_have_the_height_that_they_ask_for_within_bounds_and_nobody_else_sets_it(
    page: Page, base_url: str, paper: ArticleHost, maps: ArticleHost
):
    hostile = paper.put("/hostile", HOSTILE)
    address = f"{maps.address}/hue/embed?tell"
    plain = f'<iframe src="{address}=420" title="Plain" height="500" data-storymap></iframe>'
    stranger = f'<iframe src="{address}=700" title="Not ours" height="300"></iframe>'
    told = ["?tell=512", "?tell=512&tell=513", "?tell=20", "?tell=99999", "?tell=NaN"]
    page.goto(
        paper.put(
            "/",
            '<script>heard = 0; addEventListener("message", () => { heard += 1; })</script>'
            f'<iframe src="{hostile}" title="Hostile" height="90"></iframe>'
            + "".join(element(maps, query, 'width="500"') for query in told)
            + plain
            + stranger
            + script(base_url),
        )
    )
    for at in range(len(told)):
        page.locator("storymap-embed").nth(at).scroll_into_view_if_needed()
    expect(page.locator("storymap-embed iframe")).to_have_count(len(told))
    plain_frame = page.locator("iframe[title=Plain]")
    expect(plain_frame).to_have_js_property("clientHeight", 420)  # the last to be listened to
    page.wait_for_function("heard > 50")
    assert heights(page) == [512, 512, 150, 4000, 600, 420]
    assert page.locator("storymap-embed").first.bounding_box()["width"] == 500
    assert page.locator("iframe[title='Not ours']").bounding_box()["height"] == 304  # with its border
    page.evaluate("postMessage({ storymap: 1, type: 'height', height: 3000 }, '*')")
    before = page.evaluate("heard")
    page.wait_for_function("(before) => heard > before + 10", arg=before)
    assert heights(page) == [512, 512, 150, 4000, 600, 420]


def test_a_map_that_waits_for_a_click_is_a_picture_until_then(
    page: Page, base_url: str, paper: ArticleHost, maps: ArticleHost
):
    page.goto(paper.put("/", element(maps, more='activate="click" chapter="a"') * 2 + script(base_url)))
    buttons = page.get_by_role("button", name="Huế on the map")
    expect(buttons).to_have_count(2)
    assert [path for path in maps.asked if "embed" in path] == []
    buttons.first.click()
    expect(page.locator("storymap-embed iframe")).to_have_count(1)
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.tagName") == "IFRAME"
    buttons.last.focus()
    page.keyboard.press("Space")
    expect(page.locator("storymap-embed iframe")).to_have_count(2)
    assert urlsplit(page.url).path == "/"


def test_without_the_script_a_snippet_is_a_picture_with_a_link(
    page: Page, paper: ArticleHost, maps: ArticleHost
):
    page.goto(paper.put("/", element(maps) + element(maps, more='src="javascript:alert(1)"')))
    expect(page.get_by_role("img", name="Map of Huế").first).to_be_visible()
    page.get_by_role("link", name="Huế on the map").first.click()
    expect(page.get_by_role("heading", name="Huế")).to_be_visible()


@pytest.mark.parametrize(
    "around", ["display:flex;flex-direction:column;align-items:center", "display:grid;place-items:center"]
)
@pytest.mark.parametrize(("more", "width"), [("", 660), ('width="400"', 400)])
def test_an_element_is_as_wide_as_its_column_where_others_are_centred(
    page: Page, base_url: str, paper: ArticleHost, maps: ArticleHost, around: str, more: str, width: int
):
    body = f'<style>storymap-embed {{ margin: 0 20px }}</style><div style="width:700px;{around}">'
    page.goto(paper.put("/", f"{body}{element(maps, more=more)}</div>{script(base_url)}"))
    frame = page.locator("storymap-embed iframe")
    expect(frame).to_be_visible()
    box = frame.bounding_box()
    assert box is not None
    assert (round(box["x"] + box["width"] / 2 - 8), round(box["width"])) == (350, width)


def test_a_frame_that_the_articles_policy_forbids_leaves_the_picture_and_the_link(
    page: Page, base_url: str, paper: ArticleHost, maps: ArticleHost, watch: Any
):
    watch.allowed_words.add("Content Security Policy")
    policy = f"default-src 'none'; script-src {base_url}; img-src {maps.address} data:; style-src {base_url}"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    page.goto(paper.put("/", element(maps) + element(maps, more='activate="click"') + script(base_url), head))
    for at in (0, 1):
        link = page.locator("storymap-embed").nth(at).get_by_role("link" if at == 0 else "button")
        expect(link).to_be_visible()
        expect(link.get_by_role("img", name="Map of Huế")).to_be_visible()
    expect(page.locator("storymap-embed iframe")).to_have_count(0)
    page.locator("storymap-embed").nth(1).get_by_role("button").click()  # forbidden only now
    expect(page.locator("storymap-embed").nth(1).get_by_role("link")).to_be_visible()
    page.locator("storymap-embed").nth(1).get_by_role("link").click()
    expect(page.get_by_role("heading", name="Huế")).to_be_visible()


def test_the_snippets_picture_fits_a_phone(page: Page, base_url: str, paper: ArticleHost):
    answer = page.request.get(f"{base_url}/pacific-crossing/share.html").text()
    given = re.search(r'<textarea id="share-snippet".*?>(.*?)</textarea>', answer, re.DOTALL)
    assert given is not None
    snippet = unescape(given[1]).replace("<storymap-embed ", '<storymap-embed activate="click" ')
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(paper.put("/", snippet))
    expect(page.locator("storymap-embed img")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
