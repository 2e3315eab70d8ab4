"""What YAML, JSON, GDAL, GEOS and the system say of a broken file is said in Vietnamese, or quoted."""

import errno
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.languages import translation
from storymap.problems import Problems
from storymap.storage.foreign import fault_words, files, foreign, shapes, texts
from storymap.storage.geojson_file import read_layer, read_shapes
from storymap.storage.inside import FileRefused, read_bytes
from storymap.storage.vector_file import read_vectors
from storymap.storage.where import Where
from storymap.storage.yaml_file import read_mapping
from storymap.words import Words, said

VIETNAMESE = translation("vi").gettext
# Quoted values, names of files and what stands in brackets are the same in every language.
ASIDE = re.compile(r"“[^”]*”|'[^']*'|\"[^\"]*\"|`[^`]*`|<[^>]*>|\S*[._/\\]\S+")
ENGLISH = re.compile(r"\b(?:the|is|are|not|of|in|to|for|with|and|or|but|expected|found|cannot|can't|"
                     r"could|invalid|expecting|too|file|requires|at|line|no|error|failed)\b", re.IGNORECASE)


def english(text: str) -> list[str]:
    """The English words that a text has outside of quoted values and names of files."""
    return ENGLISH.findall(ASIDE.sub(" ", said(text, VIETNAMESE)))


def left(problems: Problems) -> list[str]:
    """The Vietnamese texts of problems in which English is left."""
    texts_of = [text for each in problems for text in (each.message, each.hint) if text]
    return [said(text, VIETNAMESE) for text in texts_of if english(text)]


YAML = {
    "found character": "a: @b", "could not find expected ':'": "a: 1\nb\nc: 2",
    "sequence entries": "a: - b", "mapping keys": "a: ? b", "mapping values": "a: b: c",
    "expected alphabetic or numeric character": "a: & b", "a digit or '.'": "%YAML 1\n---\na: b",
    "expected a digit, but": "%YAML x\n---\na: b", "expected ' ', but": "%TAG !x!y\n---\na: b",
    "expected '>'": "a: !<x b", "expected URI, but": "%TAG !x! \n---\na: b",
    "URI escape sequence": "a: !x%zz b", "a comment or a line break": "a: | x\n  b",
    "in the range 1-9": "a: |0\n  b", "chomping or indentation": "a: |-x\n  b",
    "hexdecimal numbers": 'a: "\\xzz"', "unknown escape": 'a: "\\c"', "end of stream": 'a: "b',
    "document separator": 'a: "b\n---\nc"', "'<document start>'": "%YAML 1.2\na: b",
    "duplicate YAML directive": "%YAML 1.2\n%YAML 1.2\n---\na: b",
    "incompatible YAML": "%YAML 2.0\n---\na: b", "duplicate tag handle": "%TAG !x! a\n%TAG !x! b\n---\na: b",
    "undefined tag handle": "a: !x!y b", "the node content": "a: [}", "<block end>": "a: 1\n- c",
    "',' or ']'": "a: [b", "',' or '}'": "a: {b", "another document": "a: b\n---\nc: d",
    "undefined alias": "a: *b", "special characters": "a: \x01", "too large to convert": 'a: "\\UFFFFFFFF"',
    "not in range": 'a: "\\U7FFFFFFF"',
    "nested too deep": "a: " + "[" * 3000, "non-comment content": "a: b\n... c",
}  # fmt: skip


@pytest.mark.parametrize(("says", "text"), YAML.items())
def test_every_fault_of_yaml_is_said_in_vietnamese(says: str, text: str):
    problems = Problems()
    read_mapping(text, Where(problems, "story.yaml"))
    assert any(says in each.message for each in problems), [each.message for each in problems]
    assert left(problems) == []


LAYERS = {
    "Expecting value": "[,", "',' delimiter": "[1 2]", "':' delimiter": '{"a" 1}', "property name": "{a",
    "not JSON": "[1,]", "this is not JSON": '{"a": 1,}',
    "Extra data": "{} {}", "Unterminated string": '["a', "control character": '["a\tb"]',
    "escape": '["\\q"]', "uXXXX": '["\\uzz"]', "too deep": "[" * 30 + "]" * 30,
    "integer": "[" + "1" * 5000 + "]", "nested too deep": "[" * 100_000,
    "requires at least": '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}',
    "can't be drawn": '{"type": "LineString", "coordinates": [[0, 0]]}',
    "not valid": '{"type": "LineString", "coordinates": [[0, 0], [0, 0]]}',
    "crosses itself": '{"type": "Polygon", "coordinates": [[[0,0],[2,2],[2,0],[0,2],[0,0]]]}',
}  # fmt: skip


def test_a_number_that_json_does_not_have_is_said_in_vietnamese(tmp_path: Path):
    (tmp_path / "sites.geojson").write_text("[NaN]")
    problems = Problems()
    assert list(read_shapes(tmp_path, "sites.geojson", Where(problems, "sites.geojson"))) == []
    assert ["number of JSON" in each.message for each in problems] == [True]
    assert left(problems) == []


@pytest.mark.parametrize(("says", "text"), LAYERS.items())
def test_every_fault_of_json_and_of_a_shape_is_said_in_vietnamese(tmp_path: Path, says: str, text: str):
    (tmp_path / "layer.geojson").write_text(text)
    problems = Problems()
    read_layer(tmp_path, "layer.geojson", Where(problems, "layer.geojson"))
    assert any(says in each.message for each in problems), [each.message for each in problems]
    assert left(problems) == []
    reasons = [each.found for each in problems if isinstance(each.found, Words)]
    assert [english(reason) for reason in reasons if english(reason)] == []


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _holed(data: bytes) -> bytes:
    return data[:100] + b"\xff" * 400 + data[500:]


@pytest.mark.parametrize("broken", [_cut, _holed, lambda data: data[:60]])
@pytest.mark.parametrize("ending", [".gpkg", ".fgb", ".kml", ".gpx", ".shp"])
def test_every_fault_of_a_vector_file_is_said_in_vietnamese(
    tmp_path: Path, vector_files: Path, ending: str, broken: Callable[[bytes], bytes]
):
    for file in vector_files.iterdir():
        shutil.copy(file, tmp_path)
    file = tmp_path / f"points{ending}"
    file.write_bytes(broken(file.read_bytes()))
    problems = Problems()
    read_vectors(tmp_path, file.name, "", Where(problems, file.name))
    assert left(problems) == []


@pytest.fixture(scope="module")
def vector_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the same 300 points in each format."""
    import geopandas
    from shapely.geometry import Point

    folder = tmp_path_factory.mktemp("vectors")
    points = geopandas.GeoDataFrame(geometry=[Point(at / 10, 16) for at in range(300)], crs=4326)
    for ending, driver in ((".gpkg", "GPKG"), (".fgb", "FlatGeobuf"), (".kml", "KML"), (".gpx", "GPX"),
                           (".shp", "ESRI Shapefile")):  # fmt: skip
        points.to_file(folder / f"points{ending}", driver=driver)
    return folder


def test_what_the_system_says_of_a_file_is_said_in_vietnamese(tmp_path: Path):
    (tmp_path / "loop").symlink_to("loop")
    for name in ("loop", "a" * 300, "a\x00b"):
        with pytest.raises(FileRefused) as refused:
            read_bytes(tmp_path, name)
        assert english(refused.value.args[0]) == []
    with pytest.raises(OSError, match="directory") as opened:
        (tmp_path / "no" / "file").open()
    words = fault_words(opened.value)
    assert words.endswith("no/file")
    assert english(words) == []
    for number in (errno.EACCES, errno.EIO, errno.ENOSPC, errno.EROFS, errno.EMFILE, errno.EISDIR,
                   errno.EDQUOT, errno.ESTALE, errno.ETIMEDOUT, errno.EPERM, errno.EEXIST):  # fmt: skip
        assert "“" not in fault_words(OSError(number, os.strerror(number))), os.strerror(number)


def test_every_known_message_has_a_translation():
    known = [each if isinstance(each, str) else each[1]
             for each in (*texts.KNOWN, *files.KNOWN, *shapes.KNOWN)]  # fmt: skip
    assert [words for words in known if re.search(r"[a-z]{3}", re.sub(r"\{\w+\}", "", words))
            and VIETNAMESE(str(words)) == words] == []  # fmt: skip


@given(st.text())
def test_what_nobody_knows_is_quoted_and_stays_as_it_is(text: str):
    words = foreign(f"frobnicator 7 {text}")
    assert said(words, VIETNAMESE).startswith("“frobnicator 7")
    assert english(words) == []


def test_a_fault_in_a_fault_is_said_with_it():
    words = foreign("ERROR parsing kml a/x.kml :unclosed token on line 3 at offset 0")
    assert (words, english(words)) == ("unclosed token, line 3", [])
    with pytest.raises(json.JSONDecodeError) as fault:
        json.loads("[1\n2]")
    assert fault_words(fault.value) == "Expecting ',' delimiter, line 2"
