"""Points in columns are the same features as points one by one."""

from storymap.model.points import MANY_POINTS, PointTable, in_columns


def features(count: int) -> list[dict]:
    """Points whose properties differ, and are missing here and there."""
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [number / 100, -number / 100]},
            "properties": {"n": number} | ({"word": f"w{number % 3}"} if number % 2 else {}),
        }
        for number in range(count)
    ]


def test_many_points_become_columns_and_read_back_as_features():
    given = features(MANY_POINTS)
    table = in_columns(given)
    assert isinstance(table, PointTable)
    assert (table.count, set(table)) == (MANY_POINTS, {"type", "features"})
    assert list(table.column("n")) == list(range(MANY_POINTS))
    assert table.column("word")[:4] == [None, "w1", None, "w0"]
    assert table.column("none")[:2] == [None, None]
    back = table["features"]
    assert [one["geometry"] for one in back] == [one["geometry"] for one in given]
    assert back[1]["properties"] == given[1]["properties"]
    assert back[0]["properties"] == {"n": 0, "word": None}


def test_few_points_and_other_shapes_stay_features():
    assert in_columns(features(MANY_POINTS - 1)) is None
    for shape in ({"type": "LineString", "coordinates": [[0, 0], [1, 1]]}, None):
        other = {"type": "Feature", "geometry": shape, "properties": {}}
        assert in_columns([*features(MANY_POINTS), other]) is None
