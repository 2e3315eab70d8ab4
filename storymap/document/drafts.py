"""What readers see of a story: no draft, no chapter that is one, and nothing that only those name."""

from dataclasses import replace

from storymap.document.kept_back import without_theirs
from storymap.model import Story


def for_readers(story: Story) -> Story | None:
    """Return the story without its draft chapters and what only they name; None when it is itself a draft.

    A story without drafts comes back as the same object.
    """
    if story.draft:
        return None
    drafts = [chapter for chapter in story.chapters if chapter.draft]
    if not drafts:
        return story
    shown = tuple(chapter for chapter in story.chapters if not chapter.draft)
    return without_theirs(replace(story, chapters=shown), drafts)
