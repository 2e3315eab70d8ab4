"""Tables of places and events on their way into a story."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.formats.columns import MappingRefused, fields_of, guess_columns
from storymap.formats.dates import DayOrder
from storymap.formats.spreadsheet import Table, read_table
from storymap.formats.table_import import ImportPlan, plan_import
from storymap.formats.table_places import ChoiceRefused, RowStatus
from storymap.gazetteer import open_gazetteer
from storymap.gazetteer.layers import Layers
from storymap.gazetteer.story_sites import story_sites
from storymap.model import Story
from storymap.model.changes import AddRecord, Kind
from storymap.storage import load, new_story
from storymap.storage.apply import apply_changes
from storymap.storage.decisions import Status


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return new_story(tmp_path_factory.mktemp("library") / "towns")


@pytest.fixture(scope="module")
def story(folder: Path) -> Story:
    return load(folder).story


@pytest.fixture(scope="module")
def layers(story: Story) -> Layers:
    return Layers(open_gazetteer(), own=[story_sites(story)])


@pytest.fixture
def plan(story: Story, layers: Layers):
    def made(text: str, kind: Kind, **options) -> ImportPlan:
        return plan_import(story, read_table(text), kind, layers, program="test", **options)

    return made


def added(plan: ImportPlan, kind: Kind) -> dict[str, dict[str, str]]:
    records = [one for one in plan.changes if isinstance(one, AddRecord) and one.kind is kind]
    return {one.id: dict(one.values) for one in records}


def says(plan: ImportPlan) -> str:
    return "\n".join(map(str, plan.problems))


@pytest.mark.parametrize(
    ("header", "kind", "fields"),
    [
        ("tên địa điểm,vĩ độ,kinh độ,mô tả,nguồn,quốc gia", Kind.SITE, "name lat lon note source country"),
        ("Name;Latitude;Longitude;Type;Notes".replace(";", ","), Kind.SITE, "name lat lon kind note"),
        ("ID,Place name,Coordinates,Radius (km)", Kind.SITE, "id name coordinates precision_km"),
        ("name,name@vi,X,Y,abc", Kind.SITE, "name name@vi lon lat -"),
        ("sự kiện,ngày,địa điểm,toạ độ,mô tả,nguồn", Kind.EVENT, "title when place coordinates text source"),
        ("Event,Start date,End date,Location,Tags", Kind.EVENT, "title start end place tags"),
        ("tiêu đề,năm,tháng,nơi xảy ra", Kind.EVENT, "title year month place"),
        ("when,title,title@vi,site", Kind.EVENT, "when title title@vi site"),
    ],
)
def test_headings_in_english_and_vietnamese_find_their_fields(header: str, kind: Kind, fields: str) -> None:
    guesses = guess_columns(read_table(header + "\n" + ",".join("x" * len(header.split(",")))), kind)
    assert " ".join(guess.field or "-" for guess in guesses) == fields
    assert all(guess.why for guess in guesses)


def test_columns_without_telling_headings_are_known_by_their_cells() -> None:
    table = read_table("A\tB\tC\nBattle\tc. 1968\t16.4637, 107.5909\nPeace\t1973\t48QYD7721")
    guesses = {guess.column: guess for guess in guess_columns(table, Kind.EVENT)}
    assert {name: guess.field for name, guess in guesses.items()} == {
        "A": "title", "B": "when", "C": "coordinates"}  # fmt: skip
    assert guesses["C"].why == "its cells are coordinates"


def test_a_mapping_is_checked(plan) -> None:
    with pytest.raises(MappingRefused, match="no column “x”"):
        plan("name\nHuế", Kind.SITE, mapping={"x": "name"})
    with pytest.raises(MappingRefused, match="both be the field `name`"):
        plan("a,b\nHuế,Hue", Kind.SITE, mapping={"a": "name", "b": "name"})
    assert {"coordinates", "name", "lat"} <= set(fields_of(Kind.SITE))


def test_coordinates_in_any_notation_become_cells_with_their_precision(plan) -> None:
    made = plan("name\tcoordinates\nA\t16°27′49″N 107°35′27″E\nB\t48QYD7721\nC\tgeo:10.5,106.5;u=2500\n",
                Kind.SITE)  # fmt: skip
    sites = added(made, Kind.SITE)
    assert sites["a"] == {"name": "A", "lat": "16.463611", "lon": "107.590833"}
    assert sites["b"]["precision_km"] == "1"
    assert sites["c"]["precision_km"] == "2.5"
    assert {place.status for place in made.places} == {RowStatus.GIVEN}
    assert made.decisions == ()


def test_a_sure_name_is_found_and_its_decision_kept(plan) -> None:
    made = plan("tên,ghi chú\nQuảng Trị,Citadel\nSài Gòn,\n", Kind.SITE, date="2026-11-26T00:00:00Z")
    sites = added(made, Kind.SITE)
    assert sites["sai-gon"]["country"] == "VN"
    assert sites["sai-gon"]["certainty"] == "less-certain"
    assert abs(float(sites["sai-gon"]["lat"]) - 10.8) < 0.3
    accepted = [one for one in made.decisions if one.status is Status.ACCEPTED]
    assert {(one.file, one.record, one.by) for one in accepted} >= {("sites.csv", "sai-gon", "test")}


def test_a_doubtful_name_is_open_until_a_person_chooses(plan) -> None:
    text = "name\nSpringfield\nZzyzxqq\n"
    first = plan(text, Kind.SITE)
    assert [(place.row, place.status) for place in first.open] == [
        (2, RowStatus.DOUBTFUL), (3, RowStatus.NOT_FOUND)]  # fmt: skip
    assert len(first.open[0].candidates) > 1
    assert "lat" not in added(first, Kind.SITE)["springfield"]
    second = first.open[0].candidates[1].place.id
    made = plan(text, Kind.SITE, choices={2: second, 3: "none"})
    assert made.open == ()
    site = added(made, Kind.SITE)["springfield"]
    assert (site["gazetteer_id"], site.get("certainty", "")) == (second, "")
    assert [(one.status, one.by) for one in made.decisions] == [
        (Status.ACCEPTED, "author"), (Status.REJECTED, "author")]  # fmt: skip


@pytest.mark.parametrize(("row", "choice"), [(9, "gn:1"), (2, "gn:999999999")])
def test_a_choice_for_nothing_is_refused(plan, row: int, choice: str) -> None:
    with pytest.raises(ChoiceRefused):
        plan("name\nSpringfield\n", Kind.SITE, choices={row: choice})


def test_a_site_that_the_story_has_is_not_added_again(plan) -> None:
    made = plan("name,lat,lon\nHue,16.47,107.58\nHoi An,,\nHuế,-12,130\n", Kind.SITE)
    assert list(added(made, Kind.SITE)) == ["hue-2"]
    assert (made.counts.existing, made.counts.added) == (2, 1)
    assert [place.site for place in made.places] == ["hue", "hoi-an", ""]
    assert "is the site `hue` already" in says(made)


def test_a_place_twice_in_a_table_is_one_site(plan) -> None:
    made = plan("name,lat,lon\nA,1,2\na,1.001,2\nA,30,40\n", Kind.SITE)
    assert list(added(made, Kind.SITE)) == ["a", "a-2"]
    assert made.counts.existing == 1


def test_events_use_the_storys_sites_and_bring_new_ones(plan) -> None:
    made = plan("title,date,place,source\nFirst,30/4/1975,Sài Gòn,Nguyễn 1990\nSecond,c. 1968,hue,\n"
                "Third,1968-1972,Sai Gon,Nguyễn 1990; unesco-hue\nFourth,thg 3 1975,,\n",
                Kind.EVENT)  # fmt: skip
    events, sites, sources = (added(made, kind) for kind in (Kind.EVENT, Kind.SITE, Kind.SOURCE))
    assert [event["when"] for event in events.values()] == ["1975-04-30", "1968~", "1968/1972", "1975-03"]
    assert [event.get("site") for event in events.values()] == ["sai-gon", "hue", "sai-gon", None]
    assert list(sites) == ["sai-gon"]
    assert sources == {"nguyen-1990": {"citation": "Nguyễn 1990"}}
    assert events["third"]["source"] == "nguyen-1990;unesco-hue"
    assert (made.counts.added, made.counts.sites, made.counts.sources) == (4, 1, 1)


def test_an_event_with_a_doubtful_place_keeps_the_word(plan) -> None:
    made = plan("title,date,place\nA,1968,Springfield\n", Kind.EVENT)
    assert added(made, Kind.EVENT)["a"] == {"title": "A", "when": "1968", "place": "Springfield"}
    assert (made.decisions[0].file, made.decisions[0].status) == ("events.csv", Status.REVIEW)


def test_an_event_with_coordinates_of_its_own(plan) -> None:
    made = plan("title\tdate\tplace\tgps\nA\t1968\tHill 881\t16.66, 106.65\nB\t1968\t\t16.7, 106.7\n"
                "C\t1969\t16.8, 106.8\t\n", Kind.EVENT)  # fmt: skip
    events, sites = added(made, Kind.EVENT), added(made, Kind.SITE)
    assert sites["hill-881"]["lat"] == "16.66"
    assert events["a"]["site"] == "hill-881"
    assert (events["b"]["lat"], events["b"]["lon"]) == ("16.7", "106.7")
    assert (events["c"]["lat"], events["c"].get("place")) == ("16.8", None)


def test_an_event_that_is_there_is_not_added_again(plan) -> None:
    made = plan("title,date,place\nThe Dragon Bridge opens,2013-03-29,Da Nang\nNew,2014,Đà Nẵng\n"
                "New,2014,Da Nang\n", Kind.EVENT)  # fmt: skip
    assert list(added(made, Kind.EVENT)) == ["new"]
    assert made.counts.existing == 2


def test_a_date_with_two_meanings_is_asked_with_both(plan) -> None:
    text = "title,date\nA,12/3/1968\n"
    made = plan(text, Kind.EVENT)
    assert made.changes == ()
    assert "3 December or 12 March 1968" in says(made)
    assert (made.errors[0].row, made.errors[0].column, made.counts.refused) == (2, "date", 1)
    day, month = (plan(text, Kind.EVENT, order=order) for order in (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST))
    assert added(day, Kind.EVENT)["a"]["when"] == "1968-03-12"
    assert added(month, Kind.EVENT)["a"]["when"] == "1968-12-03"


def test_dates_in_several_columns_are_put_together(plan) -> None:
    made = plan("title,year,month,day\nA,1968,1,30\nB,1968,Mar,\nC,1968,,\nD,c. 1968,,\n", Kind.EVENT)
    whens = [one["when"] for one in added(made, Kind.EVENT).values()]
    assert whens == ["1968-01-30", "1968-03", "1968", "1968~"]
    made = plan("title,start,end\nA,1968,1972\nB,1968,\nC,,1972\nD,1/2/68,1972\n", Kind.EVENT)
    assert made.counts.refused == 1
    assert "row 5" in says(made)


def test_all_errors_are_told_at_once_and_nothing_is_changed(plan) -> None:
    made = plan('title,date,coordinates,certainty\n,1968,,\nB,tomorrow,"91, 200.5",\nC,1968,,perhaps\n',
                Kind.EVENT)  # fmt: skip
    assert made.changes == made.decisions == ()
    assert [problem.row for problem in made.errors] == [2, 3, 3]
    assert "Latitude goes from -90 to 90" in says(made)
    assert (made.counts.rows, made.counts.refused, made.counts.added) == (3, 2, 1)


def test_what_is_left_out_and_what_becomes_an_own_column_is_told(plan) -> None:
    made = plan("name,xyz\nA,1\n", Kind.SITE)
    assert "xyz" in says(made)
    kept = plan("name,xyz\nA,1\n", Kind.SITE, mapping={"name": "name", "xyz": "inventory"})
    assert added(kept, Kind.SITE)["a"]["inventory"] == "1"
    assert "columns of your own" in says(kept)


def test_ids_are_kept_when_they_may_stand(plan) -> None:
    made = plan("id,name,lat,lon\nmy-id,A,1,2\nBad Id,B,3,4\n", Kind.SITE)
    assert list(added(made, Kind.SITE)) == ["my-id", "bad-id"]
    assert "taken by another site" in says(plan("id,name,lat,lon\nhue,Elsewhere,1,2\n", Kind.SITE))


def test_countries_are_read_by_name(plan) -> None:
    made = plan("name,country,lat,lon\nA,Việt Nam,1,2\nB,United States,3,4\nC,Atlantis,5,6\n", Kind.SITE)
    assert [one["country"] for one in added(made, Kind.SITE).values()] == ["VN", "US", "Atlantis"]


def test_the_changes_of_a_plan_make_a_story_without_problems(plan, folder: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "towns"
    shutil.copytree(folder, copy)
    made = plan("title,date,place,source\nA,1968,Quy Nhơn,A book\nB,1969,Huế,A book\n", Kind.EVENT)
    for name, data in apply_changes(copy, made.changes).items():
        assert data is not None
        (copy / name).write_bytes(data)
    loaded = load(copy)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.story.events[-1].site == "hue"


CELL = st.sampled_from(["", "Huế", "hue", "Springfield", "1968", "12/3/1968", "16.4, 107.5", "x" * 200,
                        "none", "{{7*7}}", "c. 1968", "48QYD7721", "VN", "-", "91", "\u2028"])  # fmt: skip


FIELDS = ["name", "title", "when", "coordinates", "place", "source", "id", "country", ""]


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(CELL, CELL, CELL, CELL), max_size=6),
       kind=st.sampled_from([Kind.SITE, Kind.EVENT]), fields=st.permutations(FIELDS))
def test_every_row_is_accounted_for(story, layers, rows, kind, fields) -> None:
    table = Table(("a", "b", "c", "d"), tuple(rows))
    made = plan_import(story, table, kind, layers, mapping=dict(zip(table.header, fields[:4], strict=True)))
    counts = made.counts
    assert counts.rows == counts.added + counts.existing + counts.empty + counts.refused == len(rows)
    mine = [one for one in made.changes if one.kind is kind]
    assert len(mine) == (0 if made.errors else counts.added)
    keys = [one.key for one in made.changes]
    assert len(keys) == len(set(keys))
