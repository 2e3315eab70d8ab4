"""The tiles of event sets are files of a static site under names that hold their hash."""

import json
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from storymap.document.drafts import for_readers
from storymap.render.site import BuildReport, build_site
from storymap.render.site.stories import SiteStory
from storymap.storage import load


def built(target: Path, folder: Path) -> BuildReport:
    shown = for_readers(load(folder).story)
    assert shown is not None
    return build_site([SiteStory.of(shown, folder)], target)


@pytest.fixture(scope="module")
def site(missions_story: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    built(target, missions_story)
    return target


def named(site: Path, page: str) -> dict[str, Path]:
    """The files of the one set that a page names, by what they are."""
    text = (site / page / "index.html").read_text("utf-8")
    found = re.search(r'id="storymap-document">(.*?)</script>', text)
    base = re.search(r'<base href="([^"]*)"', text)
    assert found
    assert base
    (one,) = json.loads(found[1])["event_sets"]
    home = urljoin(f"https://x.test/{page}/", base[1])
    addresses = {kind: urljoin(home, one[kind]) for kind in ("archive", "summary", "places")}
    return {kind: site / address.removeprefix("https://x.test/") for kind, address in addresses.items()}


def test_every_page_names_the_same_files_with_a_relative_address(site: Path, missions_story: Path) -> None:
    found = [
        named(site, f"air-operations/{page}")
        for page in ("", "offensive", "embed", "vi", "vi/offensive", "vi/embed")
    ]
    assert all(files == found[0] for files in found)
    for kind, name in (("archive", ".pmtiles"), ("summary", ".json"), ("places", "-places.csv")):
        file = found[0][kind]
        assert file.read_bytes() == (missions_story / "tiles" / f"missions{name}").read_bytes()
        assert re.fullmatch(r"tiles-missions.*-[0-9a-f]{12}\.\w+", file.name)
        assert file.parent == site / "assets" / "air-operations"
    kept = [path.name for path in (site / "assets" / "air-operations").iterdir()]
    assert not [name for name in kept if "bad-rows" in name or name.startswith("data")]


def test_the_words_of_the_sets_are_in_the_pages(site: Path) -> None:
    page = (site / "air-operations" / "vi" / "offensive" / "index.html").read_text("utf-8")
    assert "Chương này hiện 892 trong 19.989 sự kiện." in page
    document: dict[str, Any] = json.loads((site / "air-operations/data/document.json").read_text("utf-8"))
    assert document["event_sets"][0]["archive"] == "tiles/missions.pmtiles"


def test_a_file_that_is_the_same_is_not_copied_again(missions_story: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(missions_story, tmp_path / "air-operations"))
    site = tmp_path / "site"
    built(site, folder)
    before = named(site, "air-operations")["archive"]
    stamp = before.stat().st_mtime_ns, before.stat().st_ino
    assert built(site, folder).written == []
    (folder / "tiles" / "missions.json").write_text(
        (folder / "tiles" / "missions.json").read_text().replace('"undated": 0', '"undated": 3')
    )
    written = built(site, folder).written
    assert len([name for name in written if "tiles-missions" in name]) == 1
    assert (before.stat().st_mtime_ns, before.stat().st_ino) == stamp
    with (folder / "tiles" / "missions.pmtiles").open("ab") as file:
        file.write(b"more")
    built(site, folder)
    after = named(site, "air-operations")["archive"]
    assert after.read_bytes() == before.read_bytes() + b"more"
    assert before.exists()  # for readers who have an old page open
