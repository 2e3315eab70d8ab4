"""`storymap bench` runs the measuring programs of the checkout and makes tables of what they say."""

import json

import pytest
from click.testing import CliRunner

from storymap.cli import main
from storymap.cli.bench import BENCHMARKS, ROOT, aligned, ratios, tables

SAID = "| what | s |\n|---|---|\n| ours | 1.5 |\n| geopandas, whole | 3 |\nours / geopandas: 0.50\n"


def test_every_benchmark_is_a_program_of_the_checkout_and_every_program_is_one():
    named = {ROOT / "tests" / one.program for one in BENCHMARKS.values()}
    assert named == set((ROOT / "tests").rglob("measure*.py"))


def test_tables_are_read_and_set_below_each_other():
    assert tables(SAID) == [[{"what": "ours", "s": "1.5"}, {"what": "geopandas, whole", "s": "3"}]]
    assert ratios(SAID) == {"ours / geopandas": 0.5}
    assert aligned(SAID).splitlines() == [
        "what              s", "ours              1.5", "geopandas, whole  3", "ours / geopandas: 0.50",
    ]  # fmt: skip


def test_a_quick_run_gives_figures_and_says_what_is_left_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    ran = CliRunner().invoke(main, ["bench", "counts", "serving", "--quick", "--json"])
    assert ran.exit_code == 0, ran.output
    counts, serving = json.loads(ran.stdout)["benchmarks"]
    assert counts["tables"][0][0]["by month and category"] == "all the same"
    assert serving["skipped"] == "Left out: nginx, wrk is not installed."
