"""sources.csv becomes sources."""

from collections.abc import Sequence
from pathlib import Path

from storymap.model import Source
from storymap.storage.csv_file import rows_if_there
from storymap.storage.csv_header import Columns
from storymap.storage.ids import Ids
from storymap.storage.translations import Translations
from storymap.storage.values import read_url
from storymap.storage.where import Where
from storymap.words import Words

FILE = "sources.csv"
COLUMNS = Columns(
    plain=("id", "url", "accessed", "licence"),
    texts=("citation", "note"),
    required=("id", "citation"),
    example="id,citation,url,accessed,licence,note",
)


def read_sources(folder: Path, languages: Sequence[str], ids: Ids, where: Where) -> tuple[Source, ...]:
    """Return the sources in the order of the file, none when there is no file; claim their ids in `ids`."""
    found = []
    translations = Translations(languages, where)
    for row in rows_if_there(folder, COLUMNS, languages, where):
        citation, note = row.text("citation"), row.text("note")
        if not citation:
            row.at("citation").error(
                Words("the source has no citation"), hint=Words("Write who, what, where and when.")
            )
        translations.note(row.where, citation, note)
        found.append(
            Source(
                id=ids.claim(row.get("id"), citation.get(languages[0]), row.at("id")),
                citation=citation,
                url=read_url(row.get("url"), row.at("url")),
                accessed=row.get("accessed"),
                licence=row.get("licence"),
                note=note,
            )
        )
    translations.report()
    return tuple(found)
