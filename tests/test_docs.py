"""The documentation says what the code does: commands, columns, keys, dates, links, the README."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import click
import jsonschema
import pytest
from PIL import Image

from storymap.cli import main
from storymap.formats.notations import read_position
from storymap.model import parse_when
from storymap.model.when_words import label
from storymap.paths import shipped_stories_dir
from storymap.settings import Settings
from storymap.storage import chapters, events, media, sites, sources, story_file
from storymap.storage.load import load
from storymap.tables.report import CLASSES
from storymap.web.library import RESERVED

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PAGES = [README, ROOT / "CHANGELOG.md", ROOT / "geodata" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = ROOT / "docs" / "commands.md"
DOCUMENT = ROOT / "docs" / "document.md"
STORIES = ROOT / "docs" / "stories.md"
TABLES = {
    "story.yaml": story_file.KEYS,
    "Chapters": chapters.KEYS,
    "sites.csv": sites.COLUMNS.known,
    "events.csv": events.COLUMNS.known,
    "sources.csv": sources.COLUMNS.known,
    "Media": media.KEYS,
}
_BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)|\bsrc=\"([^\"]+)\"")


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _blocks(page: Path) -> list[tuple[str, str, str]]:
    """Return the fenced blocks: the text before each since the last one, its language, its content."""
    found, end = [], 0
    text = _text(page)
    for block in _BLOCK.finditer(text):
        content = "".join(line.removeprefix(block[1]) for line in block[3].splitlines(keepends=True))
        found.append((text[end:block.start()], block[2], content))
        end = block.end()
    return found


def _section(page: Path, title: str) -> str:
    """Return the text under a heading of level 2."""
    parts = re.split(r"^## ", _text(page), flags=re.MULTILINE)
    return next(part for part in parts if part.partition("\n")[0].strip("` ") == title)


def _first_cells(text: str) -> list[str]:
    """Return what stands in backquotes in the first cell of each row of the tables."""
    return re.findall(r"^\| `([^`]+)`", text, re.MULTILINE)


def _commands() -> list[tuple[str, click.Command]]:
    """Return all commands by name; those of a group, such as `add site`, stand for the group."""
    assert isinstance(main, click.Group)
    context = click.Context(main)
    found = [(name, main.get_command(context, name)) for name in main.list_commands(context)]
    return [
        pair
        for name, command in found
        if command is not None
        for pair in (
            [(f"{name} {part}", one) for part, one in command.commands.items()]
            if isinstance(command, click.Group)
            else [(name, command)]
        )
    ]


def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(_text(ROOT / "storymap" / "document" / "schema.json"))
    return schema


def _run(arguments: list[str], folder: Path) -> None:
    """Run a command as a reader of the README would; exit codes other than 0 fail."""
    done = subprocess.run([sys.executable, "-m", "storymap", *arguments], cwd=folder, capture_output=True,
                          env=os.environ | {"PYTHONPATH": str(ROOT)}, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("name", "command"), _commands())
def test_every_command_and_option_is_described(name: str, command: click.Command) -> None:
    section = next(part for part in _text(COMMANDS).split("\n## ") if part.startswith(f"`storymap {name} "))
    context = click.Context(command, info_name=name, help_option_names=["-h", "--help"])
    for parameter in command.get_params(context):
        for option in parameter.opts if isinstance(parameter, click.Option) else []:
            assert f"`{option}" in section, f"docs/commands.md says nothing about {name} {option}"


def test_no_option_is_described_that_is_not_there() -> None:
    context = click.Context(main, help_option_names=["-h", "--help"])
    known = {option for _, command in [("", main), *_commands()] for parameter in command.get_params(context)
             for option in parameter.opts}
    assert set(re.findall(r"`(--[a-z-]+)", _text(COMMANDS))) <= known


def test_every_setting_is_described_with_its_variable_and_default() -> None:
    environment = Settings().as_environment()
    lines = _section(COMMANDS, "storymap serve [DIR]").splitlines()
    rows = {cells[2].strip(" `"): cells[3].strip(" `") for line in lines if len(cells := line.split("|")) > 4}
    assert {name for name in rows if name.startswith("STORYMAP_")} == set(environment)
    for name in set(environment) - {"STORYMAP_LIBRARY"}:
        assert rows[name] == (environment[name] or "empty"), name


@pytest.mark.parametrize("title", TABLES)
def test_every_column_and_key_is_described_with_an_example(title: str) -> None:
    rows = [line.split(" | ") for line in _section(STORIES, title).splitlines() if line.startswith("| `")]
    described = {cells[0].strip("| `"): cells[-1].strip("| ") for cells in rows}
    assert set(TABLES[title]) <= set(described)
    assert all(described[name] for name in TABLES[title])


def test_the_examples_of_story_yaml_and_of_chapters_can_be_read(tmp_path: Path) -> None:
    story = tmp_path / "story"
    for name in ("chapters", "layers", "media"):
        (story / name).mkdir(parents=True)
    Image.new("RGB", (3, 2)).save(story / "media" / "bridge.jpg")
    (story / "layers" / "dmz.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    ids = ("quang-tri", "hue", "hoi-an", "da-nang", "hanoi", "washington")
    rows = [f"{ident},{ident},{10 + at},{105 + at}" for at, ident in enumerate(ids)]
    (story / "sites.csv").write_text("\n".join(["id,name,lat,lon", *rows]))
    (story / "events.csv").write_text("id,site,when,title,tags\nhue-listed,hue,1993,Listed,heritage\n")
    (story / "story.yaml").write_text(_examples("story.yaml"), encoding="utf-8")
    for name in ("first", "second"):
        head = _examples("Chapters")
        (story / "chapters" / f"{name}.md").write_text(f"---\n{head}\n---\nText.\n", encoding="utf-8")
    found = [problem for problem in load(story).problems if "without `vi`" not in problem.message]
    assert [str(problem) for problem in found] == []


def _examples(title: str) -> str:
    """Return the examples of a section's first table, one line for each key."""
    table = _section(STORIES, title).partition("\n\n`view` is")[0]
    return "\n".join(re.findall(r"\| `([a-z_]+: [^`]+)` \|$", table, re.MULTILINE))


def test_every_class_of_the_join_is_described() -> None:
    table = _section(STORIES, "events.csv").partition("| class | means |")[2]
    described = re.findall(r"^\| ([a-z ]+) \|", table, re.MULTILINE)
    assert described == list(CLASSES.values())


def test_the_names_that_no_story_may_have_are_all_named() -> None:
    for page in (STORIES, ROOT / "docs" / "embedding-in-flask.md"):
        assert {name for name in RESERVED if f"`{name}`" not in _text(page)} == set()


def test_every_date_of_the_cheat_sheet_gives_the_words_shown() -> None:
    rows = re.findall(r"^\| `([^`]+)` \| (.+?) \| (.+?) \|$", _section(STORIES, "Dates"), re.MULTILINE)
    assert len(rows) > 20
    for written, english, vietnamese in rows:
        when = parse_when(written)
        assert (label(when, "en"), label(when, "vi")) == (english, vietnamese), written


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_and_picture_is_there(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]+`", "", _text(page), flags=re.DOTALL)
    for target in (first or second for first, second in _LINK.findall(text)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = page.parent / unquote(name) if name else page
        assert file.exists(), f"{page.name} links to {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", _text(file), re.MULTILINE)
            anchors = {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in headings}
            assert anchor in anchors, f"{page.name} links to {target}"


def test_no_picture_is_larger_than_200_kb() -> None:
    assert [path.name for path in (ROOT / "docs" / "images").iterdir() if path.stat().st_size > 200_000] == []


def test_the_story_of_the_readme_can_be_made_as_it_says(tmp_path: Path) -> None:
    lines = "\n".join(content for _, language, content in _blocks(README) if language == "sh").splitlines()
    commands = [shlex.split(line)[1:] for line in lines if line.startswith("storymap ")]
    new, check = [command for command in commands if command[0] != "serve"]
    assert (new[0], check[0]) == ("new", "check")
    _run(new, tmp_path)
    for old in (tmp_path / "my-story" / "chapters").iterdir():
        old.unlink()
    _write_the_files_of_the_readme(tmp_path)
    _run(check, tmp_path)
    loaded = load(tmp_path / "my-story")
    assert loaded.problems == ()
    assert [chapter.id for chapter in loaded.story.chapters] == [
        "in-the-mountains", "to-the-plain-and-the-coast"]
    assert len(loaded.story.sites) == 3


def _write_the_files_of_the_readme(folder: Path) -> None:
    """Put each block of the README into the file that was named before it."""
    names: list[str] = []
    for before, language, content in _blocks(README):
        names += re.findall(r"`(my-story/[\w./-]+\.\w+)`", before)
        if language in ("csv", "markdown"):
            (folder / names.pop(0)).write_text(content, encoding="utf-8")
        elif language == "yaml":
            file = folder / "my-story" / "story.yaml"
            head = file.read_text(encoding="utf-8").partition("\nchapters:")[0]
            file.write_text(f"{head}\n{content}", encoding="utf-8")


def test_every_copy_that_the_readme_makes_can_be_made(tmp_path: Path) -> None:
    inline = re.findall(r"`storymap (new [^`]+)`", _text(README))
    assert inline
    for command in inline:
        _run(shlex.split(command), tmp_path)


def test_the_document_example_follows_the_schema() -> None:
    blocks = [content for _, language, content in _blocks(DOCUMENT) if language == "json"]
    assert len(blocks) == 1
    jsonschema.Draft202012Validator(_schema()).validate(json.loads(blocks[0]))


def test_every_field_of_the_document_is_described() -> None:
    schema = _schema()
    text = re.sub(r"```.*?```", "", _text(DOCUMENT), flags=re.DOTALL)
    parts = ("event", "chapter", "leg", "media", "source", "layer", "event_set", "event_set_state")
    fields = {*schema["properties"], *schema["$defs"]["site"]["properties"]["properties"]["properties"],
              *(name for part in parts for name in schema["$defs"][part]["properties"])}
    assert {name for name in fields if not re.search(rf"`[^`]*\b{name}\b[^`]*`", text)} == set()


def test_the_readme_counts_the_chapters_of_the_shipped_story() -> None:
    story = load(shipped_stories_dir() / "closing-the-past").story
    assert f"{len(story.chapters)} chapters" in _text(README)


def test_every_notation_that_the_guide_shows_is_read_as_the_same_place() -> None:
    table = _section(ROOT / "docs" / "adding.md", "How positions may be written")
    lines = [line for line in table.splitlines() if line.startswith("| ")]
    shown = [text for line in lines for text in re.findall(r"`([^`]+)`", line)]
    found = {text: read_position(text, (107.6, 16.4)) for text in shown if text != "geo:"}
    assert len(found) > 10
    for text, position in found.items():
        assert position is not None, text
        assert position.position == pytest.approx((107.5909, 16.4637), abs=0.001), text
