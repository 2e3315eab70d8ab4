"""`storymap build`: write stories as a static site that any web host can serve."""

import shlex
from pathlib import Path

import click

from storymap.cli.counting import counted
from storymap.cli.site_stories import address_option, replace_option, sources_of, stories_of
from storymap.cli.story_argument import faults_as_words, json_option, show_json
from storymap.cli.targets import Target


@click.command(short_help="Write stories as a static site.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("-o", "--output", "target", metavar="FOLDER", type=Target(),
              help="Folder of the site; files that stay the same are not touched.")  # fmt: skip
@click.option("--single-file", "single", metavar="FILE", type=Target(dir_okay=False),
              help="In place of a site: one HTML file that opens from disk with no network.")  # fmt: skip
@click.option("--pdf", metavar="FILE", type=Target(dir_okay=False),
              help="In place of a site: a handout of one story, printed by Chromium.")  # fmt: skip
@click.option("--language", "languages", metavar="TAG", multiple=True,
              help="Only this language, in a single file (it may be given again) or a handout.")  # fmt: skip
@address_option
@replace_option
@json_option
def build(
    folder: Path, target: Path | None, single: Path | None, pdf: Path | None, languages: tuple[str, ...],
    address: str, replace: bool, as_json: bool,
) -> None:  # fmt: skip
    """Write one story, or a library of them, as plain files with relative addresses.

    The site works under any prefix and needs no server of ours, no other host and no database. With
    --single-file one story becomes one file, to send, to keep, or to open without a network, and with --pdf
    a handout on paper.
    """
    if sum(each is not None for each in (target, single, pdf)) != 1:
        raise click.UsageError("Give one of these: -o FOLDER for a site, --single-file FILE for one file, "
                               "--pdf FILE for a handout.")
    if single is not None:
        from storymap.cli.build_single import build_single

        if address:
            raise click.UsageError("--address is for a site or a handout; one file has none.")
        build_single(folder, single, languages, as_json)
    elif pdf is not None:
        from storymap.cli.build_pdf import build_pdf

        if len(languages) > 1:
            raise click.UsageError("A handout has one --language.")
        build_pdf(folder, pdf, "".join(languages), address, as_json)
    elif target is not None:
        if languages:
            raise click.UsageError("--language is for one file or a handout; a site has all languages.")
        _site(folder, target, address, replace, as_json)


def _site(folder: Path, target: Path, address: str, replace: bool, as_json: bool) -> None:
    """Write the site and say what changed."""
    from storymap.cli.progress import bar
    from storymap.paths import drawings_folder
    from storymap.render.site import build_site, steps
    from storymap.storage import is_story

    with faults_as_words("The site can't be written"):
        stories, drafts = stories_of(folder)
        with bar(steps(stories), "Building") as progress:
            report = build_site(stories, target, address=address, replace=replace or not is_story(folder),
                                done=lambda _: progress.update(1), kept=drawings_folder(),
                                sources=sources_of(folder))
    if as_json:
        show_json({
            "folder": str(target), "stories": [story.story.id for story in stories], "drafts": drafts,
            "written": report.written, "same": report.same, "removed": report.removed, "bytes": report.bytes,
        })  # fmt: skip
        return
    click.echo(f"Site in {target}  {counted(len(stories), 'story')}, {report.bytes / 1e6:.1f} MB")
    written = counted(len(report.written), "file")
    click.echo(f"  {written} written, {report.same} the same, {len(report.removed)} removed")
    for draft in drafts:
        click.echo(f"  left out, since it is a draft: {draft}")
    click.echo(f"To look at it: python3 -m http.server --directory {shlex.quote(str(target))} 8001")
