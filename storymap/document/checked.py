"""One story, checked: the problems of its files and of the join, and what the story holds."""

from dataclasses import dataclass
from pathlib import Path

from storymap.document.faults import document_problems
from storymap.document.set_faults import set_problems
from storymap.model import Story
from storymap.problems import Problem, Severity
from storymap.storage import Loaded, load
from storymap.tables import Report, place_events

HELD = ("chapters", "sites", "events", "sources")


@dataclass(frozen=True)
class Checked:
    """A story with all its problems and the report of the join."""

    story: Story
    folder: Path
    problems: tuple[Problem, ...]
    join: Report

    def count(self, severity: str) -> int:
        """Count the problems of one severity."""
        return sum(problem.severity == severity for problem in self.problems)

    def held(self) -> dict[str, int]:
        """Return how many chapters, sites, events and sources there are."""
        return {name: len(getattr(self.story, name)) for name in HELD}

    def as_dict(self) -> dict[str, object]:
        """Return plain values for JSON; `join.counts` add up to `join.rows`."""
        return {
            "id": self.story.id,
            "title": self.story.title.get(self.story.languages[0]),
            "folder": str(self.folder),
            "problems": [problem.as_dict() for problem in self.problems],
            "counts": {f"{severity}s": self.count(severity) for severity in Severity},
            "holds": self.held(),
            "join": {"rows": self.join.rows, "counts": self.join.counts},
        }


def check_story(folder: Path) -> Checked:
    """Load a story, join its events to its sites, and return the problems of both and of the document.

    Raises
    ------
    StoryNotFound
        There is no folder at this place.
    """
    return check_loaded(load(folder))


def check_loaded(loaded: Loaded) -> Checked:
    """Join the events of a loaded story to its sites, and gather all problems."""
    placements, of_sites = place_events(loaded.story)
    of_join = [*of_sites, *(problem for placement in placements for problem in placement.problems)]
    of_document = [*document_problems(loaded.story), *set_problems(loaded.story, loaded.folder)]
    # The reader has named an unknown site or a missing coordinate already.
    named = {(problem.file, problem.row, problem.column) for problem in loaded.problems}
    later = (*of_join, *of_document)
    fresh = [problem for problem in later if (problem.file, problem.row, problem.column) not in named]
    report = Report.of((placement.how for placement in placements), of_join)
    return Checked(loaded.story, loaded.folder, (*loaded.problems, *fresh), report)
