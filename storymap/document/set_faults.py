"""What is wrong with the event sets of a story: not cut yet, older than the data, or shown with no row."""

from collections.abc import Iterator
from pathlib import Path

from storymap.model import Chapter, EventSet, EventSetState, Story
from storymap.problems import Problem, Severity
from storymap.storage.where import listed, near_miss
from storymap.words import Words


def set_problems(story: Story, folder: Path) -> Iterator[Problem]:
    """Yield what `storymap tiles` or another choice in a chapter would mend."""
    sets = {one.id: one for one in story.event_sets}
    for one in sets.values():
        if one.cut and _is_old(story, one, folder):
            yield _warning(
                Words("the data or their settings changed after the tiles were cut"),
                "story.yaml", one.id, _again(story),
            )  # fmt: skip
    for chapter in story.chapters:
        for state in chapter.event_sets:
            if state.id in sets:
                yield from _shown(story, chapter, state, sets[state.id])


def _shown(story: Story, chapter: Chapter, state: EventSetState, one: EventSet) -> Iterator[Problem]:
    file = f"chapters/{chapter.id}.md"
    if one.cut is None:
        yield _warning(
            Words("the event set isn't cut yet, so readers don't see it"), file, one.id, _again(story)
        )
        return
    known = [word for word, _ in one.cut.tally.categories]
    unknown = [word for word in state.categories if word not in known]
    for word in unknown:
        near = near_miss(word, known)
        hint = (
            Words("Did you mean `{near}`?", near=near)
            if near
            else Words("Known are {known}.", known=listed(known))
        )
        yield _warning(Words("the event set has no such category"), file, word, hint)
    if not unknown and state.tally and not state.tally.rows:
        months = f"{one.cut.first_month} – {one.cut.last_month}"
        yield _warning(
            Words("no row of the event set fits what the chapter shows"), file, one.id,
            Words("Choose other months or categories; the set has {months}.", months=months),
        )  # fmt: skip


def _is_old(story: Story, one: EventSet, folder: Path) -> bool:
    """Whether the tiles were made from other data than those that are there now."""
    if not one.cut or not one.cut.made_from:
        return False
    from storymap.tiles.events.origin import made_from

    now = made_from(one, story.sites, folder)
    return now not in ("", one.cut.made_from)


def _again(story: Story) -> Words:
    return Words("Run `storymap tiles {story}`.", story=story.id)


def _warning(message: str, file: str, found: str, hint: str) -> Problem:
    return Problem(Severity.WARNING, message, file, column="event_sets", found=found, hint=hint)
