"""The tiles of an event set are published as they are built, and an object store gives them out in ranges."""

from pathlib import Path
from urllib.request import Request, urlopen

from storymap.publish import difference, open_place, transfer
from storymap.publish.local import local_files
from storymap.render.site import build_site
from storymap.render.site.stories import SiteStory
from storymap.storage import load
from tests.object_store import Bucket


def test_a_published_archive_has_its_type_and_is_read_in_ranges(
    missions_story: Path, bucket: Bucket, tmp_path: Path
) -> None:
    build_site([SiteStory.of(load(missions_story).story, missions_story)], tmp_path)
    files = local_files(tmp_path)
    for expected in (len(files), 0):
        place = open_place(bucket.url)
        plan = difference(files, ["air-operations"], place, 0)
        transfer(plan, place)
        assert len(plan.new) + len(plan.changed) == expected
    (key,) = (key for key in files if "tiles-missions" in key and key.endswith(".pmtiles"))
    request = Request(f"{bucket.server}/{bucket.name}/maps/{key}", headers={"Range": "bytes=0-126"})
    with urlopen(request) as answer:
        assert answer.status == 206
        assert answer.headers["Content-Type"] == "application/vnd.pmtiles"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["ETag"].startswith('"')
        assert answer.read() == (missions_story / "tiles" / "missions.pmtiles").read_bytes()[:127]
