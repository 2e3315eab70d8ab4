"""A save without a message says by itself what it did."""

from storymap.model.changes import AddRecord, Change, Kind, RemoveRecord, SetField
from storymap.storage.describe import describe


def put(kind: Kind, ident: str, field: str) -> Change:
    return SetField(kind, ident, field, None, "x")


def test_changed_records_are_named_with_their_fields():
    chapter = [put(Kind.CHAPTER, "hue", field) for field in ("title", "text")]
    changes = [*chapter, put(Kind.STORY, "", "title")]
    assert describe(changes) == "Changed chapter hue: title, text, story: title"


def test_what_came_and_went_is_named_and_its_fields_are_not():
    changes = [
        AddRecord(Kind.SITE, "hue", {}), put(Kind.SITE, "hue", "lat"), RemoveRecord(Kind.EVENT, "a", {}),
    ]  # fmt: skip
    assert describe(changes) == "Added site hue; removed event a"


def test_of_many_only_the_first_are_named():
    changes = [AddRecord(Kind.EVENT, f"e{number}", {}) for number in range(10)]
    assert describe(changes) == "Added event e0, event e1, event e2 and 7 more"
    fields = [put(Kind.SITE, "hue", name) for name in ("name", "lat", "lon", "kind", "note")]
    assert describe(fields) == "Changed site hue: name, lat, lon and 2 more"


def test_no_change_has_no_words():
    assert describe([]) == ""
