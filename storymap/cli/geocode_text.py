"""What became of a story's places, as lines for a terminal and as plain values for JSON."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from storymap.cli import fit, place_text
from storymap.cli.geocode_plan import Outcome
from storymap.cli.plain import plain
from storymap.gazetteer.confidence import two_digits
from storymap.storage.decisions import Status

_MOST_RECORDS = 4


def as_json(
    story: str, results: Sequence[Outcome], written: Sequence[str], *, dry_run: bool
) -> dict[str, Any]:
    """Return the whole report; `places` are in the story's order."""
    return {
        "story": story,
        "dry_run": dry_run,
        "counts": {str(status): sum(one.status is status for one in results) for status in Status},
        "places": [_place(result) for result in results],
        "written": list(written),
    }


def _place(result: Outcome) -> dict[str, Any]:
    question = result.answer.question
    return {
        "asked": question.asked,
        "records": [{"file": file, "id": ident} for file, ident in question.records],
        "status": str(result.status),
        "chosen": result.place.id if result.place else None,
        "candidates": [place_text.as_json(one) for one in result.answer.candidates],
    }


def lines(
    folder: Path, results: Sequence[Outcome], written: Sequence[str], *, dry_run: bool
) -> Iterator[str]:
    """Yield what was accepted, then what a person has to decide, then what to type."""
    if not results:
        yield "There is nothing to look up: every site has coordinates, every place of an event is a site."
        return
    groups = {status: [one for one in results if one.status is status] for status in Status}
    yield from _accepted(groups[Status.ACCEPTED])
    yield from _review(groups[Status.REVIEW])
    if missing := groups[Status.NOT_FOUND]:
        yield click.style("Not found", bold=True)
        yield from (f"  {_asked(one)}" for one in missing)
        yield from fit.wrapped("Try another spelling, write lat and lon yourself, or name your own file with "
                               "--gazetteer.", "  ")  # fmt: skip
        yield ""
    counts = {"accepted": Status.ACCEPTED, "for review": Status.REVIEW, "rejected": Status.REJECTED,
              "not found": Status.NOT_FOUND}  # fmt: skip
    summary = ", ".join(f"{len(groups[status])} {word}" for word, status in counts.items() if groups[status])
    done = f" Written: {', '.join(written)}." if written else " Nothing was written."
    yield from fit.wrapped(f"{len(results)} place{'s' if len(results) > 1 else ''}: {summary}.{done}")
    place = shlex.quote(str(folder))
    if dry_run:
        yield f"To write them, type:\n  storymap geocode {place}"
    elif open_ones := groups[Status.REVIEW]:
        record = open_ones[0].answer.question.records[0][1]
        best = open_ones[0].answer.candidates[0].place.id
        yield "To decide, type for example (or RECORD=none when none of them is meant):"
        yield f"  storymap geocode {place} --choose {plain(record)}={plain(best)}"


def _accepted(results: Sequence[Outcome]) -> Iterator[str]:
    if not results:
        return
    yield click.style("Accepted", bold=True)
    for result in results:
        place, candidate = result.place, result.candidate
        assert place is not None
        sure = (
            "your choice"
            if result.by_author
            else two_digits(candidate.confidence)
            if candidate
            else ""
        )
        found = f"{plain(place.name)}, {place_text.what(place)}  {plain(place.id)}"
        yield f"  {_asked(result)} → {found}  ({sure})"
    yield ""


def _review(results: Sequence[Outcome]) -> Iterator[str]:
    if not results:
        return
    yield click.style("For review: not sure", bold=True)
    for result in results:
        yield f"  {_asked(result)}"
        for one in result.answer.candidates:
            words = f"{plain(one.place.id):<14} {plain(one.place.name)}, {place_text.what(one.place)}"
            yield f"      {two_digits(one.confidence)}  {words}"
    yield ""


def _asked(result: Outcome) -> str:
    question = result.answer.question
    idents = [ident for _, ident in question.records]
    more = f" and {len(idents) - _MOST_RECORDS} more" if len(idents) > _MOST_RECORDS else ""
    kind = "site" if question.site else "event" if len(idents) == 1 else "events"
    return plain(f"{question.asked} ({kind} {', '.join(idents[:_MOST_RECORDS])}{more})")
