"""Readers see no draft, and nothing else is taken from them."""

from dataclasses import replace

from storymap.document.drafts import for_readers
from storymap.model import Chapter, Story, Text

STORY = Story("a", Text.of({"en": "A"}), chapters=tuple(
    Chapter(ident, Text.of({"en": ident}), Text()) for ident in ("one", "two", "three")))  # fmt: skip


def test_a_story_without_drafts_is_what_readers_see():
    assert for_readers(STORY) is STORY


def test_readers_see_nothing_of_a_draft():
    assert for_readers(replace(STORY, draft=True)) is None


def test_readers_see_the_other_chapters_in_their_order():
    one, two, three = STORY.chapters
    shown = for_readers(replace(STORY, chapters=(one, replace(two, draft=True), three)))
    assert shown == replace(STORY, chapters=(one, three))
