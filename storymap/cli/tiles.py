"""`storymap tiles`: cut the large event sets of a story into tiles that the player draws."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storymap.cli.story_argument import faults_as_words, json_option, show_json, story_argument, story_folder

if TYPE_CHECKING:
    from storymap.tiles.engines import Engine
    from storymap.tiles.events.making import Progress


@click.command(short_help="Cut large event sets into tiles.")
@story_argument
@click.option("--set", "only", metavar="ID", default="", help="Only this event set.")
@click.option(
    "--data",
    metavar="ADDRESS",
    default="",
    help="Read this in place of the set's `data`: any path, or an address.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Work in this process, or on a Dask cluster.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", default="", help="The cluster's scheduler, such as tcp://host:8786."
)
@click.option(
    "--work",
    metavar="ADDRESS",
    default="",
    help="Where unfinished work is kept; all workers of a cluster must reach it.",
)
@json_option
def tiles(story: Path, only: str, data: str, engine: str, scheduler: str, work: str, as_json: bool) -> None:
    """Read each event set of the story and write its tiles, summary and bad rows into the folder `tiles`.

    A run that was stopped goes on where it was. Rows that can't be drawn are counted and listed; none is
    dropped silently.
    """
    if (engine == "dask") != bool(scheduler):
        raise click.UsageError("--engine dask and --scheduler belong together.")
    folder = story_folder(story)
    with faults_as_words("The tiles can't be written; what was there is as it was"):
        from storymap.storage import load
        from storymap.tiles.events.making import make_event_tiles

        loaded = load(folder).story
        wanted = [one for one in loaded.event_sets if only in ("", one.id)]
        if not wanted:
            known = ", ".join(one.id for one in loaded.event_sets)
            raise click.ClickException(
                f"There is no event set {only} in {folder.name}. There are: {known}."
                if known and only
                else f"{folder.name} has no event sets. Name one in story.yaml: see docs/scaling.md."
            )
        if data and len(wanted) > 1:
            raise click.UsageError("--data is for one event set; name it with --set.")
        found = []
        with _engine(scheduler) as doer:
            for one in wanted:
                with _bars(one.id) as progress:
                    place = f"{work.rstrip('/')}/{loaded.id}-{one.id}" if work else ""
                    report = make_event_tiles(
                        one, loaded.sites, folder, doer, data=data, work=place, progress=progress
                    )
                found.append(report.summary | {"bytes": report.archive.stat().st_size})
    if as_json:
        show_json({"story": loaded.id, "event_sets": found})
        return
    for summary in found:
        _say(summary, folder)


@contextlib.contextmanager
def _engine(scheduler: str) -> Iterator[Engine]:
    from storymap.tiles.engines import Dask, Local

    if not scheduler:
        yield Local()
        return
    with contextlib.closing(Dask(scheduler)) as engine:
        yield engine


@contextlib.contextmanager
def _bars(name: str) -> Iterator[Progress]:
    """Give what draws a bar for each stage of the work, where a person looks."""
    with contextlib.ExitStack() as stack:
        drawn: dict[str, Any] = {}

        def progress(stage: str, done: int, steps: int) -> None:
            if stage not in drawn:
                drawn[stage] = stack.enter_context(
                    click.progressbar(
                        length=steps, label=f"{stage} {name}", file=sys.stderr, hidden=not sys.stderr.isatty()
                    )
                )
            drawn[stage].update(done - drawn[stage].pos)
            if done == steps:
                stack.pop_all().close()

        yield progress


def _say(summary: dict[str, Any], folder: Path) -> None:
    """Print what became of the rows of one set."""
    size = summary["bytes"] / 1e6
    click.echo(f"{summary['id']}  {summary['shown']:,} of {summary['rows']:,} rows drawn, {size:.1f} MB")
    for reason, count in summary["bad"].items():
        click.echo(f"  {count:,} left out: {reason}")
    if summary["bad"]:
        click.echo(f"  They are listed in {folder.name}/tiles/{summary['id']}-bad-rows.csv")
    for key, words in (
        ("undated", "have no date"),
        ("year only", "have a year but no month"),
        ("unknown sites", "name a site that the story does not have"),
    ):
        if summary[key]:
            click.echo(f"  {summary[key]:,} {words}")
