"""What requests may hold, as pydantic models: they check, say what is wrong, and make the documentation."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from flask import request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from storymap.model.changes import Change, Kind, from_json
from storymap.problems import Problem, Severity
from storymap.storage.decisions import Decision, Status
from storymap.storage.foreign import fault_words
from storymap.storage.geojson_file import refuse_constant
from storymap.web.api.failures import Refused
from storymap.web.spoken import spoken

MOST_CHANGES = 50_000
MOST_ROWS = 20_000
MOST_CHARACTERS = 2_000_000
MOST_POINTS = 500
_SHOWN = 60

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$")]
RecordId = Annotated[str, StringConstraints(max_length=200)]
FieldName = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$", max_length=35)]
Words = Annotated[str, StringConstraints(max_length=MOST_CHARACTERS)]
Line = Annotated[str, StringConstraints(max_length=500)]
Pixel = Annotated[float, Field(ge=-10_000_000, le=10_000_000)]


class Sent(BaseModel):
    """A body; a key that nobody knows is a slip, and is refused rather than lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SetChange(Sent):
    """A field gets another value; `was` is what it held when the client read it."""

    op: Literal["set"]
    kind: Kind
    id: RecordId
    field: FieldName
    was: Any = None
    now: Any = None


class AddChange(Sent):
    """A new record; `after` is the id of the one before it, "" for the first place, null for the last."""

    op: Literal["add"]
    kind: Kind
    id: RecordId
    values: dict[FieldName, Any]
    after: RecordId | None = None


class RemoveChange(Sent):
    """A record goes; `was` holds all its fields."""

    op: Literal["remove"]
    kind: Kind
    id: RecordId
    was: dict[FieldName, Any] = {}
    after: RecordId | None = None


AnyChange = Annotated[SetChange | AddChange | RemoveChange, Field(discriminator="op")]


class SentDecision(Sent):
    """What was asked of the gazetteer and what was chosen, kept in geocoding.csv."""

    file: Literal["sites.csv", "events.csv"]
    record: RecordId
    asked: Line
    status: Status
    date: Line = ""
    chosen: Line = ""
    name: Line = ""
    lat: float | None = None
    lon: float | None = None
    score: float | None = None
    confidence: float | None = None
    rivals: tuple[Line, ...] = ()
    by: Line = ""


class Save(Sent):
    """A save: changes in their order, decisions of the gazetteer, and a message for the history."""

    changes: Annotated[list[AnyChange], Field(max_length=MOST_CHANGES)]
    decisions: Annotated[list[SentDecision], Field(max_length=MOST_CHANGES)] = []
    message: Line = ""

    def as_changes(self) -> list[Change]:
        """Return the changes as the lower floors know them."""
        return [from_json(change.model_dump(mode="json")) for change in self.changes]

    def as_decisions(self, now: str, author: str) -> list[Decision]:
        """Return the decisions, dated `now` and by `author` where they don't say."""
        return [Decision(**{**dict(sent), "date": sent.date or now, "by": sent.by or author})
                for sent in self.decisions]


class Render(Sent):
    """Markdown to show as readers will see it."""

    text: Words
    language: Language = "en"


class WhenText(Sent):
    """A date as a person says it."""

    text: Annotated[str, StringConstraints(max_length=500)]
    language: Language = "en"


class TiedPoint(Sent):
    """A pixel of a picture, x to the right and y down, and where it lies, `[lon, lat]`."""

    pixel: tuple[Pixel, Pixel]
    at: tuple[Annotated[float, Field(ge=-360, le=360)], Annotated[float, Field(ge=-90, le=90)]]


class Scan(Sent):
    """A picture that is to lie on the map; without a transformation the one that goes with its points."""

    width: Annotated[int, Field(ge=1, le=1_000_000)]
    height: Annotated[int, Field(ge=1, le=1_000_000)]
    points: Annotated[list[TiedPoint], Field(max_length=MOST_POINTS)]
    transformation: Line = ""


class Publish(Sent):
    """Whether readers see the story."""

    published: bool


class Nothing(Sent):
    """An empty body, `{}`."""


class NewStory(Sent):
    """A new story: `from` names a shipped story to copy; without it the story is empty."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
    id: Id | None = None
    language: Language = "en"
    source: Annotated[str | None, Field(alias="from", max_length=64)] = None


class Import(Sent):
    """Rows of a table: `mapping` says which column is which field, `choices` which place a row means.

    `first` is the number that a spreadsheet shows for the first row.
    """

    kind: Literal["site", "event"]
    header: Annotated[list[Line], Field(max_length=200)]
    rows: Annotated[list[list[Words]], Field(max_length=MOST_ROWS)]
    first: Annotated[int, Field(ge=1)] = 2
    mapping: dict[Line, Line] | None = None
    choices: dict[str, Line] = {}


class Link(Sent):
    """A link that lets people in: as viewer it shows the preview, as editor it opens the editor."""

    role: Literal["viewer", "editor"]
    days: Annotated[int, Field(ge=1, le=366)] = 14
    note: Line = ""


class Roles(Sent):
    """Roles by the name of an account; null takes a role away."""

    roles: dict[Line, Literal["viewer", "editor", "owner"] | None]


Body = TypeVar("Body", bound=Sent)


def sent(model: type[Body]) -> Body:
    """Return the JSON body of this request.

    Raises
    ------
    Refused
        The body is no JSON, or isn't what the model holds; every fault is a problem of its own.
    """
    if not request.is_json:
        raise UnsupportedMediaType
    _ = spoken().gettext
    try:
        value = json.loads(request.get_data(), parse_constant=refuse_constant)
    except (ValueError, RecursionError) as fault:
        problem = Problem(Severity.ERROR, _("This is not JSON."), found=fault_words(fault))
        raise Refused(400, "not-json", _("What was sent is not JSON. Nothing was changed."),
                      [problem]) from None
    try:
        return model.model_validate(value)
    except ValidationError as fault:
        problems = [_problem(error) for error in fault.errors(include_url=False)[:20]]
        message = _("What was sent can't be used. Nothing was changed.")
        raise Refused(422, "invalid", message, problems) from None


def _problem(error: Mapping[str, Any]) -> Problem:
    """Return one fault of a body: which field, what was found, what to do."""
    _ = spoken().gettext
    kind, limits = error["type"], error.get("ctx", {})
    found = "" if kind == "missing" else json.dumps(error["input"], ensure_ascii=False, default=str)
    hints = {
        "missing": _("Send this field too."),
        "extra_forbidden": _("Leave this field out, or look for a slip in its name."),
        "string_too_long": _("Send at most {n} characters.").format(n=limits.get("max_length", "")),
        "too_long": _("Send at most {n} entries.").format(n=limits.get("max_length", "")),
        "string_pattern_mismatch": _("Ids have a-z, 0-9 and hyphens, languages are tags such as en or vi."),
    }
    field = ".".join(str(part) for part in error["loc"]) or "body"
    return Problem(Severity.ERROR, _("The field {name} can't be used.").format(name=field), column=field,
                   found=found if len(found) <= _SHOWN else found[:_SHOWN - 1] + "…",
                   hint=hints.get(kind, error["msg"]))
