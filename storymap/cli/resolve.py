"""`storymap resolve`: say for every marked name of many documents which place is meant."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from storymap.cli.story_argument import json_option, show_json
from storymap.cli.targets import Target
from storymap.problems import StorymapError

if TYPE_CHECKING:
    from storymap.cli.resolve_documents import Tally
    from storymap.gazetteer import Gazetteer


@click.command(short_help="Say which places the marked names in documents mean.")
@click.argument("corpus", metavar="CORPUS", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, metavar="PREDICTIONS", type=Target(dir_okay=False),
              help="File to write, one document a line; `-` for standard output.")  # fmt: skip
@click.option("--score", is_flag=True, help="Compare with the coordinates in CORPUS, and print the result.")
@json_option
def resolve(corpus: Path, output: Path, score: bool, as_json: bool) -> None:
    """Read documents with marked names, one JSON object a line, and write the same with the places.

    A document is {"id", "text", "mentions": [{"start", "end", "name"}]}; start and end count characters.
    Each mention gets lat, lon, gid, confidence and reasons; null where no place was found. Coordinates that
    stand in CORPUS are never used to resolve it.
    """
    from storymap.cli.resolve_documents import Tally
    from storymap.gazetteer import open_gazetteer

    if output.exists() and corpus.exists() and output.samefile(corpus):
        raise click.UsageError(f"{output} is the corpus itself. Name another file to write with -o.")
    tally = Tally()
    try:
        gazetteer = open_gazetteer()
        with corpus.open("rb") as lines, _opened(output) as file:
            _run(lines, file, gazetteer, corpus, tally)
    except StorymapError as fault:
        raise click.ClickException(str(fault)) from None
    except OSError as fault:
        raise click.ClickException(f"{fault.filename or corpus}: {fault.strerror or fault}.") from None
    on_error = str(output) == "-"  # standard output has the documents then
    if as_json:
        show_json(tally.values(score=score), err=on_error)
    else:
        for line in tally.lines(score=score):
            click.echo(line, err=True)
        for line in tally.scores() if score else ():
            click.echo(line, err=on_error)
    sys.exit(0 if tally.documents else 1)


@contextlib.contextmanager
def _opened(output: Path) -> Iterator[IO[str]]:
    """Open the output; a file appears whole at the end or not at all."""
    if str(output) == "-":
        yield sys.stdout
    elif output.exists() and not output.is_file():
        with output.open("w", encoding="utf-8") as file:
            yield file
    else:
        descriptor, name = tempfile.mkstemp(prefix=f".{output.name[:40]}.", suffix=".part", dir=output.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                os.fchmod(descriptor, 0o644)
                yield file
            Path(name).replace(output)
        finally:
            Path(name).unlink(missing_ok=True)


def _run(lines: IO[bytes], output: IO[str], gazetteer: Gazetteer, corpus: Path, tally: Tally) -> None:
    """Resolve line by line, so that a corpus of any length fits."""
    from storymap.cli.progress import bar
    from storymap.cli.resolve_documents import resolved

    with bar(corpus.stat().st_size, "Resolving") as progress:
        for number, line in enumerate(lines, 1):
            progress.update(len(line))
            document = resolved(line, number, gazetteer, tally)
            if document is not None:
                # Half a surrogate pair can't be encoded; as an escape it is JSON and stays what it was.
                text = json.dumps(document, ensure_ascii=False).encode("utf-8", "backslashreplace")
                output.write(text.decode("utf-8") + "\n")
