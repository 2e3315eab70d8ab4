"""Gathers the interface's messages from Python, templates and TypeScript into the catalogues.

`python -m storymap.render.messages` updates every catalogue in a checkout; new messages come in untranslated,
and messages that nothing uses any more go out.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import write_po

from storymap.paths import locales_dir
from storymap.render.strings import read_catalogue

_ROOT = Path(__file__).resolve().parents[2]
_SCRIPT: dict[str, Any] = {"parse_template_string": "true"}  # else Babel passes over t() inside `${}`
# folder, pattern, Babel's extraction method, function names and which argument holds the message, options
_SOURCES: tuple[tuple[str, str, str, dict[str, Any], dict[str, Any]], ...] = (
    ("templates", "*.html", "jinja2.ext:babel_extract", DEFAULT_KEYWORDS,
     {"trimmed": "true", "silent": "false"}),
    ("storymap", "*.py", "python", {**DEFAULT_KEYWORDS, "Words": None}, {}),
    ("storymap/browser/player", "*.ts", "javascript", {"t": None}, _SCRIPT),
    ("storymap/browser/editor", "*.ts", "javascript", {"t": None}, _SCRIPT),
    ("storymap/browser/editor", "*.tsx", "javascript", {"t": None}, _SCRIPT),
    ("storymap/browser/foreign", "*.ts", "javascript", {"t": None}, _SCRIPT),
    ("storymap/browser/preview", "*.ts", "javascript", {"t": None}, _SCRIPT),
)


def gather() -> Catalog:
    """Return a catalogue without translations that holds every message and the files that use it."""
    found = Catalog(domain="storymap", project="geostorymap")
    for file, method, keywords, options in _files():
        name = file.relative_to(_ROOT).as_posix()
        for _, message, comments, context in extract_from_file(method, file, keywords, (), options):
            found.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def update(language: str) -> list[str]:
    """Bring one catalogue up to date and return the messages that it has no translation for."""
    kept = read_catalogue(language)
    kept.update(gather(), no_fuzzy_matching=True)
    file = locales_dir() / language / "LC_MESSAGES" / "storymap.po"
    made = io.BytesIO()
    write_po(made, kept, width=110, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    # The header stays as a person wrote it: Babel's holds the time, and the same messages make the same file.
    header = file.read_text("utf-8").partition("\n\n")[0]
    entries = made.getvalue().decode().partition("\n\n")[2]
    file.write_text(f"{header}\n\n{entries}", "utf-8")
    return untranslated(kept)


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the messages of a catalogue that have no translation, or one that is marked as doubtful."""
    return [str(message.id) for message in catalogue
            if message.id and (message.fuzzy or not message.string or not all(_forms(message.string)))]


def _forms(string: Any) -> tuple[str, ...]:
    """Return the translation's forms; most messages have one."""
    return (string,) if isinstance(string, str) else tuple(string)


def _files() -> Iterator[tuple[Path, str, dict[str, Any], dict[str, Any]]]:
    """Yield every source file with how to read it."""
    for folder, pattern, method, keywords, options in _SOURCES:
        for file in sorted((_ROOT / folder).rglob(pattern)):
            inside_browser = file.relative_to(_ROOT).parts[:2] == ("storymap", "browser")
            if pattern != "*.py" or not inside_browser:
                yield file, method, keywords, options


def main() -> None:
    """Update every catalogue and name what is still to be translated."""
    for file in sorted(locales_dir().glob("*/LC_MESSAGES/storymap.po")):
        language = file.parts[-3]
        missing = update(language)
        print(f"{language}: {len(missing)} messages to translate", *missing, sep="\n  ")


if __name__ == "__main__":
    main()
