"""A scanned map that is being placed: how it is drawn, and how far each of its points lies off."""

from typing import Any

import pytest
from flask.testing import FlaskClient

CORNERS = [
    {"pixel": [0, 0], "at": [107.0, 16.5]}, {"pixel": [800, 0], "at": [107.8, 16.5]},
    {"pixel": [800, 600], "at": [107.8, 15.9]}, {"pixel": [0, 600], "at": [107.0, 15.9]},
]  # fmt: skip
WRONG = {"pixel": [400, 300], "at": [107.5, 16.2]}


def fit(client: FlaskClient, points: list[Any], transformation: str = "", **more: Any) -> Any:
    body = {"width": 800, "height": 600, "points": points, "transformation": transformation, **more}
    return client.post("/api/stories/two-places/overlay-fit", json=body)


@pytest.mark.parametrize(("count", "method"), [(2, "similarity"), (3, "affine"), (4, "projective")])
def test_the_usual_transformation_goes_with_the_number_of_points(
    client: FlaskClient, count: int, method: str
):
    found = fit(client, CORNERS[:count]).json
    assert (found["method"], found["suits"], found["off_km"]) == (method, True, pytest.approx(0, abs=0.002))
    assert len(found["points"]) == count
    assert (found["error_km"] is None) == (count == 2)
    ring = found["outline"]
    assert ring[0] == ring[-1]
    assert ring[0] == pytest.approx(CORNERS[0]["at"], abs=1e-3)
    assert len({tuple(at) for at in ring}) == len(ring) - 1
    assert {round(lon, 2) for lon, _ in ring} >= {107.0, 107.8}


def test_the_point_that_is_wrong_lies_farthest_off(client: FlaskClient):
    found = fit(client, [*CORNERS, WRONG], "affine").json
    off = [point["off_km"] for point in found["points"]]
    assert off.index(max(off)) == 4
    assert 5 < off[4] < 12
    assert found["off_km"] > 0
    through = fit(client, [*CORNERS, WRONG]).json
    assert through["method"] == "spline"
    assert max(point["off_km"] for point in through["points"]) == pytest.approx(0, abs=0.002)
    assert max(point["bent_km"] for point in through["points"]) > 5


def test_too_few_points_for_what_is_asked_are_told(client: FlaskClient):
    found = fit(client, CORNERS, "polynomial-2").json
    assert (found["method"], found["suits"], found["needed"]) == ("projective", False, 6)


LINE = [{"pixel": [x, x], "at": [107 + x / 900, 16]} for x in (0, 9, 99)]


@pytest.mark.parametrize("points", [[], CORNERS[:1], [CORNERS[0]] * 3, LINE])
def test_points_that_tie_nothing_give_no_method(client: FlaskClient, points: list[Any]):
    answer = fit(client, points)
    assert answer.status_code == 200
    assert (answer.json["method"], answer.json["points"], answer.json["outline"]) == (None, [], [])


@pytest.mark.parametrize(
    ("points", "more"),
    [([{"pixel": [0, 0], "at": [16.5, 107.0]}], {}), ([{"pixel": [0], "at": [107, 16]}], {}),
     ([{"pixel": ["x", 0], "at": [107, 16]}], {}), (CORNERS, {"width": 0}), (CORNERS * 126, {}),
     (CORNERS, {"colour": "red"})],
    ids=["swapped", "half", "words", "no width", "too many", "unknown field"],
)  # fmt: skip
def test_what_is_no_point_is_refused_with_its_name(
    client: FlaskClient, points: list[Any], more: dict[str, Any]
):
    answer = fit(client, points, **more)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "invalid")
