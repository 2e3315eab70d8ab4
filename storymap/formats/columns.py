"""Guesses which column of a table holds which field of sites or events, and says why."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from storymap.formats.notations import read_position
from storymap.formats.spreadsheet import Table
from storymap.model import fold
from storymap.model.changes import Kind
from storymap.model.when_hints import readings
from storymap.problems import StorymapError
from storymap.storage import events, sites
from storymap.words import Words

LEFT_OUT = ""
"""The field of a column that is not imported."""

# Fields that an import takes beyond the columns of the files: they become `lat` and `lon`, `when`, a site.
VIRTUAL: Mapping[Kind, tuple[str, ...]] = {
    Kind.SITE: ("coordinates",),
    Kind.EVENT: ("coordinates", "start", "end", "year", "month", "day", "kind", "country"),
}
_COLUMNS = {Kind.SITE: sites.COLUMNS, Kind.EVENT: events.COLUMNS}
_ANY = """
id: id | identifier | code | mã | mã số | ký hiệu
coordinates: coordinates | coordinate | coords | position | gps | lat lon | lat long | lat lng | latlng
 | latlon | location gps | geo | mgrs | utm | plus code | toạ độ | tọa độ | toạ độ gps | vị trí gps
lat: lat | latitude | y | vĩ độ | vi do | breite
lon: lon | long | lng | longitude | x | kinh độ | kinh do | länge
source: source | sources | reference | references | ref | citation | nguồn | nguồn tư liệu | tư liệu
 | tài liệu
certainty: certainty | confidence | độ chắc chắn | mức độ chắc chắn
country: country | nation | quốc gia | nước
note: note | notes | remark | remarks | comment | comments | ghi chú | chú thích
"""
_SITES = """
name: name | title | site | place | place name | placename | location | label | tên | tên địa điểm | địa điểm
 | địa danh | nơi | tên gọi
kind: kind | type | category | feature type | loại | loại hình | phân loại
precision_km: precision km | precision | radius | radius km | uncertainty km | accuracy km | bán kính
 | bán kính km | độ chính xác km
gazetteer_id: gazetteer id | geonames id | geonameid | wikidata | wikidata id
note: description | text | details | mô tả | nội dung | diễn giải
"""
_EVENTS = """
title: title | event | name | what | headline | label | tên | tiêu đề | sự kiện | tên sự kiện | nhan đề
when: when | date | dates | time | year date | edtf | ngày | thời gian | ngày tháng | niên đại | thời điểm
year: year | năm
month: month | tháng
day: day
start: start | start date | from | begin | begins | bắt đầu | từ | từ ngày | ngày bắt đầu
end: end | end date | to | until | ends | kết thúc | đến | đến ngày | ngày kết thúc
place: place | location | where | site name | place name | city | town | địa điểm | địa danh | nơi
 | nơi xảy ra | nơi chốn
site: site | site id
text: text | description | details | body | summary | mô tả | nội dung | diễn giải | chi tiết
tags: tags | tag | keywords | category | thẻ | từ khoá | từ khóa | chủ đề
kind: place type | loại địa điểm
"""
_INSTEAD = {"coordinates": ("lat", "lon"), "when": ("year", "start")}
"""Fields that need not be looked for where others say the same."""
_MOST_LOOKED_AT = 60
_MOSTLY = 0.7


class MappingRefused(StorymapError):
    """A mapping names a column or field that is not there, or gives two columns to one field."""


@dataclass(frozen=True)
class Guess:
    """What a column was taken for, '' when it is left out, and why."""

    column: str
    field: str
    why: str


def fields_of(kind: Kind) -> tuple[str, ...]:
    """Return the fields that a column of an import may hold, for sites or events."""
    return tuple(dict.fromkeys((*_COLUMNS[kind].known, *VIRTUAL[kind])))


def guess_columns(table: Table, kind: Kind) -> tuple[Guess, ...]:
    """Return one guess for each column, in order: by its heading, and else by what stands in it."""
    guesses: dict[str, Guess] = {}
    taken: set[str] = set()

    def take(column: str, field: str, why: str) -> None:
        guesses[column] = Guess(column, field, why)
        taken.add(field)

    words = _words(kind)
    for column in table.header:
        if (field := _by_name(column, kind)) and field not in taken:
            take(column, field, Words("it has the name of the field"))
    for column in table.header:
        field = words.get(fold(column)) or words.get(fold(re.sub(r"\(.*?\)|\[.*?\]", "", column))) or ""
        if column not in guesses and field and field not in taken:
            take(column, field, Words("by its heading"))
    for field, why, fits in _by_content(kind):
        if not taken.intersection((field, *_INSTEAD.get(field, ()))):
            for at, column in enumerate(table.header):
                if column not in guesses and _mostly([row[at] for row in table.rows], fits):
                    take(column, field, why)
                    break
    left = Words("nothing tells what it is; it is left out")
    return tuple(guesses.get(column, Guess(column, LEFT_OUT, left)) for column in table.header)


def checked(mapping: Mapping[str, str], table: Table) -> dict[str, str]:
    """Return a mapping of columns to fields with every column of the table in it.

    A field that is no field of the kind is kept as a column of the author's own.

    Raises
    ------
    MappingRefused
        It names a column that is not there, or two columns have the same field.
    """
    for column in mapping.keys() - set(table.header):
        raise MappingRefused(
            Words(
                "There is no column “{column}”. There are: {names}.",
                column=column,
                names=", ".join(table.header),
            )
        )
    found = {column: mapping.get(column, LEFT_OUT).strip() for column in table.header}
    seen: dict[str, str] = {}
    for column, field in found.items():
        if field and field in seen:
            raise MappingRefused(
                Words(
                    "“{seen}” and “{column}” can't both be the field `{field}`.",
                    seen=seen[field],
                    column=column,
                    field=field,
                )
            )
        seen[field] = column
    return found


def _by_name(column: str, kind: Kind) -> str:
    """Return the field that a heading names as the story's own files do: `lat`, `title@vi`."""
    base, at, language = column.strip().partition("@")
    base = base.strip().casefold()
    if at:
        return f"{base}@{language.strip()}" if base in _COLUMNS[kind].texts and language.strip() else ""
    return base if base in fields_of(kind) else ""


def _words(kind: Kind) -> dict[str, str]:
    """Return the field by each folded heading; those of the kind win over those of both."""
    found: dict[str, str] = {}
    for text in (_ANY, _SITES if kind is Kind.SITE else _EVENTS):
        for line in text.replace("\n |", " |").strip().splitlines():
            field, _, headings = line.partition(":")
            found |= {fold(heading): field for heading in headings.split("|") if heading.strip()}
    return {heading: field for heading, field in found.items() if field in fields_of(kind)}


def _by_content(kind: Kind) -> Sequence[tuple[str, str, Callable[[str], bool]]]:
    coordinates = (
        "coordinates",
        Words("its cells are coordinates"),
        lambda cell: read_position(cell) is not None,
    )
    if kind is Kind.SITE:
        return (coordinates, ("name", Words("it is the first column of text"), _is_name))
    return (
        coordinates,
        ("when", Words("its cells are dates"), lambda cell: bool(readings(cell))),
        ("title", Words("it is the first column of text"), _is_name),
    )


def _is_name(cell: str) -> bool:
    return any(sign.isalpha() for sign in cell) and len(cell) <= 300 and not readings(cell)


def _mostly(cells: Sequence[str], fits: Callable[[str], bool]) -> bool:
    """Whether most of the first cells with something in them fit."""
    filled = [cell for cell in cells if cell.strip()][:_MOST_LOOKED_AT]
    return bool(filled) and sum(map(fits, filled)) >= _MOSTLY * len(filled)
