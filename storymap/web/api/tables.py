"""Tables over HTTP: a file is read, and its rows become changes to look at; nothing is written."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, request

from storymap import __version__
from storymap.accounts import Role
from storymap.formats.columns import MappingRefused
from storymap.formats.spreadsheet import Table, TableRefused, read_table
from storymap.formats.table_import import ImportPlan, plan_import
from storymap.formats.table_places import ChoiceRefused, RowPlace
from storymap.gazetteer.layers import Layers
from storymap.gazetteer.story_sites import story_sites
from storymap.model import Story
from storymap.model.changes import Kind, as_json
from storymap.web.access import KNOWN, requires
from storymap.web.api.answers import json_answer
from storymap.web.api.atlas import Atlas, SitesAround
from storymap.web.api.bodies import Import, sent
from storymap.web.api.failures import Refused, in_its_words, problem_values
from storymap.web.api.place_words import candidate_values
from storymap.web.bodies import Body
from storymap.web.library import Library
from storymap.web.spoken import spoken, spoken_language
from storymap.words import Words, said


def add_tables(api: Blueprint, library: Library, atlas: Atlas) -> None:
    """Add the reading of tables and the plan of an import."""

    @api.post("/tables")
    @requires(KNOWN, body=Body.FILE)
    def read_sent_table() -> Response:
        name, sheet = request.args.get("name", "")[:200] or "table", request.args.get("sheet", "")[:200]
        try:
            table = read_table(request.get_data(cache=False), name, sheet=sheet)
        except TableRefused as fault:
            raise _refused(fault) from None
        return json_answer({
            "sheets": table.sheets, "sheet": table.sheet, "header": table.header, "rows": table.rows,
            "first": table.first, "delimiter": table.delimiter or None,
            "problems": problem_values(table.problems, spoken())})

    @api.post("/stories/<story>/import")
    @requires(Role.EDITOR)
    def plan_of_import(story: str) -> Response:
        wanted, found = sent(Import), library.working(story).story
        layers = Layers(atlas.gazetteer, own=[story_sites(found)])
        width = len(wanted.header)
        rows = tuple((*row[:width], *[""] * (width - len(row))) for row in wanted.rows)
        table = Table(tuple(wanted.header), rows, wanted.first)
        try:
            made = plan_import(found, table, Kind(wanted.kind), layers,
                               mapping=wanted.mapping, choices=_choices(wanted),
                               program=f"storymap {__version__}")
        except (MappingRefused, ChoiceRefused) as fault:
            raise _refused(fault) from None
        return json_answer(_plan_values(made, found))


def _refused(fault: TableRefused | MappingRefused | ChoiceRefused) -> Refused:
    _ = spoken().gettext
    return Refused(422, "no-table", _("This table can't be used as it is. Nothing was changed."),
                   in_its_words(fault))


def _choices(wanted: Import) -> dict[int, str]:
    """Return the choices by row.

    Raises
    ------
    ChoiceRefused
        A key is no number.
    """
    try:
        return {int(row): choice for row, choice in wanted.choices.items()}
    except ValueError as fault:
        raise ChoiceRefused(Words("The choices go by the number of the row: {fault}", fault=fault)) from None


def _plan_values(plan: ImportPlan, story: Story) -> dict[str, Any]:
    sites, language, t = SitesAround(story), spoken_language(), spoken()

    def place_values(place: RowPlace) -> dict[str, Any]:
        return {"row": place.row, "name": place.name, "status": str(place.status), "site": place.site,
                "candidates": [candidate_values(one, sites, language, t) for one in place.candidates]}

    return {
        "mapping": plan.mapping,
        "guesses": [asdict(guess) | {"why": said(guess.why, t.gettext)} for guess in plan.guesses],
        "changes": [as_json(change) for change in plan.changes],
        "decisions": [asdict(decision) for decision in plan.decisions],
        "places": [place_values(place) for place in plan.places],
        "problems": problem_values(plan.problems, t),
        "counts": asdict(plan.counts),
    }
