"""Two people who write in one story: one in the editor, the other through the same API."""

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Locator, Page, expect


class Duel:
    """One person in the editor, and another one whose saves come in between, through the same API."""

    def __init__(self, page: Page, url: str, story: str) -> None:
        self.page = page
        self.address = f"{url}/api/stories/{story}"

    def ask(self, method: str, path: str = "", body: Any = None, version: str = "") -> Any:
        """Send a request as the other person."""
        headers = {"Content-Type": "application/json", **({"If-Match": f'"{version}"'} if version else {})}
        data = None if body is None else json.dumps(body).encode()
        with urlopen(Request(self.address + path, data, headers, method=method)) as answer:
            return json.load(answer)

    def state(self) -> Any:
        """The story as the server holds it."""
        return self.ask("GET")

    def record(self, kind: str, ident: str) -> dict[str, Any] | None:
        """A record as the server holds it."""
        return next((one for one in self.state()[f"{kind}s"] if one["id"] == ident), None)

    def value(self, kind: str, ident: str, field: str) -> Any:
        """A field of a record that is there."""
        found = self.record(kind, ident)
        assert found is not None
        return found[field]

    def they(self, *changes: dict[str, Any]) -> None:
        """The other person saves changes."""
        self.ask("PATCH", "", {"changes": list(changes)}, self.state()["version"])

    def they_set(self, kind: str, ident: str, field: str, now: Any) -> None:
        """The other person gives a field another value."""
        state = self.state()["story"] if kind == "story" else self.record(kind, ident)
        was = (state or {}).get(field)
        self.they({"op": "set", "kind": kind, "id": ident, "field": field, "was": was, "now": now})

    def they_remove(self, kind: str, ident: str) -> None:
        """The other person removes a record."""
        was = {key: value for key, value in (self.record(kind, ident) or {}).items() if key != "id"}
        self.they({"op": "remove", "kind": kind, "id": ident, "was": was, "after": ""})

    @property
    def dialog(self) -> Locator:
        """The question."""
        return self.page.get_by_role("dialog", name=re.compile("^Two people changed the same"))

    def field(self, name: str) -> Locator:
        """A text field of the form."""
        return self.page.get_by_role("main").get_by_role("textbox", name=name, exact=True)

    def saved(self) -> None:
        """Wait until all is saved and nothing is asked."""
        expect(self.page.locator(".bar .status")).to_have_text(re.compile(r"^Saved \d+:\d\d(?!.*undecided)"))

    def hold(self) -> Callable[..., None]:
        """Cut the person's saves off until the answer is called: then the network is there again."""
        self.page.route(
            "**/api/stories/*",
            lambda route: route.abort("aborted") if route.request.method == "PATCH" else route.fallback(),
        )
        return self._let_go

    def _let_go(self, told: bool = True) -> None:
        self.page.unroute("**/api/stories/*")
        if told:
            self.page.evaluate("dispatchEvent(new Event('online'))")
