"""Chinese names in the other way of writing: 河內 also as 河内, and the other way round."""

from pathlib import Path

from build.gazetteer_record import OTHER, Record

DICTIONARY = Path("opencc/dictionary")
FIRST, LAST = "\u3400", "\u9fff"


def _table(path: Path) -> dict[int, str]:
    """Return which character stands for another; where several may, the commonest one, which comes first."""
    pairs = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return {ord(one): others.split()[0] for one, others in pairs}


def call_in_both_scripts(opencc: Path, records: list[Record]) -> None:
    """Add to each record its Chinese names in simplified and in traditional characters."""
    simplified = _table(opencc / DICTIONARY / "TSCharacters.txt")
    traditional = _table(opencc / DICTIONARY / "STCharacters.txt")
    for record in records:
        for name in [name for name in record.names if any(FIRST <= c <= LAST for c in name)]:
            record.call(name.translate(simplified), OTHER)
            record.call(name.translate(traditional), OTHER)
