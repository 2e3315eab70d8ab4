"""The drawn maps of a site are made again only when something that they show has changed."""

import dataclasses
import shutil
from pathlib import Path

from storymap.render.picture import draw_map
from storymap.render.site import build_site
from storymap.render.site.drawings import drawings
from storymap.render.site.stories import SiteStory
from storymap.storage import load

STORIES = Path(__file__).resolve().parents[2] / "stories"


def pacific() -> SiteStory:
    loaded = load(STORIES / "pacific-crossing")
    return SiteStory.of(loaded.story, loaded.folder)


def changed(story: SiteStory, chapter: int, **values: object) -> SiteStory:
    """Return the story with other values in a chapter of its English document."""
    document = dict(story.documents["en"])
    document["chapters"] = [dict(item) | (values if index == chapter else {})
                            for index, item in enumerate(document["chapters"])]
    return dataclasses.replace(story, documents={**story.documents, "en": document})


def keys(story: SiteStory) -> dict[str, str]:
    return {f"{one.place}{one.chapter}": one.key(b"") for one in drawings(story)}


def test_texts_and_media_change_no_map():
    story = pacific()
    assert keys(changed(story, 1, html="<p>Other words.</p>", media=[])) == keys(story)


def test_a_view_changes_the_map_of_its_chapter_alone():
    story = pacific()
    before, after = keys(story), keys(changed(story, 1, view={"center": [0, 0], "zoom": 3}))
    assert [place for place in before if before[place] != after[place]] == [
        f"{story.documents['en']['chapters'][1]['id']}/" + story.documents["en"]["chapters"][1]["id"]]


def test_a_map_shows_nothing_that_the_key_leaves_out():
    story = pacific()
    for one in drawings(story):
        record = next((item for item in one.document["chapters"] if item["id"] == one.chapter), None)
        whole = draw_map(dict(one.document), record).encode()
        assert next(one.draw())[1] == whole, one.place


def test_the_program_counts_too():
    one = next(drawings(pacific()))
    assert one.key(b"1") != one.key(b"2")


def test_a_change_of_a_chapters_text_draws_nothing_and_writes_pages_alone(tmp_path: Path):
    home, site = tmp_path / "pacific-crossing", tmp_path / "site"
    shutil.copytree(STORIES / "pacific-crossing", home)

    def build() -> list[str]:
        loaded = load(home)
        return build_site([SiteStory.of(loaded.story, loaded.folder)], site).written

    build()
    file = home / "chapters" / "suva.md"
    file.write_text(file.read_text("utf-8") + "\nAnd so on.\n", "utf-8")
    written = build()
    assert written
    assert all(name.startswith("pacific-crossing/") for name in written)
    sites = home / "sites.csv"
    sites.write_text(sites.read_text("utf-8").replace("Suva", "Suva City"), "utf-8")
    assert any(name.startswith("assets/pacific-crossing/suva-map-") for name in build())
