import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.render.picture import draw_map, draw_view
from storymap.render.picture_frame import frame_of, unit_x, unit_y
from storymap.render.picture_labels import Room, beside, width_of
from storymap.render.picture_svg import ink_on

SVG = "{http://www.w3.org/2000/svg}"


def site(key, name, lon, lat, number=1, **more):
    properties = {
        "name": name, "names": {}, "drawn": "exact", "precision_km": None, "certainty": "certain",
        "centre": [lon, lat], "number": number, **more,
    }  # fmt: skip
    return {
        "type": "Feature",
        "id": key,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    }


def chapter(key, sites, view, **more):
    base = {
        "id": key,
        "title": "A chapter",
        "view": view,
        "sites": sites,
        "layers": [],
        "legs": [],
        "map_text": "",
    }
    return {**base, **more}


def story(sites=(), chapters=(), **more):
    base = {
        "version": 1, "language": "en", "title": "A story", "summary": "",
        "accent": "#8c2f2b", "accent_dark": "#e5958c",
        "bounds": [102, 8, 110, 24], "layers": [],
        "sites": {"type": "FeatureCollection", "features": list(sites)},
        "chapters": list(chapters),
    }  # fmt: skip
    return {**base, **more}


VIET_NAM = {"bounds": [102, 8, 110, 24], "max_zoom": 8}
HANOI = site("hanoi", "Hà Nội", 105.84, 21.02)


def texts(svg):
    return ["".join(node.itertext()) for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def drawn(sites, view=VIET_NAM, theme="light", **more):
    one = chapter("one", [s["id"] for s in sites], view, **more)
    return draw_map(story(sites, [one]), one, theme=theme)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_same_chapter_gives_the_same_small_well_formed_picture(theme):
    svg = drawn([HANOI], theme=theme)
    assert svg == drawn([HANOI], theme=theme)
    assert len(svg.encode()) <= 40_000
    assert ElementTree.fromstring(svg).get("role") == "img"


def test_the_picture_needs_nothing_from_outside_and_carries_no_style_script_or_id():
    svg = drawn([HANOI])
    assert not re.search(r"<script|<style|\sstyle=|href|url\(|\sid=|<image|\son\w+=", svg)


def test_a_site_is_a_numbered_disc_with_its_name():
    svg = drawn([HANOI])
    assert {"1", "Hà Nội"} <= set(texts(svg))
    assert 'fill="#8c2f2b"' in svg


def test_a_town_that_the_story_names_gets_no_second_label():
    assert texts(drawn([HANOI])).count("Hà Nội") + texts(drawn([HANOI])).count("Hanoi") == 1


def test_story_text_is_escaped():
    nasty = site("x", "<b>&\"'{{7*7}}", 106, 16)
    svg = drawn([nasty], title="</title><script>alert(1)</script>", map_text="a < b & c")
    assert "<script" not in svg
    assert "<b>&\"'{{7*7}}" in texts(svg)
    root = ElementTree.fromstring(svg)
    assert root.findtext(f"{SVG}title") == "</title><script>alert(1)</script>"
    assert root.findtext(f"{SVG}desc") == "a < b & c"


def test_an_accent_cannot_break_out_of_its_attribute():
    document = story([HANOI], accent='"><script>alert(1)</script>')
    assert "<script" not in draw_map(document)


def test_an_uncertain_site_has_a_dashed_edge_and_a_question_mark():
    svg = drawn([site("x", "Somewhere", 106, 16, certainty="uncertain")])
    assert "Somewhere ?" in texts(svg)
    assert 'stroke-dasharray="4 3"' in svg


def test_an_approximate_site_is_a_dotted_disc_of_its_radius_without_a_pin():
    svg = drawn([site("x", "A Sầu", 107.2, 16.2, drawn="approximate", precision_km=100)])
    frame = frame_of(VIET_NAM, (720, 480))
    radii = [float(r) for r in re.findall(r'<circle[^>]* r="([\d.]+)"[^>]*stroke-dasharray="0.1 4"', svg)]
    assert radii == [pytest.approx(frame.kilometres(100, 16.2), abs=0.1)]
    assert "<rect" not in svg.split('stroke-dasharray="0.1 4"', 1)[1]


def test_sites_too_close_to_tell_apart_share_one_mark_that_carries_both_numbers():
    svg = drawn([site("a", "North", 106.0, 16.0, 3), site("b", "South", 106.0, 15.99, 4)])
    assert {"3 · 4", "3North", "4South"} <= set(texts(svg))


def test_a_site_without_coordinates_is_left_out_quietly():
    nowhere = {
        "type": "Feature",
        "id": "n",
        "geometry": None,
        "properties": {"name": "Nowhere", "drawn": "none"},
    }
    assert "Nowhere" not in texts(drawn([nowhere, HANOI]))


def test_a_story_with_no_sites_and_no_bounds_shows_the_world():
    svg = draw_map(story(bounds=None))
    assert ElementTree.fromstring(svg).findtext(f"{SVG}title") == "A story"
    assert "<path" in svg


def test_both_sides_of_the_antimeridian_stand_in_one_picture():
    far = [HANOI, site("white-house", "The White House", -77.04, 38.9, 2)]
    leg = {
        "from": "hanoi",
        "to": "white-house",
        "state": "current",
        "line": [[105.84, 21], [190, 60], [282.96, 38.9]],
    }
    svg = drawn(far, {"bounds": [102, 5, 290, 50], "max_zoom": 8}, legs=[leg])
    frame = frame_of({"bounds": [102, 5, 290, 50]}, (720, 480))
    assert {"1", "2", "Hà Nội"} <= set(texts(svg))
    assert frame.xy(-77.04, 38.9)[0] > frame.xy(105.84, 21.02)[0]


def test_an_area_cut_at_the_antimeridian_is_drawn_without_the_cut():
    halves = [
        [[[175, -20], [180, -20], [180, -10], [175, -10], [175, -20]]],
        [[[-180, -20], [-175, -20], [-175, -10], [-180, -10], [-180, -20]]],
    ]
    area = site("fiji", "Fiji", 180, -15, drawn="area")
    area["geometry"] = {"type": "MultiPolygon", "coordinates": halves}
    svg = drawn([area], {"bounds": [165, -25, 195, -5], "max_zoom": 8})
    edge = re.search(r'<path d="([^"]+)" fill="none" stroke="#8c2f2b"', svg)
    assert edge
    assert edge[1].count("M") == 1


def test_marks_of_other_chapters_are_smaller_and_carry_no_number():
    first = chapter("one", ["hanoi"], VIET_NAM)
    second = chapter("two", ["hue"], VIET_NAM)
    hue = site("hue", "Huế", 107.6, 16.46, 2)
    svg = draw_map(story([HANOI, hue], [first, second]), second)
    assert "2" in texts(svg)
    assert "1" not in texts(svg)
    assert 'r="6.5"' in svg
    assert 'r="3"' in draw_map(story([HANOI, hue], [first, second]), first)


def test_labels_follow_the_language_of_the_document():
    view = {"bounds": [95, 5, 125, 45], "max_zoom": 8}
    one = chapter("one", [], view)
    shown = {code: set(texts(draw_map(story([], [one], language=code), one))) for code in ("en", "vi", "ar")}
    assert {"CHINA", "Beijing"} <= shown["en"]
    assert {"TRUNG QUỐC", "Bắc Kinh", "VIỆT NAM"} <= shown["vi"]
    assert "الصين" in shown["ar"]


def test_routes_are_solid_behind_and_dashed_ahead():
    line = [[105.84, 21.02], [107.18, 16.75]]
    states = {
        s: drawn([HANOI], legs=[{"from": "a", "to": "b", "state": s, "line": line}])
        for s in ("travelled", "next")
    }
    assert 'stroke-dasharray="5 5"' in states["next"]
    assert 'stroke-dasharray="5 5"' not in states["travelled"]


def test_disputed_borders_are_dashed():
    assert 'stroke-dasharray="4 3"' in drawn([], {"bounds": [124, 33, 132, 43], "max_zoom": 8})


@pytest.mark.parametrize("centre", [[0, 90], [0, -90], [180, 0], [-180, 70], [359, 10]])
@pytest.mark.parametrize("zoom", [0, 4, 12])
def test_any_centre_and_zoom_gives_a_picture(centre, zoom):
    ElementTree.fromstring(drawn([HANOI], {"center": centre, "zoom": zoom}))


@given(
    lon=st.floats(-180, 180), lat=st.floats(-85, 85), zoom=st.floats(0, 14),
    middle=st.tuples(st.floats(-180, 360), st.floats(-90, 90)),
)  # fmt: skip
def test_a_coordinate_falls_in_the_copy_of_the_world_nearest_to_the_frame(lon, lat, zoom, middle):
    frame = frame_of({"center": list(middle), "zoom": zoom}, (720, 480))
    x, _ = frame.xy(lon, lat)
    assert abs(x - frame.width / 2) <= frame.world / 2 + 1e-6
    assert frame.top >= 0
    assert frame.top + frame.height <= frame.world + 1e-6


SIDES = st.integers(64, 4096)


@given(
    size=st.tuples(SIDES, SIDES), west=st.floats(-180, 180), across=st.floats(0, 359),
    lats=st.tuples(st.floats(-80, 80), st.floats(-80, 80)),
)  # fmt: skip
def test_a_picture_of_any_size_shows_all_that_it_is_about(size, west, across, lats):
    frame = frame_of({"bounds": [west, min(lats), west + across, max(lats)]}, size)
    for lon in (west, west + across):
        assert 15.9 <= unit_x(lon) * frame.world - frame.left <= size[0] - 15.9
    for lat in lats:
        assert 15.9 <= unit_y(lat) * frame.world - frame.top <= size[1] - 15.9


@pytest.mark.parametrize("size", [(64, 64), (128, 200), (200, 80), (2000, 64), (64, 2000)])
def test_a_small_or_narrow_picture_has_a_whole_credit_and_every_place(size):
    far = [HANOI, site("houston", "Houston", -95.37, 29.76, 2)]
    one = chapter("one", ["hanoi", "houston"], {"bounds": [105.84, 21.02, 264.63, 29.76]})
    svg = draw_map(story(far, [one]), one, size=size)
    assert sum(text in ("1", "2") for text in texts(svg)) + 2 * ("1 · 2" in texts(svg)) == 2
    credit = next(each for each in ElementTree.fromstring(svg).iter(f"{SVG}text") if "GeoNames" in each.text)
    assert width_of(credit.text, float(credit.get("font-size"))) <= size[0] - 8


def test_above_a_world_that_is_lower_than_the_picture_is_water_and_below_it_the_land_of_the_south():
    frame = frame_of({"bounds": [-100, -30, 110, 40]}, (390, 844))
    assert frame.top < 0
    assert frame.top + frame.height > frame.world
    svg = draw_map(story(bounds=[-100, -30, 110, 40]), size=(390, 844))
    ground = [each for each in ElementTree.fromstring(svg) if each.tag == f"{SVG}rect"]
    land = next(each for each in ElementTree.fromstring(svg) if each.tag == f"{SVG}path").get("fill")
    assert [each.get("fill") == land for each in ground] == [False, True]
    assert float(ground[1].get("y")) + float(ground[1].get("height")) == pytest.approx(844)


def test_a_picture_wider_than_the_world_shows_each_place_and_each_name_once():
    svg = draw_map(story([HANOI], bounds=[-100, -30, 110, 40]), size=(2000, 200))
    assert sorted(texts(svg)) == sorted(set(texts(svg)))
    assert {"Hà Nội", "EGYPT"} <= set(texts(svg))
    assert svg.count('height="200"') == 4  # the picture, its water, and what covers the two sides


@settings(max_examples=50)
@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200), st.floats(10, 80)), max_size=15))
def test_words_never_overlap_one_another(words):
    room = Room(300, 200)
    for x, y, width in words:
        beside(room, (x, y), (8, 8), width, 12)
    for place, a in enumerate(room.taken):
        assert all(
            a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3] for b in room.taken[place + 1 :]
        )


def test_a_letter_with_marks_is_as_wide_as_without():
    assert width_of("Đà Nẵng", 12) == pytest.approx(width_of("Ða Nang", 12))


def test_the_number_on_a_disc_is_readable_on_light_and_dark_accents():
    assert ink_on("#8c2f2b") == "#ffffff"
    assert ink_on("#e5958c") == "#14181c"
    assert ink_on("not a colour") == "#ffffff"


def test_a_story_for_print_is_drawn_black_on_white_by_night_too():
    one = story([HANOI], basemap={"style": "print"})
    assert 'fill="#ffffff"' in draw_map(one, theme="dark")
    assert draw_map(one, theme="dark") == draw_map(one)


HUE = {"center": [107.6, 16.4], "zoom": 9}


@pytest.mark.parametrize("style", ["calm", "muted", "print"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_bare_view_is_the_same_at_every_call_and_needs_nothing_from_outside(style, theme):
    svg = draw_view(HUE, language="vi", style=style, theme=theme, title="Huế & Đà Nẵng")
    assert svg == draw_view(HUE, language="vi", style=style, theme=theme, title="Huế & Đà Nẵng")
    assert {"Huế", "Đà Nẵng", "Quảng Trị"} <= set(texts(svg))
    assert ElementTree.fromstring(svg).findtext(f"{SVG}title") == "Huế & Đà Nẵng"
    assert not re.search(r"<script|<style|\sstyle=|href|url\(|\sid=|<image", svg)


@pytest.mark.parametrize("zoom", range(13))
@pytest.mark.parametrize("centre", [[107.6, 16.4], [179.9, -17], [-180, 66], [0, 90], [40, -90], [468, 16]])
def test_any_view_from_zoom_0_to_12_is_a_picture_of_its_size(centre, zoom):
    svg = draw_view({"center": centre, "zoom": zoom}, size=(320, 240))
    assert ElementTree.fromstring(svg).get("viewBox") == "0 0 320 240"
    assert len(svg) < 90_000


def test_a_view_across_the_antimeridian_names_both_sides():
    assert {"FIJI", "SAMOA"} <= set(texts(draw_view({"bounds": [172, -22, 194, -9]})))


def test_no_view_is_the_world():
    assert "BRAZIL" in texts(draw_view(None, size=(1200, 800)))
