import json
from pathlib import Path

import pytest

from storymap.gazetteer.own_places import OwnPlaces
from storymap.gazetteer.user_file import UserFileError, read_user_file
from storymap.problems import Problem

LINKED = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "@id": "https://example.org/places/lz-albany",
            "properties": {"title": "LZ Albany", "ccodes": ["VN"], "fclasses": ["S"]},
            "when": {"timespans": [{"start": {"in": "1965-11"}, "end": {"in": "1965-12"}}]},
            "names": [
                {"toponym": "Landing Zone Albany", "lang": "en"},
                {"toponym": "Bãi đáp Albany", "lang": "vi"},
            ],
            "types": [{"identifier": "aat:300008187", "sourceLabels": [{"label": "Airfield", "lang": "en"}]}],
            "geometry": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Point", "coordinates": [107.69, 13.61], "certainty": "less-certain"}
                ],
            },
            "relations": [{"relationType": "gvp:broaderPartitive", "label": "Gia Lai"}],
        },
        {"type": "Feature", "properties": {"title": "Nowhere"}, "geometry": None},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [0, 0]}},
    ],
}


def read(folder: Path, name: str, content: str | bytes) -> tuple[OwnPlaces, tuple[Problem, ...]]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_user_file(path)


def test_linked_places_format_gives_names_kind_time_and_point(tmp_path: Path) -> None:
    own, problems = read(tmp_path, "mine.json", json.dumps(LINKED))
    place = own.find("bai dap albany")[0].place
    assert (place.id, place.name) == ("lpf:https://example.org/places/lz-albany", "LZ Albany")
    assert (place.lon, place.lat, place.kind, place.country) == (107.69, 13.61, "airfield", "VN")
    assert (place.since, place.until, place.source) == ("1965-11", "1965-12", "mine.json")
    assert [problem.column for problem in problems] == ["feature 2", "feature 3"]


def test_a_table_gives_names_in_one_cell_and_by_language(tmp_path: Path) -> None:
    text = (
        "id,name,name@vi,names,lat,lon,kind,country\nab,A Shau,A Sầu,Ashau;A Shau valley,16.2,107.3,area,vn\n"
    )
    own, problems = read(tmp_path, "mine.csv", text)
    assert problems == ()
    assert {own.find(name)[0].place.id for name in ("A Shau", "A Sầu", "Ashau", "A Shau Valley")} == {
        "lpf:ab"
    }


def test_the_table_form_of_linked_places_is_read(tmp_path: Path) -> None:
    text = "id\ttitle\ttitle_source\tstart\tend\tccodes\tvariants\ttypes\tlon\tlat\n"
    own, _ = read(
        tmp_path, "mine.tsv", text + "1\tTourane\tAtlas\t1889\t1954\tVN\tTuran\tport\t108.2\t16.07\n"
    )
    place = own.find("Turan")[0].place
    assert (place.id, place.since, place.until, place.source) == ("lpf:1", "1889", "1954", "Atlas")


def test_rows_with_faults_are_named_and_left_out(tmp_path: Path) -> None:
    text = "name,lat,lon\nGood,1,2\nSwapped,107,16\n,3,4\nNo place,,\n"
    own, problems = read(tmp_path, "mine.csv", text)
    assert [named.place.name for named in own.places] == ["Good"]
    assert [problem.row for problem in problems] == [3, 4, 5]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", "{"),
        ("a.json", "[" * 100_000),
        ("a.json", '{"type": "FeatureCollection", "features": 3}'),
        ("a.json", '{"features": [1, null, {"geometry": {"type": "Point", "coordinates": ["x"]}}]}'),
        ("a.csv", ""),
        ("a.csv", "a,b\n1,2\n"),
        ("a.csv", b"\x00\xff\xfe"),
        ("a.csv", "name,lat,lon\nX,north,east\n"),
    ],
)
def test_a_file_without_a_usable_place_says_why(tmp_path: Path, name: str, content: str | bytes) -> None:
    with pytest.raises(UserFileError, match="can be used"):
        read(tmp_path, name, content)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserFileError, match="No such file"):
        read_user_file(tmp_path / "none.csv")
