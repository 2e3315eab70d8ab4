"""Many people save at once through several server processes: what was acknowledged is there, exactly.

`STORYMAP_SAVES=2000 pytest --timeout=3000 tests/web/test_processes.py` saves more often.
"""

import contextlib
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from storymap.storage.editable import read_editable
from storymap.storage.history import History
from storymap.storage.version import version_from, version_of
from tests.web.real_server import Client, serving
from tests.web.visitors import STORIES

PROCESSES, PEOPLE = 4, 8
SAVES = int(os.environ.get("STORYMAP_SAVES", "96")) // PEOPLE
ADDRESS = "/api/stories/two-places"


def write(port: int, person: int) -> list[str]:
    """Add records one after the other; return the ids whose saves were acknowledged."""
    acknowledged: list[str] = []
    with contextlib.closing(Client(port)) as client:
        version = client.ask("GET", ADDRESS).json["version"]
        for number in range(SAVES):
            ident = f"event-{person}-{number}"
            changes = [{"op": "add", "kind": "event", "id": ident, "values": {"title": ident}, "after": None}]
            answer = client.ask("PATCH", ADDRESS, {"changes": changes}, version=version)
            while answer.status == 412:
                assert answer.json["clean"] == changes
                version = answer.json["version"]
                answer = client.ask("PATCH", ADDRESS, {"changes": changes}, version=version)
            assert answer.status == 200, answer.json
            version = answer.json["version"]
            acknowledged.append(ident)
    return acknowledged


def test_what_was_acknowledged_is_there_and_is_a_revision_each(tmp_path: Path):
    folder = tmp_path / "stories" / "two-places"
    shutil.copytree(STORIES / "two-places", folder)
    with serving(folder.parent, workers=PROCESSES) as port, ThreadPoolExecutor(PEOPLE) as people:
        acknowledged = [one for done in people.map(lambda person: write(port, person), range(PEOPLE))
                        for one in done]  # fmt: skip
    assert len(acknowledged) == PEOPLE * SAVES
    kept = [event["id"] for event in read_editable(folder).as_json()["events"]]
    assert sorted(kept[2:]) == sorted(acknowledged)
    history = History(folder)
    revisions = history.revisions(limit=None)
    assert len(revisions) == len(acknowledged) + 1  # and the story as it was found
    assert version_from(history.digests_at(history.head())) == version_of(folder)
