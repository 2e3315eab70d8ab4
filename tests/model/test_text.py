import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.model import Text, direction, fold


@pytest.mark.parametrize(
    ("written", "asked"),
    [("Đà Nẵng", "da nang"), ("ĐẮK LẮK", "dak lak"), ("Ðà Nẵng", "Da Nang"), ("Tuy-Hòa", "tuy hoa"),
     ("  Huế ", "HUE"), ("São Paulo", "sao paulo"), ("Straße", "strasse"), ("ﬁeld", "field")],
)  # fmt: skip
def test_names_are_compared_without_diacritics_case_and_hyphens(written: str, asked: str):
    assert fold(written) == fold(asked)


def test_different_names_stay_different():
    assert len({fold(name) for name in ("Huế", "Hà Nội", "Hải Phòng", "Vinh", "Hà Nam")}) == 5


def test_vowel_signs_keep_names_apart_and_a_dot_below_may_be_missing():
    assert len({fold(name) for name in ("कल", "काल", "कील", "केला")}) == 4
    assert fold("दिल्ली") == "दिल्ली"
    assert fold("क़िला") == fold("किला")
    assert fold("กรุงเทพ") != fold("กรงเทพ")
    assert fold("தமிழ்\u200cநாடு") == fold("தமிழ்நாடு")


def test_a_name_without_letters_folds_to_nothing():
    assert fold(" – ") == fold("") == ""


@given(st.text())
def test_folding_twice_changes_nothing_more_and_normal_forms_are_equal(name: str):
    assert fold(fold(name)) == fold(name)
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))


def test_a_text_falls_back_on_its_base_language_then_on_the_first():
    text = Text.of({"en": "Hanoi", "vi": "Hà Nội", "fr": " "})
    assert text.as_dict() == {"en": "Hanoi", "vi": "Hà Nội"}
    assert (text.get("vi"), text.get("vi-VN"), text.get("ar")) == ("Hà Nội", "Hà Nội", "Hanoi")
    assert (text.has("vi"), text.has("vi-VN")) == (True, False)
    assert not Text()
    assert Text().get("en") == ""


def test_a_text_is_kept_in_nfc():
    decomposed = unicodedata.normalize("NFD", "Quảng Trị")
    assert Text.of({"vi": decomposed}).get("vi") == "Quảng Trị"


def test_arabic_and_hebrew_are_written_from_right_to_left():
    written = [direction(tag) for tag in ("ar", "he-IL", "fa", "vi", "en")]
    assert written == ["rtl", "rtl", "rtl", "ltr", "ltr"]
