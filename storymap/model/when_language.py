"""The words and patterns that turn a date into text: one table per language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .when_parts import MONTHS


@dataclass(frozen=True)
class Words:
    """How a language writes dates.

    Patterns take `{y} {m} {d} {month} {alone} {era}` (year with its era where that must be said, numbers of
    month and day, month names, the present era for languages that always say it);
    a pattern of an interval takes `{y2} {m2} …` for its second date as well. An empty pattern is one that
    the language doesn't have: the interval is then joined in full, a season is shown as EDTF, and a decade
    or century as its years.
    """

    months: tuple[str, ...]
    day: str
    month: str
    year: str
    years: str = "{y}–{y2}"
    days_of_month: str = ""
    days_of_year: str = ""
    months_of_year: str = ""
    join: str = "{a} – {b}"
    since: str = "{a} – …"
    until: str = "… – {b}"
    end_unknown: str = "{a} – ?"
    start_unknown: str = "? – {b}"
    about: str = "≈ {a}"
    uncertain: str = "{a} (?)"
    time: str = "{a}, {clock}"
    some_day: str = "{a}"
    some_month: str = "{a}"
    some_day_of_year: str = "{a}"
    decade: str = ""
    century: str = ""
    definite: str = "{a}"
    seasons: tuple[str, ...] = ()
    bc: str = "{y} BC"
    ad: str = "{y}"
    era: str = ""
    group: str = ""
    ordinal: Callable[[int], str] = str
    months_alone: tuple[str, ...] = ()


def _english_ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


ENGLISH = Words(
    months=MONTHS,
    day="{d} {month} {y}",
    month="{month} {y}",
    year="{y}",
    days_of_month="{d}–{d2} {month} {y}",
    days_of_year="{d} {month} – {d2} {month2} {y}",
    months_of_year="{month}–{month2} {y}",
    since="since {a}",
    until="until {b}",
    end_unknown="from {a} (end unknown)",
    start_unknown="until {b} (start unknown)",
    about="c. {a}",
    uncertain="{a} (uncertain)",
    some_day="{a} (day unknown)",
    some_month="{a} (month unknown)",
    some_day_of_year="{a} (day and month unknown)",
    decade="{y}s",
    century="{n} century",
    definite="the {a}",
    seasons=("spring {y}", "summer {y}", "autumn {y}", "winter {y}"),
    bc="{y} BC",
    ad="AD {y}",
    group=",",
    ordinal=_english_ordinal,
)

VIETNAMESE = Words(
    months=tuple(f"tháng {number}" for number in range(1, 13)),
    day="ngày {d} tháng {m} năm {y}",
    month="tháng {m} năm {y}",
    year="năm {y}",
    days_of_month="ngày {d}–{d2} tháng {m} năm {y}",
    days_of_year="từ ngày {d} tháng {m} đến ngày {d2} tháng {m2} năm {y}",
    months_of_year="tháng {m}–{m2} năm {y}",
    join="từ {a} đến {b}",
    since="từ {a}",
    until="đến {b}",
    end_unknown="từ {a} (không rõ thời điểm kết thúc)",
    start_unknown="đến {b} (không rõ thời điểm bắt đầu)",
    about="khoảng {a}",
    uncertain="{a} (chưa chắc chắn)",
    time="{clock}, {a}",
    some_day="{a} (không rõ ngày)",
    some_month="{a} (không rõ tháng)",
    some_day_of_year="{a} (không rõ ngày và tháng)",
    decade="thập niên {y}",
    century="thế kỷ {n}",
    seasons=("mùa xuân {y}", "mùa hè {y}", "mùa thu {y}", "mùa đông {y}"),
    bc="{y} TCN",
    ad="{y} SCN",
    group=".",
)

ISO = Words(
    months=tuple(f"{number:02d}" for number in range(1, 13)),
    day="{y}-{month}-{d:02d}",
    month="{y}-{month}",
    year="{y}",
)
"""For a language that nobody knows: numbers only."""

TABLES = {"en": ENGLISH, "vi": VIETNAMESE}
