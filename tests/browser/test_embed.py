"""Stories in the frames of other sites' articles: WordPress, AMP, pym and plain ones."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from tests.browser.article_host import ArticleHost

TITLES = ["Oakland", "By way of Hawaii", "Over the line to Suva", "Brisbane", "Sources and credits"]
HEARD = """<script>
    heard = [];
    const at = (source) => [...document.querySelectorAll("iframe")].findIndex(
        ({ contentWindow }) => contentWindow === source);
    addEventListener("message", ({ data, source }) => heard.push([at(source), data]));
</script>"""
# What WordPress's own script does: one secret for each frame, heights between 200 and 1000, links.
WORDPRESS = """<script>
    linked = [];
    addEventListener("message", ({ data, source }) => {
        if (!data || !data.secret || !data.message || /[^a-zA-Z0-9]/.test(data.secret)) return;
        for (const frame of document.querySelectorAll(`iframe[data-secret="${data.secret}"]`)) {
            if (source !== frame.contentWindow) continue;
            if (data.message === "height") frame.height = Math.min(1000, Math.max(200, Number(data.value)));
            if (data.message === "link" && document.activeElement === frame) linked.push(data.value);
        }
    });
    addEventListener("load", () => { for (const frame of document.querySelectorAll("iframe[data-secret]"))
        frame.contentWindow.postMessage({ message: "ready", secret: frame.dataset.secret }, "*"); });
</script>"""
MARKS = "() => [...document.querySelectorAll('#map button')].map((one) => one.getBoundingClientRect().x)"
LONG = '<p style="height: 3000px">A long article.</p>'


@pytest.fixture
def sandboxed(base_url: str) -> Callable[..., str]:
    """A frame as WordPress writes it."""

    def frame(query: str = "", height: int = 600) -> str:
        return (
            f'<iframe sandbox="allow-scripts" src="{base_url}/pacific-crossing/embed{query}#?secret=Ab12" '
            f'title="Map" data-secret="Ab12" width="600" height="{height}" style="border:0"></iframe>'
        )

    return frame


def ready(page: Page, at: int = 0) -> FrameLocator:
    """Wait for the map of a frame."""
    frame = page.frame_locator("iframe").nth(at)
    frame.locator("html[data-ready]").wait_for(state="attached")
    return frame


def heard(page: Page, *frames: int) -> list[Any]:
    """All that frames have said by the time they stand: what they say last is heard last."""
    for at in frames:
        page.frame_locator("iframe").nth(at).locator("html").evaluate(
            """async () => { await document.fonts.ready;
                for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
                parent.postMessage("all", "*"); }"""
        )
        page.wait_for_function("(at) => heard.some(([from, data]) => from === at && data === 'all')", arg=at)
        page.evaluate("heard = heard.filter(([, data]) => data !== 'all')")
    found: list[Any] = page.evaluate("heard")
    return found


@pytest.mark.parametrize("height", [200, 400, 1000])
@pytest.mark.parametrize("width", [320, 700])
def test_every_chapter_is_reached_in_a_sandbox_of_any_height(
    page: Page, paper: ArticleHost, sandboxed: Callable[..., str], width: int, height: int
):
    page.set_viewport_size({"width": width + 16, "height": 1040})
    frame_html = sandboxed(height=height).replace('width="600"', f'width="{width}"')
    page.goto(paper.put("/", frame_html))
    before = page.evaluate("history.length")
    frame = ready(page)
    following = frame.get_by_role("button", name=re.compile("^Next"))
    for title in TITLES:
        following.click()
        expect(frame.get_by_role("heading", name=title, exact=True)).to_be_in_viewport()
        expect(frame.locator("#map")).to_be_in_viewport()
        assert frame.locator("#map").bounding_box()["width"] >= 0.4 * width
    expect(following).to_have_attribute("aria-disabled", "true")
    assert page.evaluate("history.length") == before
    assert frame.locator("html").evaluate("(html) => html.scrollWidth - innerWidth") <= 0
    frame.locator("html").press("ArrowLeft")
    expect(frame.get_by_role("heading", name="Brisbane", exact=True)).to_be_in_viewport()


def test_the_script_of_an_article_asks_for_the_height_that_it_came_too_late_to_hear(
    page: Page, base_url: str, paper: ArticleHost
):
    frame = f'<iframe src="{base_url}/pacific-crossing/embed" height="300" data-storymap></iframe>'
    page.goto(paper.put("/", frame))
    ready(page)
    page.add_script_tag(url=f"{base_url}/embed.js")
    page.wait_for_function("document.querySelector('iframe').clientHeight >= 420")


def test_a_text_longer_than_its_column_is_turned_over_to_its_end(
    page: Page, paper: ArticleHost, sandboxed: Callable[..., str]
):
    page.goto(paper.put("/", sandboxed("?chapter=suva", 400)))
    frame = ready(page)
    turn = frame.get_by_role("button", name="Read the rest")
    for _ in range(30):
        if not turn.is_visible():
            break
        turn.click()
    expect(frame.locator("#suva .event-sources").last).to_be_in_viewport()
    frame.get_by_role("button", name="Back to the beginning").click()
    expect(frame.get_by_role("heading", name="Over the line to Suva")).to_be_in_viewport()


def test_heights_arrive_in_every_dialect_and_come_to_rest(
    page: Page, base_url: str, paper: ArticleHost, sandboxed: Callable[..., str]
):
    address = f"{base_url}/pacific-crossing/embed"
    frames = sandboxed("?from=oakland&to=oakland", 300) + "".join(
        f'<iframe src="{address}{query}" title="{title}" width="600" height="300"></iframe>'
        for title, query in (("AMP", ""), ("pym", "?childId=map-1&initialWidth=600&show=map"))
    )
    page.set_viewport_size({"width": 900, "height": 2200})
    page.goto(paper.put("/", HEARD + WORDPRESS + frames.replace('width="600"', 'width="820"', 1)))
    for at in range(3):
        ready(page, at)
    # the second one answers "ready"
    page.wait_for_function("heard.filter(([at, data]) => at === 0 && 'message' in data).length >= 2")
    said = heard(page, 0, 1, 2)
    [height] = {data["height"] for at, data in said if at == 1 and isinstance(data, dict)}
    kinds = [data.get("type") for at, data in said if at == 1]
    assert {"height", "embed-size"} == set(kinds)
    assert 420 <= height <= 720
    assert [2, "pymxPYMxmap-1xPYMxheightxPYMx372"] in said
    followed = [data["value"] for at, data in said if at == 0 and "message" in data]
    expect(page.locator("iframe").first).to_have_attribute("height", str(followed[-1]))
    text = page.frame_locator("iframe").first.locator("#chapters")
    assert text.evaluate("(column) => column.scrollHeight - column.clientHeight") <= 1
    for other in (250, 480, 900):  # heights that the article sets are not answered: nothing swings
        page.locator("iframe").nth(1).evaluate("(frame, height) => { frame.height = height; }", other)
        page.frame_locator("iframe").nth(1).locator("html").evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert heard(page, 0, 1, 2) == said
    page.locator("iframe").nth(2).evaluate("(frame) => { frame.width = 420; }")
    page.wait_for_function("heard.at(-1)[1] === 'pymxPYMxmap-1xPYMxheightxPYMx260'")


def test_what_a_sibling_says_changes_nothing(page: Page, paper: ArticleHost, sandboxed: Callable[..., str]):
    hostile = paper.put(
        "/hostile",
        """<script>
        setInterval(() => { for (const message of [{ message: "ready", secret: "Ab12" }, null, 7,
            "pymxPYMxcxPYMxwidthxPYMx9", { storymap: 1, type: "height", height: 9 },
            { type: "storymap:go", chapter: "suva" }])
            parent.frames[0].postMessage(message, "*"); parent.postMessage("sent", "*"); }, 20);
        </script>""",
    )
    frame_html = sandboxed("?childId=c")
    page.goto(paper.put("/", HEARD + frame_html + f'<iframe src="{hostile}" title="Hostile"></iframe>'))
    frame = ready(page)
    before = len([at for at, _ in heard(page, 0) if at == 0])
    page.wait_for_function("heard.filter(([at]) => at === 1).length > 30")
    assert page.evaluate("heard.filter(([at]) => at === 0).length") == before
    expect(frame.get_by_role("heading", name="Across the Pacific, 1928")).to_be_visible()
    page.evaluate("frames[0].postMessage({ message: 'ready', secret: 'Ab12' }, '*')")
    page.wait_for_function("(before) => heard.filter(([at]) => at === 0).length > before", arg=before)


def test_five_embeds_in_one_article_go_their_own_ways(page: Page, paper: ArticleHost, base_url: str):
    source = f"{base_url}/pacific-crossing/embed"
    chapters = ["oakland", "kauai", "suva", "brisbane", "oakland"]
    five = [f'<storymap-embed src="{source}" chapter="{each}"></storymap-embed>' for each in chapters]
    page.goto(paper.put("/", LONG.join(five) + f'<script src="{base_url}/embed.js" async></script>'))
    for at in range(5):
        page.locator("storymap-embed").nth(at).scroll_into_view_if_needed()
        ready(page, at).get_by_role("button", name="Next").click()
    after = [TITLES[min(TITLES.index(title) + 1, 4)] for title in [*TITLES[:4], TITLES[0]]]
    for at, title in enumerate(after):
        page.locator("storymap-embed").nth(at).scroll_into_view_if_needed()
        expect(ready(page, at).locator("[data-current] h2").first).to_have_text(title)
    assert page.evaluate("history.length") <= 2


def test_wordpress_follows_a_link_of_the_embed(page: Page, paper: ArticleHost, sandboxed: Callable[..., str]):
    page.goto(paper.put("/", WORDPRESS + sandboxed("?chapter=kauai")))
    frame = ready(page)
    frame.get_by_role("button", name=re.compile("^Next")).click()
    frame.get_by_role("link", name="Open the full story").click()
    page.wait_for_function("linked.length > 0")
    assert [urlsplit(address).path for address in page.evaluate("linked")] == ["/pacific-crossing/suva"]


def toucher(page: Page) -> Callable[..., None]:
    """Fingers on the screen, each with its place."""
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        spots = [{"x": x, "y": y, "id": index} for index, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": spots})

    return touch


def scrolled(page: Page) -> float:
    """How far the article is scrolled, once it stands."""
    return float(page.evaluate(
        """() => new Promise((done) => { let last = -1; const look = () => {
            if (scrollY === last) return done(scrollY);
            last = scrollY; setTimeout(look, 120); }; look(); })"""
    ))  # fmt: skip


def moves(page: Page, before: float, by: float) -> None:
    """Wait until the article is scrolled by so much; on a busy machine it stands before it begins to move."""
    page.wait_for_function("([before, by]) => scrollY - before >= by", arg=[before, by])


@pytest.mark.parametrize(("width", "height"), [(390, 844), (820, 1180), (1440, 900)])
def test_the_wheel_and_one_finger_move_the_article(
    new_context: Callable[..., BrowserContext], paper: ArticleHost, sandboxed: Callable[..., str], width: int,
    height: int,
):  # fmt: skip
    page = new_context(viewport={"width": width, "height": height}, has_touch=True).new_page()
    frame_html = sandboxed("?chapter=suva", 400).replace('width="600"', 'width="100%"')
    page.goto(paper.put("/", LONG + frame_html + LONG))
    page.evaluate("scrollTo(0, 2700)")
    frame = ready(page)
    touch = toucher(page)
    for part in ("#map", "#chapters"):
        frame.locator("html").evaluate("() => document.activeElement?.blur()")
        page.evaluate("scrollTo(0, 2700)")
        stood = frame.locator("#map").evaluate(MARKS)
        box = frame.locator(part).bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(x, y)
        before = scrolled(page)
        for _ in range(5):
            page.mouse.wheel(0, 40)
        moves(page, before, 0.9 * 200)
        page.evaluate("scrollTo(0, 2700)")
        before = scrolled(page)
        touch("touchStart", (x, y))
        for step in range(1, 31):
            touch("touchMove", (x, y - 10 * step))
        touch("touchEnd")
        moves(page, before, 0.9 * 300)
        assert frame.locator("#map").evaluate(MARKS) == stood


def test_ctrl_and_two_fingers_move_the_map_and_a_hint_says_so(
    new_context: Callable[..., BrowserContext], paper: ArticleHost, sandboxed: Callable[..., str]
):
    page = new_context(viewport={"width": 820, "height": 900}, has_touch=True).new_page()
    page.goto(paper.put("/", sandboxed("?chapter=suva") + LONG))
    frame = ready(page)
    stood = frame.locator("#map").evaluate(MARKS)
    box = frame.locator("#map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.wheel(0, 10)
    expect(frame.get_by_text("Hold Ctrl and turn the wheel")).to_be_visible()
    scrolled(page)
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    expect(frame.get_by_role("button", name="Back to the story")).to_be_visible()
    assert frame.locator("#map").evaluate(MARKS) != stood
    assert scrolled(page) == 0
    frame.get_by_role("button", name="Back to the story").click()
    touch = toucher(page)
    touch("touchStart", (x - 30, y))
    touch("touchStart", (x - 30, y), (x + 30, y))
    for step in range(1, 6):
        touch("touchMove", (x - 30 - 8 * step, y), (x + 30 + 8 * step, y))
    touch("touchEnd")
    expect(frame.get_by_role("button", name="Back to the story")).to_be_visible()
    assert scrolled(page) == 0
    frame.locator("#map").focus()
    page.keyboard.press("Escape")
    expect(frame.locator("#chapters")).to_be_focused()


def test_the_keys_that_scroll_stay_with_the_article(page: Page, paper: ArticleHost, base_url: str):
    plain = f'<iframe src="{base_url}/pacific-crossing/embed" title="Map" width="700" height="500"></iframe>'
    page.goto(paper.put("/", plain + LONG))
    frame = ready(page)
    frame.locator("#chapters").focus()
    page.keyboard.press("ArrowRight")
    expect(frame.get_by_role("heading", name="Oakland")).to_be_visible()
    page.keyboard.press("PageDown")
    page.wait_for_function("scrollY > 100")
    expect(frame.get_by_role("heading", name="Oakland")).to_be_visible()


def test_a_picture_stands_there_until_the_reader_asks_for_the_map(
    page: Page, paper: ArticleHost, sandboxed: Callable[..., str]
):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.goto(paper.put("/", sandboxed("?chapter=suva&activate=click", 400)))
    frame = page.frame_locator("iframe")
    picture = frame.locator("#suva").get_by_role("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("async (image) => { await image.decode(); return image.naturalWidth; }") > 0
    assert not [path for path in asked if path.startswith(("/static/", "/basemap/"))]
    frame.get_by_role("button", name="Start the map").click()
    ready(page)
    expect(frame.locator("#chapters")).to_be_focused()
    expect(frame.get_by_role("heading", name="Over the line to Suva")).to_be_in_viewport()


def test_a_passage_leads_from_its_first_chapter_to_its_last_and_the_sources(
    page: Page, paper: ArticleHost, sandboxed: Callable[..., str]
):
    page.goto(paper.put("/", sandboxed("?from=kauai&to=suva&theme=dark")))
    frame = ready(page)
    expect(frame.get_by_text("Chapter 2 of 4", exact=True)).to_be_visible()
    previous = frame.get_by_role("button", name=re.compile("^Previous"))
    expect(previous).to_have_attribute("aria-disabled", "true")
    following = frame.get_by_role("button", name=re.compile("^Next"))
    for title in ("Over the line to Suva", "Sources and credits"):
        following.click()
        expect(frame.get_by_role("heading", name=title, exact=True)).to_be_visible()
    expect(following).to_have_attribute("aria-disabled", "true")
    dark = frame.locator("html").evaluate("(html) => getComputedStyle(html).backgroundColor")
    assert all(int(part) < 60 for part in re.findall(r"\d+", dark))


def test_the_first_chapter_can_be_used_after_90_kilobytes_from_one_host(page: Page, base_url: str):
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    names: dict[str, str] = {}
    sizes: list[tuple[str, int]] = []
    session.on("Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]}))
    session.on("Network.loadingFinished",
               lambda e: sizes.append((names.get(e["requestId"], ""), e["encodedDataLength"])))  # fmt: skip
    page.goto(f"{base_url}/closing-the-past/embed?chapter=opening-an-office-in-hanoi")
    page.locator("html[data-ready]").wait_for(state="attached")
    before = [(name, size) for name, size in sizes if "basemap" not in name]
    assert len([name for name, _ in before if "/static/" in name]) == 1
    assert sum(size for _, size in before) <= 90_000


def test_an_embed_can_be_read_without_javascript(
    new_context: Callable[..., BrowserContext], paper: ArticleHost, sandboxed: Callable[..., str]
):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(paper.put("/", sandboxed()))
    frame = page.frame_locator("iframe")
    for title in TITLES:
        expect(frame.get_by_role("heading", name=title, exact=True)).to_be_visible()
    expect(frame.locator(".drawn img")).to_have_count(5)
    expect(frame.get_by_role("button", name=re.compile("^(Next|Start|Read)"))).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_any_state_of_an_embed(page: Page, axe: Callable[[Page], list[str]], width: int):
    page.set_viewport_size({"width": width, "height": 560})
    page.goto("/pacific-crossing/embed?chapter=suva&activate=click")
    expect(page.get_by_role("button", name="Start the map")).to_be_visible()
    found = {"waiting": axe(page)}
    page.get_by_role("button", name="Start the map").click()
    page.locator("html[data-ready]").wait_for(state="attached")
    found["chapter"] = axe(page)
    page.locator("#map button").first.click()
    found["panel"] = axe(page)
    page.keyboard.press("Escape")
    page.get_by_label("Legend and moving the map").click()
    found["legend"] = axe(page)
    page.get_by_role("link", name="Places as list").click()
    found["places"] = axe(page)
    page.keyboard.press("Escape")
    page.locator("body").press("End")
    expect(page.get_by_role("heading", name="Sources and credits")).to_be_visible()
    found["end"] = axe(page)
    assert {state: faults for state, faults in found.items() if faults} == {}
