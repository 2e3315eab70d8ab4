"""A running server over two stories, and a reader in a browser whom nothing may go wrong for."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Request,
    Response,
    expect,
)

from storymap.render.site import build_site
from storymap.render.site.stories import SiteStory
from storymap.storage import load
from tests.browser.article_host import ArticleHost, article_host

ROOT = Path(__file__).resolve().parents[2]
PACIFIC = "/pacific-crossing/"
STORIES = [ROOT / "tests" / "stories" / "pacific-crossing", ROOT / "geodata" / "stories" / "closing-the-past"]
MARKS = """() => [...document.querySelectorAll("#map [data-state]")].map((mark) => {
    const button = mark.querySelector("button"), { x, y, width, height } = button.getBoundingClientRect();
    return { name: button.ariaLabel, state: mark.dataset.state, tab: button.tabIndex,
             x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}).sort((a, b) => a.name < b.name ? -1 : 1)"""

expect.set_options(timeout=20_000)  # a machine that does something else, too, is no fault


@contextmanager
def serving(library: Path) -> Iterator[str]:
    """Serve a library with a real server on a free port, and yield its address."""
    command = [sys.executable, "-m", "storymap", "serve", str(library), "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as server:
        assert server.stdout is not None
        try:
            found = re.search(r"http://\S+:\d+", server.stdout.readline())
            assert found is not None
            while not _answers(found.group()):  # the address is printed before the server listens
                assert server.poll() is None
            yield found.group()
        finally:
            server.terminate()


def _answers(address: str) -> bool:
    """Whether the server has begun to listen."""
    try:
        with urlopen(f"{address}/healthz") as answer:
            return answer.status == 200
    except OSError:
        return False


@pytest.fixture(scope="session")
def serve_library() -> Callable[[Path], AbstractContextManager[str]]:
    """Serve a library of a test's own."""
    return serving


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server, whose stories nobody changes."""
    library = tmp_path_factory.mktemp("library")
    for story in STORIES:
        shutil.copytree(story, library / story.name)
    with serving(library) as address:
        yield address


@pytest.fixture(scope="session")
def static_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a static site, below `a/prefix` of another folder."""
    stories = [load(ROOT / "tests" / "stories" / name) for name in ("pacific-crossing", "two-places")]
    folder = tmp_path_factory.mktemp("host") / "a" / "prefix"
    build_site([SiteStory.of(story.story, story.folder) for story in stories], folder)
    return folder


class Workshop:
    """A real server whose stories a test may change: each test works on stories of its own."""

    def __init__(self, url: str, library: Path) -> None:
        self.url = url
        self.library = library

    def story(self, source: Path = STORIES[0], *, name: str = "") -> str:
        """Copy a story folder into the library and return its new name."""
        made = name or f"{source.name}-{len(list(self.library.iterdir()))}"
        shutil.copytree(source, self.library / made)
        return made

    def edit(self, page: Page, story: str, place: str = "") -> Page:
        """Open a story in the editor, at a place such as `sources/log`."""
        page.goto(f"{self.url}/edit/{story}{'#' if place else ''}{place}")
        page.locator("html[data-ready]").wait_for(state="attached")
        return page


@pytest.fixture(scope="session")
def workshop_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """One server for all tests that change stories."""
    library = tmp_path_factory.mktemp("workshop")
    shutil.copytree(STORIES[0], library / "first")
    with serving(library) as address:
        yield Workshop(address, library)


@pytest.fixture
def workshop(workshop_server: Workshop, watch: "Watch") -> Workshop:
    """The server whose stories a test may change, watched."""
    watch.allowed_hosts.add(urlsplit(workshop_server.url).netloc)
    return workshop_server


class Watch:
    """Collects what must not happen: errors, failed requests, requests to other hosts."""

    def __init__(self, home: str) -> None:
        self.home = urlsplit(home).netloc
        self.faults: list[str] = []
        self.allowed_hosts: set[str] = set()
        self.allowed_statuses: set[int] = set()
        self.allowed_words: set[str] = set()

    def wrong(self) -> list[str]:
        """The faults that were not to be, however late they came."""
        return [fault for fault in self.faults if not any(words in fault for words in self.allowed_words)]

    def over(self, context: BrowserContext) -> BrowserContext:
        """Watch a context and return it."""
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"page error: {_traced(error.error)}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)
        return context

    def _console(self, message: ConsoleMessage) -> None:
        by_status = any(f"status of {status} " in message.text for status in self.allowed_statuses)
        unused = "was preloaded" in message.text  # what is true of a page whose script may not run
        left = message.text == "TypeError: Failed to fetch"  # a map that was left; `_failed` has the others
        if message.type in ("error", "warning") and not by_status and not unused and not left:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme in ("http", "https") and url.netloc not in {self.home, *self.allowed_hosts}:
            self.faults.append(f"request to another host: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the page was left, or the tile is not needed any more
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.allowed_statuses:
            self.faults.append(f"{response.status}: {response.url}")


def _traced(error: Error) -> str:
    """What went wrong, and where: the latter tells what the former leaves open."""
    return error.stack or error.message


@pytest.fixture
def watch(base_url: str) -> Iterator[Watch]:
    """Fails the test in which anything went wrong in a browser."""
    watching = Watch(base_url)
    yield watching
    if wrong := watching.wrong():
        pytest.fail("\n".join(wrong), pytrace=False)  # an assertion would cut them short


@pytest.fixture
def new_context(new_context: Callable[..., BrowserContext], watch: Watch) -> Callable[..., BrowserContext]:
    """Watched contexts: a laptop's screen a reader who wants no motion, unless the test says otherwise."""
    usual = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", "locale": "en-GB"}

    def make(**options: Any) -> BrowserContext:
        context = watch.over(new_context(**{**usual, **options}))
        context.set_default_timeout(30_000)
        return context

    return make


@pytest.fixture
def paper(watch: Watch) -> Iterator[ArticleHost]:
    """A newspaper: a site of articles that tests write, which the browser may ask."""
    with article_host() as host:
        watch.allowed_hosts.add(urlsplit(host.address).netloc)
        yield host


@pytest.fixture
def missions(
    missions_story: Path,
    tmp_path: Path,
    serve_library: Callable[[Path], AbstractContextManager[str]],
    watch: Watch,
) -> Iterator[str]:
    """The address of the story of 20,000 flights."""
    shutil.copytree(missions_story, tmp_path / "library" / missions_story.name)
    with serve_library(tmp_path / "library") as address:
        watch.allowed_hosts.add(urlsplit(address).netloc)
        yield f"{address}/{missions_story.name}"


class Reader:
    """Someone who reads a story: what they do, and what they see."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.map = page.locator("#map")
        self.panel = page.get_by_role("dialog")
        self.rail = page.get_by_role("navigation", name="Chapters").get_by_role("link")
        self.places = page.get_by_role("region", name="Places as list").first

    def open(self, address: str = PACIFIC) -> "Reader":
        """Open a story and wait for the first map picture."""
        self.page.goto(address)
        return self.ready()

    def ready(self) -> "Reader":
        """Wait for the map to be drawn and to stand."""
        self.page.locator("html[data-ready]").wait_for(state="attached")
        return self.settled()

    def stop_time(self) -> "Reader":
        """Stop the clock of the page, which was installed before: from now on time passes as a test lets it.

        The clock of a busy machine goes on while a test looks.
        """
        self.page.clock.pause_at(self.page.evaluate("Date.now()") / 1000 + 2)  # it can't go back
        return self

    def settled(self) -> "Reader":
        """Wait for the end of a flight."""
        expect(self.page.locator("#map[data-flying]")).to_have_count(0)
        return self

    def button(self, name: str) -> Locator:
        """A button whose name begins with a word."""
        return self.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}"))

    def mark(self, name: str) -> Locator:
        """The mark of a place."""
        return self.map.get_by_role("button", name=re.compile(name))

    def marks(self) -> list[dict[str, Any]]:
        """All marks: name, state, and where they stand on the screen."""
        found: list[dict[str, Any]] = self.page.evaluate(MARKS)
        return found

    def expect_step(self, step: int) -> None:
        """See that a step is shown: its text, its tick, and nothing of the others."""
        expect(self.page.locator(f"[data-step='{step}'][aria-current='step']")).to_have_count(1)
        expect(self.page.locator(".rail [aria-current]")).to_have_count(1)

    def expect_title(self, title: str) -> None:
        """See a chapter's heading."""
        expect(
            self.page.locator("#chapters").get_by_role("heading", name=title, exact=True).first
        ).to_be_visible()

    def focus_is_in(self, selector: str) -> bool:
        """Whether the focus is in a part of the page."""
        return bool(self.page.evaluate("(at) => document.activeElement.closest(at) !== null", selector))

    def document(self) -> dict[str, Any]:
        """The player document that came with the page."""
        found: dict[str, Any] = self.page.evaluate(
            "JSON.parse(document.querySelector('#storymap-document').textContent)"
        )
        return found

    def announcements(self) -> Callable[[], list[str]]:
        """Listen to the polite announcements from now on; the answer returns them."""
        self.page.evaluate("""() => { window.heard = [];
            new MutationObserver(() => heard.push(announcer.textContent)).observe(announcer,
                { childList: true, characterData: true, subtree: true }); }""")
        return lambda: self.page.evaluate("heard")


@pytest.fixture
def reader(page: Page) -> Reader:
    """A reader at a laptop who wants no motion."""
    return Reader(page)


@pytest.fixture
def moving(new_context: Callable[..., BrowserContext]) -> Reader:
    """A reader at a laptop whose map flies."""
    return Reader(new_context(reduced_motion="no-preference").new_page())


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Reader:
    """A reader with a phone."""
    size = {"width": 390, "height": 844}
    return Reader(
        new_context(
            viewport=size, screen=size, has_touch=True, is_mobile=True, device_scale_factor=2
        ).new_page()
    )


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """What axe finds on a page as it is, by day and by night; small targets count, too."""
    program = (ROOT / "storymap" / "browser" / "node_modules" / "axe-core" / "axe.min.js").read_text()
    run = """async () => {
        const { violations } = await axe.run(document, { rules: { "target-size": { enabled: true } } });
        const places = (nodes) => nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ");
        return violations.map(({ id, nodes }) => `${id}: ${places(nodes)}`);
    }"""

    def find(page: Page) -> list[str]:
        page.evaluate(f"window.axe ?? (() => {{ {program} }})()")
        found: list[str] = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += page.evaluate(run)
        return found

    return find
