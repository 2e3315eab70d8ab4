"""Picture files: kept as they are where they fit, made smaller where not, refused where they are none."""

import io

import pytest
from PIL import Image

from storymap.formats.pictures import NoPicture, file_name, fitted


def written(kind: str, size: tuple[int, int] = (400, 200), mode: str = "RGB", turned: int = 1) -> bytes:
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = turned
    Image.new(mode, size).save(file, kind, exif=exif)
    return file.getvalue()


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp")])
def test_what_fits_stays_byte_for_byte(kind: str, ending: str) -> None:
    data = written(kind)
    found = fitted(data, 400)
    assert (found.data, found.width, found.height) == (data, 400, 200)
    assert found.name == file_name(data)
    assert found.name.endswith(ending)


def test_what_is_larger_becomes_smaller_and_clear_parts_stay_clear() -> None:
    found = fitted(written("PNG"), 100)
    assert (found.width, found.height, found.name[-4:]) == (100, 50, ".jpg")
    clear = fitted(written("PNG", mode="RGBA"), 100)
    with Image.open(io.BytesIO(clear.data)) as made:
        assert (made.format, made.mode) == ("WEBP", "RGBA")


def test_a_scan_as_tiff_and_a_picture_taken_lying_are_written_anew() -> None:
    assert fitted(written("TIFF"), 400).name.endswith(".jpg")
    found = fitted(written("JPEG", turned=6), 400)
    assert (found.width, found.height) == (200, 400)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"<svg/>", written("JPEG")[:200], b"\x89PNG\r\n\x1a\n" + b"x" * 99]
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(NoPicture):
        fitted(data, 100)
