"""Photos as cameras, phones and attackers make them."""

import io
import struct
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from storymap.formats.photos import Photo, PhotoRefused, read_photo
from storymap.formats.pictures import IN_MAP, IN_TEXT

TAKEN, GPS, EXIF, ORIENTATION = 0x9003, 0x8825, 0x8769, 0x0112
HUE = {1: "N", 2: (16.0, 27.0, 49.32), 3: "E", 4: (107.0, 35.0, 27.24)}


def photo(kind="JPEG", size=(40, 30), colour="red", *, gps=None, taken="", orientation=0, **save) -> bytes:
    image = Image.new("RGB", size, colour)
    image.putpixel((0, 0), (0, 0, 255))
    exif = Image.Exif()
    exif[0x010F] = "Camera"  # without a plain tag, Pillow writes none into a PNG
    if gps is not None:
        exif.get_ifd(GPS).update(gps)
    if taken:
        exif.get_ifd(EXIF)[TAKEN] = taken
    if orientation:
        exif[ORIENTATION] = orientation
    made = io.BytesIO()
    image.save(made, kind, exif=exif, **save)
    return made.getvalue()


def opened(made: Photo) -> Image.Image:
    image = Image.open(io.BytesIO(made.picture.data))
    image.load()
    return image


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp")])
def test_where_and_when_a_photo_was_taken_is_read_and_then_gone(kind: str, suffix: str) -> None:
    made = read_photo(photo(kind, gps=HUE, taken="1968:01:30 10:00:00"))
    assert made.position == (pytest.approx(107.5909, abs=1e-5), pytest.approx(16.4637, abs=1e-5))
    assert (made.taken, made.picture.width, made.picture.height) == ("1968-01-30", 40, 30)
    assert made.picture.name.endswith(suffix)
    assert not dict(opened(made).getexif())
    assert b"1968" not in made.picture.data


def test_the_same_bytes_give_the_same_file() -> None:
    one, two = read_photo(photo(gps=HUE)), read_photo(photo(gps=HUE))
    assert one == two
    assert one.picture.name == read_photo(photo()).picture.name


def test_nothing_that_was_hidden_in_a_file_remains() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "CANARY")
    for data in (
        photo(comment=b"CANARY") + b"<script>CANARY</script>",
        photo("PNG", pnginfo=notes) + b"CANARY",
        photo(xmp=b"<x:xmpmeta>CANARY</x:xmpmeta>"),
        photo("WEBP", xmp=b"CANARY"),
    ):
        assert b"CANARY" in data
        assert b"CANARY" not in read_photo(data).picture.data


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright(orientation: int) -> None:
    made = read_photo(photo("PNG", orientation=orientation))
    assert (made.picture.width, made.picture.height) == ((40, 30) if orientation < 5 else (30, 40))
    corners = {1: (0, 0), 2: (39, 0), 3: (39, 29), 4: (0, 29), 5: (0, 0), 6: (29, 0), 7: (29, 39), 8: (0, 39)}
    assert opened(made).getpixel(corners[orientation]) == (0, 0, 255)


def test_a_large_photo_becomes_as_large_as_a_page_needs() -> None:
    made = read_photo(photo(size=(5000, 2500)))
    assert (made.picture.width, made.picture.height) == (IN_TEXT, IN_TEXT // 2)
    assert read_photo(photo(size=(8000, 100)), IN_MAP).picture.width == IN_MAP
    assert read_photo(photo(size=(1, 4000))).picture.width == 1
    assert read_photo(photo(size=(1, 1))).picture.height == 1


@pytest.mark.parametrize(
    ("gps", "position"),
    [
        ({**HUE, 1: "S", 3: "W"}, (-107.5909, -16.4637)),
        ({1: "N", 2: (16.0, 27.822, 0.0), 3: "E", 4: (107.0, 35.454, 0.0)}, (107.5909, 16.4637)),
        ({**HUE, 9: "V"}, None),
        ({**HUE, 1: "X"}, None),
        ({2: HUE[2], 4: HUE[4]}, None),
        ({1: "N", 3: "E"}, None),
        ({1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)}, None),
        ({**HUE, 2: (99.0, 0.0, 0.0)}, None),
        ({**HUE, 2: (IFDRational(0, 0), IFDRational(0, 0), IFDRational(0, 0))}, None),
        ({}, None),
    ],
)
def test_only_a_position_that_can_be_right_is_offered(gps, position) -> None:
    found = read_photo(photo(gps=gps)).position
    assert found == (position and pytest.approx(position, abs=1e-4))


@pytest.mark.parametrize(
    ("taken", "edtf"),
    [
        ("1968:01:30 10:00:00", "1968-01-30"), ("1968-01-30T10:00:00", "1968-01-30"),
        ("1968:01:00 00:00:00", "1968-01"), ("1968:00:00 00:00:00", "1968"),
        ("0000:00:00 00:00:00", ""), ("    :  :     :  :  ", ""), ("1968:13:40 99:99:99", ""), ("x", ""),
    ],
)  # fmt: skip
def test_the_day_of_a_photo_is_as_exact_as_its_camera_knew(taken: str, edtf: str) -> None:
    assert read_photo(photo(taken=taken)).taken == edtf


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("1", "PNG"), ("L", "PNG"), ("L", "JPEG"), ("LA", "PNG"), ("P", "PNG"), ("P", "GIF"), ("RGBA", "WEBP"),
     ("CMYK", "JPEG"), ("I;16", "PNG")],
)  # fmt: skip
def test_every_mode_of_pixels_is_taken(mode: str, kind: str) -> None:
    made = io.BytesIO()
    Image.new(mode, (9, 8)).save(made, kind)
    assert read_photo(made.getvalue()).picture.width == 9


def test_sixteen_bits_keep_their_greys() -> None:
    made = io.BytesIO()
    Image.frombytes("I;16", (2, 1), struct.pack("<2H", 0x1000, 0xF000)).save(made, "PNG")
    image = opened(read_photo(made.getvalue()))
    assert [image.getpixel((at, 0)) for at in (0, 1)] == [0x10, 0xF0]


def test_transparency_and_colours_of_a_profile_are_kept() -> None:
    made = io.BytesIO()
    Image.new("RGBA", (4, 4), (10, 20, 30, 40)).save(made, "PNG")
    assert opened(read_photo(made.getvalue())).getpixel((0, 0)) == (10, 20, 30, 40)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = read_photo(photo("PNG", icc_profile=profile))
    assert "icc_profile" not in opened(made).info
    assert opened(made).getpixel((20, 20)) == pytest.approx((255, 0, 0), abs=2)
    assert read_photo(photo("PNG", icc_profile=b"broken")).picture.width == 40


def png_of_size(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("width", "height"), [(50_000, 50_000), (10_000, 9_000), (2_000_000_000, 1), (1, 100_000_000)]
)
def test_a_huge_picture_is_refused_before_it_takes_memory(width: int, height: int) -> None:
    read_photo(photo())  # what Pillow keeps anyway
    tracemalloc.start()
    try:
        with pytest.raises(PhotoRefused):
            read_photo(png_of_size(width, height))
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (png_of_size(50_000, 50_000), "pixels"),
        (photo(size=(400, 300))[:900], "damaged|no photo"),
        (photo("PNG", size=(400, 300), colour=(1, 2, 3))[:150], "damaged|no photo"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (b"\xef\xbb\xbf  <svg onload='alert(1)'/>", "SVG"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), "HEIC"),
        (b"II*\x00" + bytes(50), "TIFF"),
        (b"%PDF-1.7", "PDF"),
        (b"BM" + bytes(60), "BMP"),
        (b"GIF89a<script>alert(1)</script>", "damaged|no photo"),
        (b"", "no photo"),
        (b"hello", "no photo"),
        (b"x" * 50_000_001, "50 MB"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(PhotoRefused, match=says):
        read_photo(data)


@given(st.data())
def test_a_damaged_photo_is_read_or_refused(data) -> None:
    kind = data.draw(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]))
    source = bytearray(photo(kind, gps=HUE, taken="1968:01:30 10:00:00") if kind != "GIF" else photo("GIF"))
    for _ in range(data.draw(st.integers(1, 4))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    try:
        made = read_photo(bytes(source[: data.draw(st.integers(1, len(source)))]))
    except PhotoRefused:
        return
    assert max(made.picture.width, made.picture.height) <= IN_TEXT
