"""What readers see of a story: nothing of a draft, and no chapter that is one."""

from dataclasses import replace

from storymap.model import Story


def for_readers(story: Story) -> Story | None:
    """Return the story without its draft chapters; None when the story itself is a draft.

    A story without drafts comes back as the same object.
    """
    if story.draft:
        return None
    chapters = tuple(chapter for chapter in story.chapters if not chapter.draft)
    return story if len(chapters) == len(story.chapters) else replace(story, chapters=chapters)
