"""A library becomes a static site."""

import json
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from click.testing import CliRunner

from storymap.cli import main
from storymap.document.drafts import for_readers
from storymap.render.site import BuildReport, build_site, steps
from storymap.render.site.shelf import shelf_names
from storymap.render.site.stories import SiteStory, Unbuildable
from storymap.storage import load

STORIES = Path(__file__).resolve().parents[2] / "stories"
_ADDRESS = re.compile(r"""(?:href|src|srcset|data-player)="([^"#]*)""")


def story(folder: Path) -> SiteStory:
    loaded = load(folder)
    shown = for_readers(loaded.story)
    assert shown is not None
    return SiteStory.of(shown, loaded.folder)


def built(target: Path, *folders: Path, address: str = "") -> BuildReport:
    return build_site([story(folder) for folder in folders], target, address=address)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    built(target, STORIES / "pacific-crossing", STORIES / "equator", address="https://maps.example.org/here/")
    return target


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_every_chapter_has_a_page_in_every_language(site: Path):
    names = {path.relative_to(site).as_posix() for path in pages(site)}
    chapters = [chapter.id for chapter in load(STORIES / "pacific-crossing").story.chapters]
    for home in ("pacific-crossing/", "pacific-crossing/ar/"):
        folders = ["", "embed/", *(f"{chapter}/" for chapter in chapters)]
        assert {f"{home}{folder}index.html" for folder in folders} <= names
    assert {"index.html", "vi/index.html", "equator/index.html"} <= names


def test_every_address_in_a_page_is_relative_and_leads_to_a_file(site: Path):
    for page in pages(site):
        text = page.read_text("utf-8")
        home = "https://x.test/" + page.relative_to(site).as_posix().removesuffix("index.html")
        base = re.search(r'<base href="([^"]+)"', text)
        base_address = urljoin(home, base[1]) if base else home
        for address in _ADDRESS.findall(text):
            if not address or urlsplit(address).scheme in ("http", "https", "data", "mailto", "geo"):
                continue
            assert not address.startswith("/"), (page, address)
            path = unquote(urlsplit(urljoin(base_address, address)).path).lstrip("/")
            found = site / path / "index.html" if path.endswith("/") or not path else site / path
            assert found.is_file(), (page, address, path)


def test_full_addresses_stand_where_the_sites_address_is_known(site: Path):
    page = (site / "pacific-crossing" / "ar" / "index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://maps.example.org/here/pacific-crossing/ar/">' in page
    assert 'hreflang="x-default" href="https://maps.example.org/here/pacific-crossing/"' in page
    entries = ET.parse(site / "sitemap.xml").getroot()
    places = [entry[0].text for entry in entries]
    assert "https://maps.example.org/here/equator/" in places
    assert len(places) == len(set(places))


def test_the_oembed_answers_and_cards_that_a_page_names_are_files_of_the_site(site: Path):
    address = "https://maps.example.org/here/"
    pages = {"pacific-crossing/ar/embed/": 2, "pacific-crossing/": 3, "pacific-crossing/ar/suva/": 3}
    for page, count in pages.items():
        text = (site / page / "index.html").read_text("utf-8")
        named = re.findall(r'(?:oembed" href|og:image" content)="([^"]+)"', text)
        assert len(named) == count
        files = [site / name.removeprefix(address) for name in named]
        assert [file.is_file() for file in files] == [True] * count
    answer = json.loads((site / "pacific-crossing" / "ar" / "suva" / "oembed.json").read_text("utf-8"))
    assert f'src="{address}pacific-crossing/ar/embed/?chapter=suva"' in answer["html"]
    assert answer["thumbnail_url"] in named


def test_what_stands_around_the_stories_has_names_that_are_known_before(site: Path):
    around = {path.relative_to(site).as_posix() for path in (*site.glob("*"), *site.glob("vi/*"))
              if path.is_file() and not path.name.startswith(".")}  # fmt: skip
    names = shelf_names("https://maps.example.org/here/")
    assert around <= set(names) <= {*around, "feed.xml"}


def test_the_same_stories_give_the_same_bytes(site: Path, tmp_path: Path):
    built(tmp_path, STORIES / "pacific-crossing", STORIES / "equator", address="https://maps.example.org/here/")
    for path in sorted(site.rglob("*")):
        if path.is_file():
            assert (tmp_path / path.relative_to(site)).read_bytes() == path.read_bytes(), path


def test_a_second_build_touches_only_what_changed(tmp_path: Path):
    library, target = tmp_path / "library", tmp_path / "site"
    for name in ("equator", "pacific-crossing"):
        shutil.copytree(STORIES / name, library / name)
    built(target, library / "equator", library / "pacific-crossing")
    assert built(target, library / "equator", library / "pacific-crossing").written == []
    file = library / "equator" / "chapters" / "first.md"
    file.write_text(file.read_text("utf-8") + "\n\nA new line.\n", "utf-8")
    again = built(target, library / "equator", library / "pacific-crossing").written
    assert again
    assert all(name.startswith("equator/") for name in again)


def test_a_file_that_went_missing_is_made_again(tmp_path: Path):
    built(tmp_path, STORIES / "equator")
    (tmp_path / "equator" / "index.html").unlink()
    assert built(tmp_path, STORIES / "equator").written == ["equator/index.html"]


def test_what_an_earlier_build_left_goes_and_other_files_stay(tmp_path: Path):
    built(tmp_path, STORIES / "equator")
    (tmp_path / "equator" / "old").mkdir()
    (tmp_path / "equator" / "old" / "index.html").write_text("old")
    (tmp_path / "CNAME").write_text("maps.example.org")
    (tmp_path / "assets" / "logo.svg").write_text("mine")
    assert built(tmp_path, STORIES / "equator").removed == ["equator/old/index.html"]
    assert (tmp_path / "CNAME").is_file()
    assert (tmp_path / "assets" / "logo.svg").is_file()


def test_a_draft_is_left_out_and_named(tmp_path: Path):
    library = tmp_path / "library"
    for name in ("equator", "pacific-crossing"):
        shutil.copytree(STORIES / name, library / name)
    file = library / "equator" / "story.yaml"
    file.write_text(file.read_text("utf-8") + "draft: true\n", "utf-8")
    done = CliRunner().invoke(main, ["build", str(library), "-o", str(tmp_path / "site")])
    assert done.exit_code == 0, done.output
    assert "left out, since it is a draft: equator" in done.output
    assert not (tmp_path / "site" / "equator").exists()


def test_what_only_a_draft_chapter_names_stands_in_no_file_of_a_site(tmp_path: Path):
    home, target = tmp_path / "two-places", tmp_path / "site"
    shutil.copytree(STORIES / "equator", home)
    for name, row in (("sites.csv", "bunker,Secretum,5,5\n"), ("events.csv", "c,bunker,1996,Clandestine\n")):
        file = home / name
        file.write_text(file.read_text("utf-8").rstrip("\n") + f"\n{row}", "utf-8")
    (home / "chapters" / "third.md").write_text(
        "---\ntitle: Third\ndraft: true\nplace: bunker\nshow: {events: [c]}\n---\nA.\n", "utf-8"
    )
    plan = home / "story.yaml"
    plan.write_text(plan.read_text("utf-8").replace("second]", "second, third]"), "utf-8")
    built(target, home)
    files = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    for word in (b"Secretum", b"Clandestine", b"bunker"):
        assert [path for path, data in files.items() if word in data] == []
    assert any(b"Null Island" in data for data in files.values())


def test_a_chapter_named_like_a_folder_of_the_site_is_refused(tmp_path: Path):
    home = tmp_path / "equator"
    shutil.copytree(STORIES / "equator", home)
    (home / "chapters" / "first.md").rename(home / "chapters" / "media.md")
    file = home / "story.yaml"
    file.write_text(file.read_text("utf-8").replace("first", "media", 1), "utf-8")
    with pytest.raises(Unbuildable, match="has the name of a folder of the site"):
        story(home)


def test_code_in_a_story_is_text_on_the_site(tmp_path: Path):
    built(tmp_path, STORIES / "canaries")
    for page in pages(tmp_path):
        text = page.read_text("utf-8")
        assert "1337" not in text
        assert "<img src=x" not in text


def test_a_site_has_a_feed_when_its_address_and_a_date_are_known(tmp_path: Path):
    home = tmp_path / "equator"
    shutil.copytree(STORIES / "equator", home)
    target, address = tmp_path / "site", "https://maps.example.org/here/"
    built(target, home, address=address)
    assert not (target / "feed.xml").exists()
    assert "atom+xml" not in (target / "index.html").read_text("utf-8")
    plan = home / "story.yaml"
    plan.write_text(plan.read_text("utf-8") + "published: 2026-02-03\n", "utf-8")
    built(target, home, address=address)
    feed = (target / "feed.xml").read_text("utf-8")
    assert "2026-02-03T00:00:00" in feed
    pictures = re.findall(r"https://maps\.example\.org/here/(assets/.+?\.png)", feed)
    assert pictures
    assert all((target / name).is_file() for name in pictures)
    assert 'href="feed.xml"' in (target / "index.html").read_text("utf-8")
    assert 'href="../feed.xml"' in (target / "vi" / "index.html").read_text("utf-8")
    built(target, home)
    assert not (target / "feed.xml").exists()


def test_a_build_tells_of_each_of_its_steps(tmp_path: Path):
    stories, told = [story(STORIES / "equator")], []
    for _ in range(2):  # the second has nothing to do
        told.append(0)

        def done(_: SiteStory) -> None:
            told[-1] += 1

        build_site(stories, tmp_path, done=done)
    assert told == [steps(stories)] * 2


def test_a_picture_whose_name_has_another_unicode_form_on_the_disk_is_on_the_site(
    decomposed: Path, tmp_path: Path
):
    built(tmp_path / "site", decomposed)
    page = (tmp_path / "site" / "pacific-crossing" / "index.html").read_text()
    found = re.findall(r'<img src="([^"]*/s-a-[0-9a-f]{12}.png)"', page)
    assert found
    assert all((tmp_path / "site" / "pacific-crossing" / address).is_file() for address in found)
