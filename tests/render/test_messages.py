"""The catalogues hold every message of Python, templates and TypeScript, translated, and no others."""

import re
import unicodedata
from pathlib import Path

import pytest

from storymap.languages import interface_languages
from storymap.render.messages import gather, untranslated
from storymap.render.strings import EDITOR, PLAYER, editor_strings, player_strings, read_catalogue

TRANSLATED = [language for language in interface_languages() if language != "en"]
BROWSER = Path(__file__).resolve().parents[2] / "storymap" / "browser"
USED = re.compile(r'\bt\("((?:[^"\\]|\\.)*[^\W\d_](?:[^"\\]|\\.)*)"')  # t("…") with a letter in it
FIELD = re.compile(r"\{[^{}]*\}|%\(\w+\)s")


def places(catalogue) -> dict[object, set[str]]:
    return {message.id: {file for file, _ in message.locations} for message in catalogue if message.id}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_lists_each_message_where_it_is_used(language: str):
    assert places(read_catalogue(language)) == places(gather()), "run: python -m storymap.render.messages"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str):
    assert untranslated(read_catalogue(language)) == []


@pytest.mark.parametrize("folder", ["player", "editor", "preview"])
def test_no_message_of_the_browser_is_passed_over(folder: str):
    # Babel ends an expression of a template string at its first closing brace
    found = set(places(gather()))
    files = [file for file in (BROWSER / folder).rglob("*.ts*") if ".d.ts" not in file.name]
    passed = {words for file in files for words in USED.findall(file.read_text("utf-8"))} - found
    assert passed == set(), "take t() with values out of the template string"


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_fields_of_its_message(language: str):
    for message in read_catalogue(language):
        source = message.id if isinstance(message.id, str) else message.id[-1]
        for text in [message.string] if isinstance(message.string, str) else message.string:
            assert set(FIELD.findall(text)) == set(FIELD.findall(source)) or not message.id, source
            assert unicodedata.is_normalized("NFC", text)


def test_the_player_gets_its_own_messages_in_the_readers_language():
    strings = player_strings("vi")
    assert strings["{n} events"] == "{n} sự kiện"
    listed = {
        message for message, files in places(gather()).items() if any(f.startswith(PLAYER) for f in files)
    }
    assert set(strings) == listed
    assert "There is no such story" not in strings


def test_the_editor_gets_its_own_messages_and_those_of_the_player_whose_map_it_shows():
    strings = editor_strings("vi")
    listed = {
        message for message, files in places(gather()).items() if any(f.startswith(EDITOR) for f in files)
    }
    assert set(strings) == listed
    assert set(player_strings("vi")) <= set(strings)


def test_the_player_needs_no_table_for_english():
    assert player_strings("en") == {}


def test_the_pseudo_language_marks_every_message_of_the_player():
    strings = player_strings("en-XA")
    assert set(strings) == set(player_strings("vi"))
    assert all(text.startswith("⟦") for text in strings.values())
