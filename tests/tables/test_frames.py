"""The join as tables: nothing is lost, and the order of the input doesn't matter."""

import subprocess
import sys
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.model import Event, Site, Story, Text, fold, parse_when
from storymap.tables import CLASSES, events_table, join_events, sites_table

NAMES = ["Huế", "Đà Nẵng", "Quảng Trị", "Hà Nội", "Biên Hòa", "Washington"]
SQUARE = {"type": "Polygon", "coordinates": [[[175, -5], [-175, -5], [-175, 5], [175, 5], [175, -5]]]}


def text(words: str) -> Text:
    return Text.of({"vi": words})


def bare(name: str) -> str:
    marks = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in marks if not unicodedata.combining(letter))


POSITIONS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
MAYBE = st.none() | POSITIONS
SITES = st.lists(
    st.builds(
        Site,
        id=st.sampled_from("abcdef"),
        name=st.sampled_from(NAMES).map(text),
        position=MAYBE,
        geometry=st.none() | st.just(SQUARE),
    ),
    unique_by=lambda site: site.id,
    max_size=6,
)
EVENTS = st.lists(
    st.builds(
        Event,
        id=st.integers(0, 99).map("e{}".format),
        title=st.just(text("x")),
        position=MAYBE,
        site=st.sampled_from(["", "", "a", "b", "z"]),
        place=st.sampled_from(["", "", *NAMES, "Nowhere"]),
    ),
    unique_by=lambda event: event.id,
    max_size=12,
)


def story(sites: list[Site], events: list[Event]) -> Story:
    return Story("s", text("S"), languages=("vi",), sites=tuple(sites), events=tuple(events))


@settings(max_examples=40, deadline=None)
@given(SITES, EVENTS)
def test_every_row_ends_in_exactly_one_class_and_the_counts_add_up(
    sites: list[Site], events: list[Event]
) -> None:
    joined = join_events(story(sites, events))
    assert list(joined.events.index) == [event.id for event in events]
    assert set(joined.events["how"]) <= set(CLASSES)
    assert joined.report.rows == sum(joined.report.counts.values()) == len(events)
    for how, words in CLASSES.items():
        assert joined.report.counts[words] == (joined.events["how"] == how).sum()
    placed = joined.events["placed"].astype(bool)
    assert placed.equals(joined.events["site"].notna())
    assert joined.sites["events"].sum() == placed.sum()


@settings(max_examples=40, deadline=None)
@given(SITES, EVENTS, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(
    sites: list[Site], events: list[Event], random: object
) -> None:
    def outcome() -> dict[str, tuple[object, object]]:
        found = join_events(story(sites, events)).events
        return {event: (row["site"], row["how"]) for event, row in found.iterrows()}

    before = outcome()
    random.shuffle(sites)
    random.shuffle(events)
    assert outcome() == before


@given(st.permutations(NAMES), st.sampled_from([bare, str.upper, str.lower, fold, str]))
@settings(max_examples=30, deadline=None)
def test_names_with_and_without_diacritics_give_the_same_result(names: list[str], written: object) -> None:
    sites = [Site(fold(name).replace(" ", "-"), text(name), (1.0, 1.0)) for name in NAMES]
    events = [Event(f"e{n}", text("x"), place=written(name)) for n, name in enumerate(names)]
    joined = join_events(story(sites, events))
    assert list(joined.events["site"]) == [fold(name).replace(" ", "-") for name in names]


def test_the_events_table_holds_site_date_and_a_point() -> None:
    when = parse_when("1995-02")
    sites = [Site("pacific", text("Pacific"), geometry=SQUARE), Site("hue", text("Huế"), (107.6, 16.5))]
    events = [
        Event("a", text("A"), site="hue", when=when, when_text="1995-02"),
        Event("b", text("B"), position=(-179.0, 0.0)),
        Event("c", text("C")),
    ]
    joined = join_events(story(sites, events))
    frame = joined.events
    assert list(frame["site"]) == ["hue", "pacific", None]
    assert frame.loc["a", "when"] == "1995-02"
    assert frame.loc["a", "start"] == when.extent[0]
    assert frame.loc["a", "geometry"].coords[0] == (107.6, 16.5)
    assert frame.loc["b", "geometry"].x == -179.0
    assert frame.loc["c", "geometry"] is None
    assert joined.sites.loc["pacific", "geometry"].geom_type == "MultiPolygon"
    assert frame.crs.to_epsg() == joined.sites.crs.to_epsg() == 4326
    assert str(joined.report) == "3 events: 1 placed, 1 placed by area, 1 without a place"
    assert joined.report.as_dict()["rows"] == 3


def test_sites_and_events_are_tables_without_the_join_and_when_empty() -> None:
    empty = story([], [])
    assert len(join_events(empty).events) == len(sites_table(empty)) == len(events_table(empty)) == 0
    full = story([Site("hue", text("Huế"), (107.6, 16.5))], [Event("a", text("A"))])
    assert list(sites_table(full)["name"]) == ["Huế"]
    assert "site" not in events_table(full).columns


def test_importing_the_tables_loads_no_geopandas() -> None:
    program = "import sys, storymap.tables, storymap.document; print('geopandas' in sys.modules)"
    assert (
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        == "False"
    )
