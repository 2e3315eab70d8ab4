"""Everybody who may come to a server, as browsers and programs that are signed in, and a story for them."""

import io
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from storymap.accounts import Accounts, Role
from storymap.storage.save import save
from storymap.storage.trash import trash_story

STORIES = Path(__file__).resolve().parent.parent / "stories"
TILES = b"PMTiles\x03" + bytes(91) + b"\x01" + bytes(27)
STORY, TRASHED, OTHER = "two-places", "empty", "canaries"
_PASSWORD = "correct horse battery"

ROLES: dict[str, dict[str, Role]] = {
    "nobody": {},
    "viewer": {STORY: Role.VIEWER, TRASHED: Role.VIEWER},
    "editor": {STORY: Role.EDITOR, TRASHED: Role.EDITOR},
    "owner": {STORY: Role.OWNER, TRASHED: Role.OWNER},
    "owner of another story": {OTHER: Role.OWNER},
    "editor of every story": {"*": Role.EDITOR},
    "owner of every story": {"*": Role.OWNER},
    "without a role": {},
    "link to preview": {STORY: Role.VIEWER},
    "link to edit": {STORY: Role.EDITOR},
    "token of a viewer": {STORY: Role.VIEWER},
    "token of an editor": {STORY: Role.EDITOR},
    "token that is made up": {},
}
"""What each visitor holds; `nobody` and the made-up token are not known at all."""

UNKNOWN = frozenset({"nobody", "token that is made up"})


@dataclass(frozen=True)
class Visit:
    """A browser or a program, with what it sends along."""

    client: FlaskClient
    headers: dict[str, str]

    def ask(self, method: str, address: str, **more: Any) -> TestResponse:
        """Make a request."""
        headers = {**self.headers, **more.pop("headers", {})}
        return self.client.open(address, method=method, headers=headers, **more)


def visits(app: Flask, library: Path) -> dict[str, Visit]:
    """Return every visitor, ready to ask."""
    accounts = Accounts(library)
    return {name: _visit(app, accounts, name, roles) for name, roles in ROLES.items()}


def _visit(app: Flask, accounts: Accounts, name: str, roles: dict[str, Role]) -> Visit:
    client, headers = app.test_client(), {}
    if name == "token that is made up":
        headers["Authorization"] = "Bearer smt_made-up"
    elif name.startswith("link"):
        _, token = accounts.links.add(STORY, roles[STORY])
        assert client.get(f"/edit/link/{token}").status_code == 303
    elif name.startswith("token"):
        accounts.users.add(name, _PASSWORD, {"*": Role.OWNER})
        _, token = accounts.tokens.add(name, roles[STORY], story=STORY)
        headers["Authorization"] = f"Bearer {token}"
    elif name != "nobody":
        accounts.users.add(name, _PASSWORD, roles)
        signed_in = client.post("/edit/login", data={"name": name, "password": _PASSWORD})
        assert signed_in.status_code == 303
    return Visit(client, headers)


def furnish(library: Path) -> dict[str, str]:
    """Give a library something for every address, and return what stands in the addresses."""
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    files = {"media/photo.png": picture.getvalue(), "tiles.pmtiles": TILES}
    folder = library / STORY
    furnish_a_set(folder)
    more = b"basemap: {pmtiles: tiles.pmtiles}\nevent_sets: [{id: all, title: All, data: all.csv}]\n"
    text = (folder / "story.yaml").read_bytes() + more
    saved = save(folder, [], expected=None, author="Ana", files={**files, "story.yaml": text})
    return {"story": STORY, "chapter": "first", "name": "events.csv", "file": "photo.png", "part": "all.json",
            "revision": saved.revision, "token": "made-up", **what_goes(library)}  # fmt: skip


def furnish_a_set(folder: Path) -> None:
    """Give a story the files of an event set without rows, which its second chapter shows."""
    counts = {"rows": 0, "shown": 0, "no place": 0, "undated": 0, "year only": 0}
    lists: dict[str, object] = {"bounds": [], "categories": [], "places": [], "bad": {}}
    (folder / "tiles").mkdir()
    (folder / "tiles" / "all.json").write_text(
        json.dumps(counts | lists | {"months": {"from": "", "counts": []}})
    )
    for name in ("all.pmtiles", "all-places.csv"):
        (folder / "tiles" / name).write_bytes(b"")
    chapter = folder / "chapters" / "second.md"
    chapter.write_text(chapter.read_text().replace("---\n", "---\nevent_sets: [all]\n", 1))


def what_goes(library: Path) -> dict[str, str]:
    """Make again what a request may take away: a link, and an entry of the trash."""
    link, _ = Accounts(library).links.add(STORY, Role.VIEWER)
    folder = library / TRASHED
    if not folder.exists():
        shutil.copytree(STORIES / TRASHED, folder)
    entry = trash_story(folder, expected=None, author="Ana").entry
    return {"link": link.id, "entry": entry}
