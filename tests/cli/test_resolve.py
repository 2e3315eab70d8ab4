import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from storymap.cli import main

TEXT = "The train from Hanoi reached Huế at noon; Xyzzyqqwk was empty."


def _document(**more: object) -> dict:
    names = ("Hanoi", "Huế", "Xyzzyqqwk")
    mentions = [
        {"start": TEXT.index(name), "end": TEXT.index(name) + len(name), "name": name} for name in names
    ]
    return {"id": "d1", "source": "https://example.org", "text": TEXT, "mentions": mentions, **more}


def _corpus(folder: Path, *lines: object) -> Path:
    path = folder / "corpus.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts) + "\n")
    return path


def _resolve(corpus: Path, *arguments: object) -> tuple[Result, list[dict]]:
    output = corpus.with_name("predictions.jsonl")
    result = CliRunner().invoke(main, ["resolve", str(corpus), "-o", str(output), *map(str, arguments)])
    lines = output.read_text().splitlines() if output.exists() else []
    return result, [json.loads(line) for line in lines]


def test_each_mention_gets_a_place_with_reasons_and_the_rest_of_the_document_stays(tmp_path: Path) -> None:
    result, (document,) = _resolve(_corpus(tmp_path, _document(extra=[1])))
    assert result.exit_code == 0
    assert {key: document[key] for key in ("id", "source", "text", "extra")} == {
        "id": "d1",
        "source": "https://example.org",
        "text": TEXT,
        "extra": [1],
    }
    hanoi, hue, nowhere = document["mentions"]
    assert (round(hanoi["lat"]), round(hanoi["lon"]), hanoi["name"]) == (21, 106, "Hanoi")
    assert (round(hue["lat"]), round(hue["lon"])) == (16, 108)
    assert hue["gid"]
    assert hue["reasons"]
    assert 0 < hue["confidence"] <= 0.95
    assert (nowhere["lat"], nowhere["lon"], nowhere["gid"], nowhere["confidence"]) == (None, None, None, 0)


def test_the_answers_of_the_corpus_change_nothing(tmp_path: Path) -> None:
    _, plain = _resolve(_corpus(tmp_path, _document()))
    told = _document()
    for mention in told["mentions"]:
        mention |= {"lat": 40.0, "lon": -100.0, "gid": "gn:1", "confidence": 1, "reasons": ["told"]}
    _, with_answers = _resolve(_corpus(tmp_path, told), "--score")
    assert with_answers == plain


def test_the_score_counts_what_was_not_resolved_as_wrong(tmp_path: Path) -> None:
    document = _document()
    truth = [(21.03, 105.85), (16.46, 107.6), (0.0, 0.0)]
    for mention, (lat, lon) in zip(document["mentions"], truth, strict=True):
        mention |= {"lat": lat, "lon": lon}
    result, _ = _resolve(_corpus(tmp_path, document), "--score")
    assert "accuracy@161 km        0.6667  (2 of 3; 1 unresolved count as wrong)" in result.stdout
    assert "right at confidence ≥ 0.9" in result.stdout


def test_a_program_gets_counts_and_scores_as_json(tmp_path: Path) -> None:
    document = _document()
    truth = [(21.03, 105.85), (16.46, 107.6), (0.0, 0.0)]
    for mention, (lat, lon) in zip(document["mentions"], truth, strict=True):
        mention |= {"lat": lat, "lon": lon}
    result, _ = _resolve(_corpus(tmp_path, document, "{"), "--score", "--json")
    found = json.loads(result.stdout)
    assert {key: found[key] for key in ("documents", "mentions", "found", "skipped", "bad_marks")} == {
        "documents": 1, "mentions": 3, "found": 2, "skipped": 1, "bad_marks": 0,
    }  # fmt: skip
    assert (found["compared"], found["right"], found["unresolved"]) == (3, 2, 1)
    assert found["accuracy_161_km"] == 0.6667
    plain, _ = _resolve(_corpus(tmp_path, _document()), "--json")
    assert "right" not in json.loads(plain.stdout)


def test_without_truth_there_is_no_score(tmp_path: Path) -> None:
    result, _ = _resolve(_corpus(tmp_path, _document()), "--score")
    assert "no coordinates in the corpus" in result.stderr


def test_bad_lines_are_reported_by_number_skipped_and_counted(tmp_path: Path) -> None:
    bad = ["{", "[]", '{"text": 3, "mentions": []}', '{"text": "a", "mentions": [3]}', '{"mentions": []}']
    result, documents = _resolve(_corpus(tmp_path, *bad, "", _document(), "[" * 10_000))
    assert result.exit_code == 0
    assert len(documents) == 1
    assert [f"Line {number}:" in result.stderr for number in (1, 2, 3, 4, 5, 8)] == [True] * 6
    assert "6 lines skipped." in result.stderr


@pytest.mark.parametrize(
    "mark",
    [
        {},
        {"start": -1, "end": 3},
        {"start": 3, "end": 3},
        {"start": 0, "end": 10_000},
        {"start": "0", "end": 3},
        {"start": True, "end": 3},
        {"start": 0, "end": 3, "name": "..."},
    ],
)
def test_a_bad_mark_stays_unresolved_and_the_others_are_not_moved(tmp_path: Path, mark: dict) -> None:
    document = _document()
    document["mentions"].insert(1, mark)
    result, (resolved,) = _resolve(_corpus(tmp_path, document))
    assert "Line 1, mention 2" in result.stderr
    assert resolved["mentions"][1]["lat"] is None
    assert round(resolved["mentions"][2]["lat"]) == 16


def test_a_mention_without_a_name_takes_it_from_the_text(tmp_path: Path) -> None:
    document = _document()
    for mention in document["mentions"]:
        del mention["name"]
    _, (resolved,) = _resolve(_corpus(tmp_path, document))
    assert round(resolved["mentions"][0]["lat"]) == 21


def test_a_corpus_without_a_usable_line_fails(tmp_path: Path) -> None:
    result, documents = _resolve(_corpus(tmp_path, "{"))
    assert (result.exit_code, documents) == (1, [])


def test_a_missing_corpus_or_folder_is_an_error_without_a_traceback(tmp_path: Path) -> None:
    for corpus, output in [
        (tmp_path / "none", tmp_path / "o"),
        (_corpus(tmp_path, "{}"), tmp_path / "no" / "o"),
    ]:
        result = CliRunner().invoke(main, ["resolve", str(corpus), "-o", str(output)])
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: ")
    assert [path.name for path in tmp_path.iterdir()] == ["corpus.jsonl"]


def test_the_corpus_itself_is_never_written_over(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path, "no JSON, but somebody's")
    (tmp_path / "link.jsonl").symlink_to(corpus)
    for name in ("corpus.jsonl", "link.jsonl"):
        result = CliRunner().invoke(main, ["resolve", str(corpus), "-o", str(tmp_path / name)])
        assert result.exit_code == 2
        assert f"{name} is the corpus itself" in result.output
    assert corpus.read_text() == "no JSON, but somebody's\n"


def test_standard_output_holds_only_documents(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path, _document(), "{")
    command = [sys.executable, "-m", "storymap", "resolve", str(corpus), "-o", "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["d1"]
    assert "1 documents" in done.stderr


def test_control_characters_and_emoji_in_a_document_are_no_trouble(tmp_path: Path) -> None:
    text = "😀 Huế\0 \ud800 '; DROP TABLE place; --"
    marks = [{"start": 0, "end": 1, "name": "😀"}, {"start": 2, "end": 5}, {"start": 2, "end": len(text)}]
    line = json.dumps({"text": text, "mentions": marks})
    result, documents = _resolve(_corpus(tmp_path, line, _document()))
    assert result.exit_code == 0
    assert len(documents) == 2
