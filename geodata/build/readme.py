"""The table in geodata/README.md: what each built file is made of, its size, counts and checksum."""

import gzip
from dataclasses import dataclass
from pathlib import Path

from build.sources import SOURCES, Source, sha256_of

START, END = "<!-- table: written by build.py -->", "<!-- end of table -->"
COMMAND = "python geodata/build.py"


@dataclass(frozen=True)
class Built:
    """One file that the build wrote."""

    path: Path
    sources: tuple[str, ...]
    counts: dict[str, int]


def _row(item: Built, by_key: dict[str, Source]) -> str:
    data = item.path.read_bytes()
    used = [by_key[key] for key in item.sources]
    packages = ", ".join(f"{s.registry} `{s.package}` {s.version}" for s in used)
    licences = "; ".join(dict.fromkeys(s.licence for s in used))
    counts = ", ".join(f"{name} {count:,}" for name, count in item.counts.items())
    packed = f" ({len(gzip.compress(data, 9)):,} gzip)" if item.path.suffix == ".json" else ""
    name = f"{item.path.parent.name}/{item.path.name}"
    size = f"{len(data):,}{packed}"
    return (
        f"| `{name}` | {packages} | {licences} | {size} | {counts} | `{sha256_of(item.path)}` | `{COMMAND}` |"
    )


def _table(built: list[Built]) -> str:
    by_key = {source.key: source for source in SOURCES}
    files = [
        "| file | source packages | licence of the data | bytes | counts | SHA-256 | rebuild |",
        "|---|---|---|---|---|---|---|",
        *(_row(item, by_key) for item in built),
    ]
    sources = [
        "| source package | used for | licence | SHA-256 of the archive |",
        "|---|---|---|---|",
        *(
            f"| {s.registry} `{s.package}` {s.version} | {s.used_for} | {s.licence} | `{s.sha256}` |"
            for s in SOURCES
        ),
    ]
    return "\n".join([START, "", *files, "", *sources, "", END])


def update_table(readme: Path, built: list[Built]) -> None:
    """Replace the table between the two markers of README.md.

    Raises
    ------
    ValueError
        When README.md has lost a marker.
    """
    text = readme.read_text(encoding="utf-8")
    if START not in text or END not in text:
        raise ValueError(f"{readme.name}: the lines {START!r} and {END!r} must both be there; put them back.")
    before, rest = text.split(START, 1)
    after = rest.split(END, 1)[1]
    readme.write_text(before + _table(built) + after, encoding="utf-8")
