"""`storymap publish`: build a site and send it to a folder or an object store."""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from storymap.cli.counting import counted
from storymap.cli.site_stories import address_option, replace_option, sources_of, stories_of
from storymap.cli.story_argument import Refused, faults_as_words, json_option, show_json

if TYPE_CHECKING:
    from storymap.publish import Difference
    from storymap.render.site.stories import SiteStory


@click.command(short_help="Send stories to a folder or an object store.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("url", metavar="URL")
@address_option
@replace_option
@click.option("--dry-run", is_flag=True, help="Show what would be sent and removed, and do nothing.")
@json_option
def publish(folder: Path, url: str, address: str, replace: bool, dry_run: bool, as_json: bool) -> None:
    """Build the site of one story, or of a library, and send what is missing or different.

    URL is a folder, s3://bucket/prefix, or what else fsspec can write to. Whenever it is stopped, the old
    site is published or the new one; the next run sends only the rest.
    """
    from storymap.cli.progress import bar
    from storymap.publish import difference, finish_earlier, open_place, transfer
    from storymap.publish.local import local_files
    from storymap.storage import is_story

    with _stopping_as_words(), faults_as_words("Nothing was sent"):
        place = open_place(url)
        if not dry_run and finish_earlier(place) and not as_json:
            click.echo("An earlier run was cut off while pages changed; that is finished now.")
        stories, drafts = stories_of(folder)
        place.spare(sources_of(folder), {story.story.id for story in stories})
        # What is compared must stand still until it is sent: others that publish the same, or there, wait.
        alone = contextlib.nullcontext() if dry_run else place.alone()
        with _built(folder, stories, url, address) as site, place.faults(), alone:
            plan = difference(
                local_files(site),
                [story.story.id for story in stories],
                place,
                int(time.time()),
                replace=replace or not is_story(folder),
            )
            if not dry_run:
                with bar(len(plan.new) + len(plan.changed), "Sending") as progress:
                    transfer(plan, place, lambda _: progress.update(1))
    if as_json:
        show_json(_facts(plan, place.url, drafts, dry_run))
    else:
        _say(plan, place.url, drafts, dry_run)


@contextlib.contextmanager
def _stopping_as_words() -> Iterator[None]:
    """Say after Ctrl+C whether readers see the old site or the new one."""
    try:
        yield
    except KeyboardInterrupt as stop:
        words = str(stop) or "Stopped. Nothing was sent; what was published before is still there, whole."
        raise Refused(words) from None


@contextlib.contextmanager
def _built(folder: Path, stories: list[SiteStory], url: str, address: str) -> Iterator[Path]:
    """Build the site where the next run finds it again, and yield its folder, which stays as it is."""
    from storymap.cli.progress import bar
    from storymap.paths import cache_folder, drawings_folder
    from storymap.publish.place import WAIT
    from storymap.render.site import build_site, steps
    from storymap.storage.lock import locked

    name = hashlib.sha256("\0".join((str(folder.resolve()), url, address)).encode()).hexdigest()[:16]
    home = cache_folder() / "publishing" / name
    home.mkdir(parents=True, exist_ok=True)
    with locked(home, WAIT):
        with bar(steps(stories), "Building") as progress:
            build_site(stories, home / "site", address=address, grace=0, done=lambda _: progress.update(1),
                       kept=drawings_folder())
        yield home / "site"


def _facts(plan: Difference, url: str, drafts: list[str], dry_run: bool) -> dict[str, Any]:
    return {
        "url": url, "dry_run": dry_run, "stories": list(plan.stories), "drafts": drafts,
        "new": list(plan.new), "changed": list(plan.changed), "same": len(plan.same),
        "removed": list(plan.removed), "kept": sorted(plan.retired), "bytes": plan.bytes,
    }  # fmt: skip


def _say(plan: Difference, url: str, drafts: list[str], dry_run: bool) -> None:
    if dry_run:
        for mark, keys in (("new", plan.new), ("changed", plan.changed), ("remove", plan.removed)):
            for key in keys:
                click.echo(f"  {mark:8} {key}")
    would = "Would send" if dry_run else "Sent"
    files = counted(len(plan.new) + len(plan.changed), "file")
    click.echo(f"{would} {files}, {plan.bytes / 1e6:.1f} MB, to {url}")
    click.echo(f"  {len(plan.same)} are there already, {len(plan.removed)} removed")
    if plan.retired:
        old = counted(len(plan.retired), "old file")
        stay = "stays" if len(plan.retired) == 1 else "stay"
        click.echo(f"  {old} {stay} for a day, for readers who have an old page open")
    for draft in drafts:
        click.echo(f"  left out, since it is a draft: {draft}")
