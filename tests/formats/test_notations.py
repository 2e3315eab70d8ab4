"""Positions as people paste them."""

import math
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storymap.formats.grids import town_of_short_code
from storymap.formats.notations import format_position, read_position, why_no_position
from storymap.formats.position import Notation
from storymap.gazetteer.distance import distance_km

HUE = (107.5909, 16.4637)
N = Notation

DECIMAL = """16.4637, 107.5909
16.4637,107.5909
16.4637 107.5909
16,4637; 107,5909
16,4637 107,5909
16,4637, 107,5909
16.4637N 107.5909E
16.4637° N, 107.5909° E
N16.4637 E107.5909
N 16.4637, E 107.5909
107.5909E, 16.4637N
16.4637B 107.5909Đ
107.5909, 16.4637
(16.4637, 107.5909)
[107.5909, 16.4637]
lat: 16.4637, lon: 107.5909
lon=107.5909 lat=16.4637
Latitude 16.4637 Longitude 107.5909
{"lat": 16.4637, "lng": 107.5909}
vĩ độ 16.4637, kinh độ 107.5909
POINT(107.5909 16.4637)
+16.4637+107.5909/
１６.４６３７, １０７.５９０９"""
SECONDS = """16°27′49″N 107°35′27″E
16°27'49"N 107°35'27"E
16º27´49´´N, 107º35´27´´E
16° 27’ 49” N, 107° 35’ 27” E
16°27'49'' 107°35'27''
16 27 49 N 107 35 27 E
16:27:49N 107:35:27E
N 16 27 49 E 107 35 27
16d27m49sN 107d35m27sE
16 deg 27 min 49 sec N, 107 deg 35 min 27 sec E
16°27′49″B 107°35′27″Đ
16°27′49″B 107°35′27″D
16°27'49" vĩ Bắc, 107°35'27" kinh Đông
16°27'49" vĩ độ Bắc - 107°35'27" kinh độ Đông
16 độ 27 phút 49 giây Bắc, 107 độ 35 phút 27 giây Đông
162749N1073527E
162749N 1073527E"""
MINUTES = """16°27.822′N 107°35.454′E
16° 27.822', 107° 35.454'
16 27.822 N, 107 35.454 E
N16°27,822 E107°35,454
16°27,822'B; 107°35,454'Đ"""
ADDRESSES = [
    ("geo:16.4637,107.5909", N.GEO_URI, False),
    ("GEO:16.4637,107.5909,12;crs=wgs84;u=35", N.GEO_URI, False),
    ("geo:0,0?q=16.4637,107.5909(Hue)", N.GEO_URI, False),
    ("https://www.openstreetmap.org/#map=15/16.4637/107.5909", N.OPENSTREETMAP, True),
    ("openstreetmap.org/?mlat=16.4637&mlon=107.5909#map=15/1/2", N.OPENSTREETMAP, False),
    ("https://www.openstreetmap.org/node/1#map=15/16.4637/107.5909&layers=N", N.OPENSTREETMAP, True),
    ("https://www.openstreetmap.org/search?query=16.4637%2C107.5909", N.OPENSTREETMAP, False),
    ("https://www.google.com/maps/@16.4637,107.5909,15z?hl=vi", N.GOOGLE_MAPS, True),
    ("https://www.google.com/maps/place/Hu%E1%BA%BF/@1.5,2.5,13z/data=!4m6!3m5!8m2!3d16.4637!4d107.5909",
     N.GOOGLE_MAPS, False),
    ("https://www.google.com/maps/embed?pb=!1m18!1m12!1m3!1d3826!2d107.5909!3d16.4637!2m3", N.GOOGLE_MAPS,
     False),
    ("https://maps.google.com/?q=16.4637,107.5909", N.GOOGLE_MAPS, False),
    ("https://maps.google.com.vn/?ll=16.4637,107.5909&z=3", N.GOOGLE_MAPS, False),
    ("https://www.google.com/maps/search/?api=1&query=16.4637%2C107.5909", N.GOOGLE_MAPS, False),
    ("https://www.google.com/maps/search/16.4637,+107.5909", N.GOOGLE_MAPS, False),
    ("https://maps.apple.com/?ll=16.4637,107.5909&q=Hue", N.APPLE_MAPS, False),
    ("https://maps.apple.com/place?coordinate=16.4637,107.5909", N.APPLE_MAPS, False),
    ("https://www.bing.com/maps?cp=16.4637~107.5909&lvl=12", N.BING_MAPS, True),
    ("https://www.bing.com/maps?sp=point.16.4637_107.5909_Hue", N.BING_MAPS, False),
    ("https://geohack.toolforge.org/geohack.php?params=16.4637_N_107.5909_E_type:city", N.GEOHACK, False),
    ("https://umap.example.org/en/map/hue_1#15/16.4637/107.5909", N.MAP_ADDRESS, True),
]  # fmt: skip
NOTHING = """Huế
Hill 881 South
Route 1, 45
17th parallel
Biên Hòa 2
Quận 1, TP HCM
28 Võ Văn Tần
1968
1968-01-30
30/1/1968
30.1.1968
12.05 13.06
12/3, 14/3
1945-1975
+84 28 3829 0390
+84 28.38290390
0913 123 456
091.234.567
1.2.3
v1.2 3.4
10.0.19041, 22631
12:30 14:45
16, 107
12, 5
5-7, 8-9
1,234,567
B12 T5
5B 6T
12 N
15°N
16.4637
48 Hours 123456 123456
16.4637N 107.5909N
-16.4637N 107.5909E
1.5; 2,5"""


def _km(found, position=HUE) -> float:
    return distance_km(found.lon, found.lat, *position)


@pytest.mark.parametrize(
    ("text", "notation"),
    [(text, notation) for texts, notation in
     ((DECIMAL, N.DECIMAL), (SECONDS, N.SECONDS), (MINUTES, N.MINUTES)) for text in texts.splitlines()],
)  # fmt: skip
def test_degrees_are_read_in_all_their_spellings(text: str, notation: Notation) -> None:
    found = read_position(text)
    assert found is not None, why_no_position(text)
    assert (found.notation, _km(found) < 0.02) == (notation, True), found


@pytest.mark.parametrize(("text", "notation", "view"), ADDRESSES)
def test_an_address_of_a_map_gives_its_pin_and_else_the_middle_of_its_view(text, notation, view) -> None:
    found = read_position(text)
    assert found is not None, why_no_position(text)
    assert (found.notation, found.position) == (notation, HUE)
    assert ("middle of the map's view" in found.words) is view


@pytest.mark.parametrize("text", NOTHING.splitlines())
def test_names_dates_and_telephone_numbers_are_no_coordinates(text: str) -> None:
    assert read_position(text) is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("48Q 777000 1821000", "16.45461° N, 107.59419° E"),
        ("UTM zone 48N 0777000mE 1821000mN", "16.45461° N, 107.59419° E"),
        ("48 Q 777000 E, 1821000 N", "16.45461° N, 107.59419° E"),
        ("48 north 777000 1821000", "16.45461° N, 107.59419° E"),
        ("56S 334873 6252266", "33.857° S, 151.215° E"),
        ("56H 334873 6252266", "33.857° S, 151.215° E"),
        ("48QYD7721", "16.45951° N, 107.5994° E"),
        ("48Q YD 77000 21000", "16.45461° N, 107.59419° E"),
        ("MGRS: 48q yd 7700 2100", "16.45466° N, 107.59424° E"),
        ("7P89FH7V+GJ", "16.46381° N, 107.59406° E"),
        ("7p89fh7v+gj", "16.46381° N, 107.59406° E"),
        ("7P890000+", "16.5° N, 107.5° E"),
    ],
)
def test_grid_references_say_what_they_are_in_degrees(text: str, shown: str) -> None:
    found = read_position(text)
    assert found is not None, why_no_position(text)
    assert shown in found.shown


@pytest.mark.parametrize(
    ("text", "km"),
    [("48QYD7721", 1), ("48QYD", 100), ("48Q 777000 1821000", 0.001), ("16.46, 107.5909", 0.011),
     ("16°N 107°E", 110), ("16°27′N 107°35′E", 1.9), ("16°27′49″N 107°35′27″E", 0.031),
     ("7P89FH7V+", 0.28), ("geo:16.4,107.5;u=250", 0.25)],
)  # fmt: skip
def test_a_notation_implies_how_exact_the_place_is(text: str, km: float) -> None:
    found = read_position(text)
    assert found is not None
    assert found.precision_km == pytest.approx(km, rel=0.02)


def test_the_answer_says_in_words_how_a_text_was_read() -> None:
    found = read_position("16 27 49 N 107 35 27 E")
    assert found is not None
    assert found.words == "read as degrees, minutes, seconds: 16°27′49″N 107°35′27″E"
    assert found.say(lambda text: text.replace("read as", "đọc là")).startswith("đọc là")


def test_what_may_be_swapped_comes_with_the_other_reading() -> None:
    found = read_position("10.5, 20.5")
    assert found is not None
    assert found.alternative is not None
    assert (found.alternative.lon, found.alternative.lat) == (10.5, 20.5)
    assert "other way round" in found.alternative.note.say()
    for sure in ("21.02, 105.84", "10.5N 20.5E", "lat 10.5 lon 20.5", "POINT(20.5 10.5)"):
        plain = read_position(sure)
        assert plain is not None
        assert plain.alternative is None


def test_a_longitude_that_stands_first_is_noticed() -> None:
    found = read_position("107.5909, 16.4637")
    assert found is not None
    assert "the longitude stands first" in found.words


def test_n_beside_a_vietnamese_letter_is_nam_and_the_doubt_is_told() -> None:
    found = read_position("10°30′N 106°40′Đ")
    assert found is not None
    assert found.lat == -10.5
    assert "Nam" in found.words
    assert found.alternative is not None
    assert found.alternative.lat == 10.5
    west = read_position("10°30′B 106°40′T")
    assert west is not None
    assert (west.lat, west.lon) == (10.5, pytest.approx(-106.6667, abs=1e-3))


def test_s_as_a_band_north_of_the_equator_comes_with_the_southern_reading() -> None:
    found = read_position("54S 388000 3950000")
    assert found is not None
    assert found.alternative is not None
    assert (found.lat > 35, found.alternative.lat < -50) == (True, True)


def test_a_short_plus_code_needs_its_town() -> None:
    text = "FH7V+GJ Huế, Việt Nam"
    assert read_position(text) is None
    assert "needs the town" in why_no_position(text)
    assert town_of_short_code(text) == "Huế, Việt Nam"
    assert town_of_short_code("7P89FH7V+GJ Huế") == ""
    found = read_position(text, near=(107.6, 16.5))
    assert found is not None
    assert found.shown.startswith("7P89FH7V+GJ")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("95.5, 190.5", "latitude goes from -90 to 90"),
        ("91.2N 107.5E", "latitude goes from -90 to 90"),
        ("geo:99,10", "latitude goes from -90 to 90"),
        ("16°75'N 107°35'E", "minutes and seconds to 59"),
        ("geo:16.4,107.5;crs=epsg:3405", "only WGS 84"),
        ("https://www.openstreetmap.org/node/12345", "an object of OpenStreetMap"),
        ("https://maps.app.goo.gl/abc", "nothing is fetched"),
        ("https://example.org/a", "no position in this address"),
        ("48QYD772", "no such grid square"),
        ("48Q 777000 9821000", "do not lie in zone 48Q"),
        ("99Q 777000 1821000", "do not lie in zone 99Q"),
        ("62QYD7721", "no such grid square"),
    ],
)
def test_what_is_meant_as_a_position_but_is_none_says_why(text: str, why: str) -> None:
    assert read_position(text) is None
    assert why in why_no_position(text)


LATS, LONS = st.floats(-79.9, 83.9), st.floats(-179.99, 179.99)


@given(lat=LATS, lon=LONS, notation=st.sampled_from(
    [N.DECIMAL, N.MINUTES, N.SECONDS, N.UTM, N.MGRS, N.PLUS_CODE, N.GEO_URI]))  # fmt: skip
@example(lat=0.0, lon=0.0, notation=N.MGRS)
@example(lat=-1e-9, lon=-1e-9, notation=N.SECONDS)
@example(lat=59.99999, lon=29.9999999, notation=N.SECONDS)
def test_what_is_written_in_a_notation_is_read_back(lat: float, lon: float, notation: Notation) -> None:
    text = format_position(lon, lat, notation)
    found = read_position(text)
    assert found is not None, text
    assert found.notation is notation
    assert _km(found, (lon, lat)) < 0.005, text


def test_a_grid_says_where_it_ends() -> None:
    with pytest.raises(ValueError, match="80° S to 84° N"):
        format_position(10, 89, N.UTM)
    with pytest.raises(ValueError, match="not written as"):
        format_position(10, 50, N.GOOGLE_MAPS)


ALPHABET = "0123456789.,;:+-°'′″\" NSEWBĐTnđ/@!?=&#~_geohtpslatUM[](){}φλ\u0660\u00b2"


@given(st.one_of(st.text(max_size=300), st.text(ALPHABET, max_size=60),
                 st.text(ALPHABET, max_size=60).map("https://www.google.com/maps/".__add__),
                 st.text(ALPHABET, max_size=30).map("geo:".__add__)))  # fmt: skip
def test_no_text_raises_and_every_answer_is_on_the_globe(text: str) -> None:
    found = read_position(text)
    why_no_position(text)
    if found is not None:
        assert abs(found.lat) <= 90
        assert abs(found.lon) <= 180
        assert found.words
        assert found.precision_km is None or (math.isfinite(found.precision_km) and found.precision_km >= 0)


@pytest.mark.parametrize("text", ["1" * 5000, "1.5 " * 900, "°" * 3000, "16 " * 39, "1,5" * 40, "N" * 120,
                                  "16°" * 40, "https://a/?" + "a=1&" * 900])  # fmt: skip
def test_long_texts_take_no_time(text: str) -> None:
    began = time.perf_counter()
    read_position(text)
    assert time.perf_counter() - began < 0.5
