"""The values of a YAML text without their places, remembered, since the same ones are read often."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from storymap.problems import Problems
from storymap.storage.encoding import clean
from storymap.storage.mapped import Plain
from storymap.storage.where import Where
from storymap.storage.yaml_file import read_mapping


@lru_cache(maxsize=1024)
def values_of(text: str) -> tuple[Mapping[str, Plain], str]:
    """Return the map that the reader sees, and what keeps it from reading, '' if nothing does.

    The values are shared: they may be read, but not changed.
    """
    problems = Problems()
    values = read_mapping(clean(text), Where(problems, "")).values
    fault = None if values else next(iter(problems), None)
    return values, f"{fault.message} (line {fault.row})." if fault else ""
