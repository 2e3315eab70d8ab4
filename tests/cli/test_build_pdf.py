"""`storymap build --pdf` prints a handout with a real Chromium."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import normalize

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from storymap.cli import main
from storymap.storage import load

STORY = Path(__file__).resolve().parents[1] / "stories" / "pacific-crossing"
PUBLISHED = datetime(2026, 11, 22, tzinfo=UTC)
ADDRESS = "https://maps.example.org/pacific-crossing/"


def test_every_chapter_is_on_paper_with_its_sources_and_the_address_in_front(tmp_path: Path):
    target = tmp_path / "handout.pdf"
    done = CliRunner().invoke(
        main, ["build", str(STORY), "--pdf", str(target), "--address", ADDRESS, "--json"]
    )
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {
        "file": str(target), "language": "en", "bytes": target.stat().st_size
    }  # fmt: skip
    # The letters f and i may be one on paper.
    texts = (normalize("NFKC", page.extract_text()) for page in PdfReader(target).pages)
    pages = [" ".join(text.split()) for text in texts]
    whole, story = " ".join(pages), load(STORY).story
    for chapter in story.chapters:
        assert chapter.title.get("en") in whole
    assert ADDRESS in pages[0]
    assert "Sources and credits" in whole
    assert f"1 / {len(pages)}" in pages[0]
    facts = PdfReader(target).metadata
    assert facts is not None
    assert (facts.creation_date, facts.modification_date) == (PUBLISHED, PUBLISHED)
    width, height = (round(float(side) / 72 * 25.4) for side in PdfReader(target).pages[0].mediabox[2:])
    assert (width, height) == (210, 297)


def test_chapters_are_bookmarks_and_the_same_story_gives_the_same_bytes(tmp_path: Path):
    one, two = tmp_path / "one.pdf", tmp_path / "two.pdf"
    folder, long = shutil.copytree(STORY, tmp_path / "crossing"), " ".join(["Across the widest water"] * 5)
    chapter = folder / "chapters" / "suva.md"
    chapter.write_text(chapter.read_text("utf-8").replace("Over the line to Suva", long), "utf-8")
    for target in (one, two):
        done = CliRunner().invoke(main, ["build", str(folder), "--pdf", str(target)])
        assert done.exit_code == 0, done.output
    story, paper = load(folder).story, PdfReader(one)
    cover, below, *_rest = paper.outline
    assert cover.title == story.title.get("en")
    marks = [mark for mark in below if not isinstance(mark, list)]
    titles = [chapter.title.get("en") for chapter in story.chapters]
    assert long in titles
    assert [mark.title for mark in marks] == [*titles, "Sources and credits", "Places as list"]
    for mark in marks:
        page = paper.pages[paper.get_destination_page_number(mark)].extract_text()
        assert mark.title in " ".join(normalize("NFKC", page).split())
    assert one.read_bytes() == two.read_bytes()


def test_page_numbers_read_from_left_to_right_in_a_right_to_left_language_too(tmp_path: Path):
    target = tmp_path / "handout.pdf"
    done = CliRunner().invoke(main, ["build", str(STORY), "--pdf", str(target), "--language", "ar"])
    assert done.exit_code == 0, done.output
    pages, placed = PdfReader(target).pages, []
    pages[0].extract_text(
        visitor_text=lambda text, _, at, *_more: placed.append((at[5], at[4], text.strip()))
    )
    lowest = max(down for down, _, text in placed if text)
    foot = [text for down, _, text in sorted(placed) if text and down == lowest]
    assert foot == ["1", "/", str(len(pages))]


def test_no_bookmarks_are_better_than_ones_whose_words_are_turned_round(tmp_path: Path):
    target = tmp_path / "handout.pdf"
    done = CliRunner().invoke(main, ["build", str(STORY), "--pdf", str(target), "--language", "ar"])
    assert done.exit_code == 0, done.output
    assert PdfReader(target).outline == []


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--language", "vi"], "it has en, ar"),
        (["--language", "en", "--language", "ar"], "one --language"),
        (["-o", "site"], "one of these"),
        (["--address", "maps.example.org"], "https://"),
    ],
)
def test_what_cannot_be_printed_is_told(tmp_path: Path, more: list[str], told: str):
    target = tmp_path / "handout.pdf"
    done = CliRunner().invoke(main, ["build", str(STORY), "--pdf", str(target), *more])
    assert done.exit_code == 2
    assert told in done.output
    assert not target.exists()


@pytest.mark.parametrize(
    ("folder", "told"), [(STORY.parent, "stories; name one of them"), (STORY / "chapters", "has no story")]
)
def test_a_folder_that_is_not_one_story_is_refused(tmp_path: Path, folder: Path, told: str):
    target = tmp_path / "handout.pdf"
    done = CliRunner().invoke(main, ["build", str(folder), "--pdf", str(target)])
    assert done.exit_code == 1
    assert told in done.output
    assert not target.exists()


def test_a_name_that_does_not_end_in_pdf_is_refused(tmp_path: Path):
    target = tmp_path / "handout.txt"
    done = CliRunner().invoke(main, ["build", str(STORY), "--pdf", str(target)])
    assert done.exit_code == 2
    assert "must end in .pdf: handout.txt" in done.output
    assert not target.exists()


@pytest.mark.parametrize(("named", "told"), [("/no/such/program", "is no program"), ("", "Install one")])
def test_where_there_is_no_chromium_it_says_what_to_do(tmp_path: Path, monkeypatch, named: str, told: str):
    monkeypatch.setenv("STORYMAP_CHROMIUM", named)
    monkeypatch.setenv("PATH", str(tmp_path))
    done = CliRunner().invoke(main, ["build", str(STORY), "--pdf", str(tmp_path / "handout.pdf")])
    assert done.exit_code == 1
    assert told in done.output


BUSY = """#!/bin/sh
for word in "$@"; do case $word in --user-data-dir=*) home=${word#*=} ;; esac; done
(trap '' INT; for turn in $(seq 3000); do mkdir -p "$home/Default"; touch "$home/Default/$turn"; done) &
wait
"""


def test_ctrl_c_while_a_browser_prints_ends_it_and_leaves_nothing(tmp_path: Path):
    browser, temporary = tmp_path / "browser", tmp_path / "temporary"
    browser.write_text(BUSY)
    browser.chmod(0o755)
    temporary.mkdir()
    command = [sys.executable, "-m", "storymap", "build", str(STORY), "--pdf", str(tmp_path / "handout.pdf")]
    env = {**os.environ, "STORYMAP_CHROMIUM": str(browser), "TMPDIR": str(temporary)}
    with subprocess.Popen(
        command, env=env, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        while not list(temporary.glob("*/profile/Default/*")):
            time.sleep(0.05)
            assert running.poll() is None
        os.killpg(running.pid, signal.SIGINT)
        said, _ = running.communicate(timeout=30)
    assert said.strip() == "Aborted!"
    assert running.returncode == 1
    assert list(temporary.iterdir()) == []
