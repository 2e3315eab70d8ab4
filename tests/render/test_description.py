"""Descriptions: neither too short nor too long for a card, and no two pages alike."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.document import build_document
from storymap.paths import shipped_stories_dir
from storymap.render.description import LONGEST, SHORTEST, describe
from storymap.storage import load

TEXTS = st.text(max_size=400)
DOCUMENTS = st.fixed_dictionaries(
    {
        "title": TEXTS,
        "summary": TEXTS,
        "chapters": st.lists(
            st.fixed_dictionaries({"id": st.just("a"), "title": TEXTS, "map_text": TEXTS}), max_size=2
        ),
    }
)


@given(DOCUMENTS, st.sampled_from(["", "a"]))
def test_a_description_has_50_to_300_characters(document: dict[str, Any], chapter: str):
    assert SHORTEST <= len(describe(document, chapter, "en")) <= LONGEST


@pytest.mark.parametrize("language", ["en", "vi"])
def test_no_two_pages_of_a_story_are_described_alike(language: str):
    document = build_document(load(shipped_stories_dir() / "closing-the-past").story, language)
    pages = ["", *(chapter["id"] for chapter in document["chapters"])]
    assert len({describe(document, page, language) for page in pages}) == len(pages)
