"""What an article chooses in the query; `tests/js/frame/choices.test.ts` reads the same table."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from storymap.render.embed_choices import EmbedChoices

CASES = json.loads((Path(__file__).resolve().parent.parent / "embed_choices.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=[case["query"] for case in CASES])
def test_a_query_chooses_what_the_table_says(case: dict[str, Any]):
    chapters = ["a", "b", "c", "d"]
    chosen = EmbedChoices.read(dict(parse_qsl(case["query"])), chapters)
    assert chosen.chapter == case["chapter"]
    assert chosen.passage(chapters) == case["shown"]
    assert (chosen.map_only, chosen.theme, chosen.click) == (
        case.get("map", False), case.get("theme", ""), case.get("click", False)
    )  # fmt: skip
    assert EmbedChoices.read(chosen.query(), chapters) == chosen
