"""Pictures over HTTP: made anew, named by their content, kept by the history when they are deleted."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from storymap.settings import Settings
from storymap.storage.history import History
from storymap.web import create_app

ADDRESS = "/api/stories/two-places/media"
TAKEN, GPS, EXIF = 0x9003, 0x8825, 0x8769
HUE = {1: "N", 2: (16.0, 27.0, 49.32), 3: "E", 4: (107.0, 35.0, 27.24)}


def photo(size: tuple[int, int] = (40, 30)) -> bytes:
    """A JPEG that says where and when it was taken, and with what."""
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    exif.get_ifd(GPS).update(HUE)
    exif.get_ifd(EXIF)[TAKEN] = "1968:01:30 10:00:00"
    made = io.BytesIO()
    Image.new("RGB", size, "red").save(made, "JPEG", exif=exif)
    return made.getvalue()


def enormous_png(side: int) -> bytes:
    """A PNG of a few kilobytes that claims, and has, `side` × `side` black pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer, packed = zlib.compressobj(9), b""
    for _ in range(200):
        packed += packer.compress(bytes(side // 8 + 1) * (side // 200))
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed + packer.flush())
            + chunk(b"IEND", b""))  # fmt: skip


def upload(
    client: FlaskClient, data: bytes, kind: str = "image/jpeg", name: str = "bridge.jpg", **more: str
) -> TestResponse:
    return client.post(ADDRESS, data=data, content_type=kind, query_string={"name": name, **more})


def test_a_picture_is_made_anew_and_offers_where_and_when_it_was_taken(client: FlaskClient, library: Path):
    answer = upload(client, photo())
    assert answer.status_code == 201
    made = answer.json
    assert (made["width"], made["height"], made["taken"]) == (40, 30, "1968-01-30")
    assert made["position"]["lon"] == pytest.approx(107.5909, abs=1e-4)
    assert made["position"]["lat"] == pytest.approx(16.4637, abs=1e-4)
    kept = (library / "two-places" / "media" / made["file"]).read_bytes()
    assert len(kept) == made["bytes"]
    assert b"Secret" not in kept
    assert b"1968" not in kept
    state = client.get("/api/stories/two-places").json
    assert state["version"] == made["version"]
    shown = {"file": made["file"], "width": 40, "height": 30, "bytes": len(kept), "uses": [],
             "layers": []}
    assert state["media"] == [shown]
    assert client.get(f"/edit/two-places/preview/media/{made['file']}").mimetype == "image/jpeg"


def test_a_large_picture_for_the_maps_place_gets_a_smaller_file_before_it(client: FlaskClient, library: Path):
    made = upload(client, photo((5000, 2500)), **{"for": "map"}).json
    assert (made["width"], made["height"]) == (2000, 1000)
    sizes = {file["file"]: (file["width"], file["height"])
             for file in client.get("/api/stories/two-places").json["media"]}  # fmt: skip
    assert sizes == {made["file"]: (2000, 1000), made["large"]: (5000, 2500)}
    for name in sizes:
        assert b"Secret" not in (library / "two-places" / "media" / name).read_bytes()
    assert History(library / "two-places").revisions()[0].message == "Added the photo bridge.jpg"
    assert upload(client, photo((2600, 1300)), **{"for": "map"}).json["large"] is None
    assert upload(client, photo((5000, 2500))).json["large"] is None


def test_the_history_says_which_picture_came(client: FlaskClient, library: Path):
    upload(client, photo(), name="C:\\Pictures\\the <old> bridge.jpg")
    assert History(library / "two-places").revisions()[0].message == "Added the photo the old bridge.jpg"


def test_a_picture_that_is_there_already_makes_no_revision(client: FlaskClient, library: Path):
    first, second = upload(client, photo()), upload(client, photo(), name="again.jpg")
    assert (second.status_code, second.json["file"]) == (201, first.json["file"])
    assert second.json["version"] == first.json["version"]
    assert len(History(library / "two-places").revisions()) == 2


def test_a_large_picture_becomes_smaller(client: FlaskClient):
    made = upload(client, photo((4000, 1000))).json
    assert (made["width"], made["height"]) == (2560, 640)


def test_chapters_that_show_a_picture_are_said(client: FlaskClient):
    made = upload(client, photo()).json
    media = [{"file": made["file"], "alt": "A bridge"}]
    change = {"op": "set", "kind": "chapter", "id": "first", "field": "media", "was": None, "now": media}
    saved = client.patch("/api/stories/two-places", json={"changes": [change]},
                         headers={"If-Match": f'"{made["version"]}"'})  # fmt: skip
    assert saved.status_code == 200
    assert client.get(ADDRESS).json["media"][0]["uses"] == ["first"]


def test_layers_that_lay_a_picture_on_the_map_are_said(client: FlaskClient, library: Path):
    made = upload(client, photo()).json
    story = library / "two-places" / "story.yaml"
    layer = f"layers: [{{id: plan, title: The plan, kind: image, image: {made['file']}, alt: A plan.}}]\n"
    story.write_text(story.read_text() + layer)
    media = client.get(ADDRESS).json["media"]
    assert [(one["uses"], one["layers"]) for one in media] == [([], ["The plan"])]
    assert client.get("/api/stories/two-places").json["media"] == media


@pytest.mark.parametrize(
    ("data", "kind", "word"),
    [(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/svg+xml", "SVG"),
     (b"<?xml version='1.0'?><svg/>", "image/png", "SVG"), (b"<html><script>", "image/png", "JPEG"),
     (b"", "image/png", "JPEG"), (b"GIF89a", "image/gif", "JPEG"), (photo()[:300], "image/jpeg", "damaged"),
     (b"\0\0\0\x18ftypheic" + bytes(40), "image/heic", "HEIC"), (b"%PDF-1.7", "image/png", "PDF")],
)  # fmt: skip
def test_what_is_no_photo_is_refused_in_words(
    client: FlaskClient, library: Path, data: bytes, kind: str, word: str
):
    answer = upload(client, data, kind)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "no-photo")
    assert word in answer.json["error"]["problems"][0]["message"]
    assert not (library / "two-places" / "media").exists()


def test_a_picture_of_50_000_by_50_000_pixels_is_refused_before_it_is_unpacked(client: FlaskClient):
    data = enormous_png(50_000)
    assert len(data) < 2_000_000
    answer = upload(client, data, "image/png")
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "no-photo")
    assert "pixels" in answer.json["error"]["problems"][0]["message"]


def test_a_picture_larger_than_the_limit_is_refused_unread(library: Path):
    client = create_app(Settings(library=library, max_upload=1_000)).test_client()
    answer = client.post(ADDRESS, data=bytes(1_001), content_type="image/png")
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "too-large")
    chunked = client.post(ADDRESS, headers={"Transfer-Encoding": "chunked"}, content_type="image/png",
                          input_stream=io.BytesIO(bytes(2_000)))  # fmt: skip
    assert (chunked.status_code, chunked.json["error"]["code"]) == (411, "no-length")


def test_a_form_of_another_page_brings_no_picture(client: FlaskClient):
    answer = client.post(ADDRESS, data={"file": (io.BytesIO(photo()), "a.jpg")})
    assert answer.status_code == 415


def test_a_deleted_picture_is_kept_by_the_history(client: FlaskClient, library: Path):
    made = upload(client, photo()).json
    file = library / "two-places" / "media" / made["file"]
    assert client.delete(f"{ADDRESS}/{made['file']}").status_code == 428
    gone = client.delete(f"{ADDRESS}/{made['file']}", headers={"If-Match": f'"{made["version"]}"'})
    assert gone.status_code == 200
    assert not file.exists()
    assert client.get("/api/stories/two-places").json["media"] == []
    back = client.post(f"/api/stories/two-places/history/{made['revision']}/restore", json={},
                       headers={"If-Match": f'"{gone.json["version"]}"'})  # fmt: skip
    assert back.status_code == 200
    assert file.is_file()


@pytest.mark.parametrize(
    "name",
    ["../story.yaml", "..%2Fstory.yaml", "%2e%2e/sites.csv", ".hidden.png", "nothing.png", "/etc/passwd",
     "a/../../sites.csv", "%00", "link.png", "linked/other.png"],
)  # fmt: skip
def test_only_files_of_the_media_folder_can_be_deleted(
    client: FlaskClient, library: Path, tmp_path: Path, name: str
):
    media = library / "two-places" / "media"
    media.mkdir()
    (tmp_path / "other.png").write_bytes(photo())
    (media / ".hidden.png").write_bytes(photo())
    (media / "link.png").symlink_to(tmp_path / "other.png")
    (media / "linked").symlink_to(tmp_path)
    there = {path: path.is_symlink() or path.is_dir() or path.read_bytes() for path in tmp_path.rglob("*")}
    answer = client.delete(f"{ADDRESS}/{name}", headers={"If-Match": "*"})
    assert answer.status_code in (308, 404, 405)
    assert all(path.is_symlink() or path.exists() for path in there)


def test_nothing_is_written_through_a_link_that_leads_out(client: FlaskClient, library: Path, tmp_path: Path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (library / "two-places" / "media").symlink_to(outside)
    answer = upload(client, photo())
    assert answer.status_code == 422
    assert "media" in answer.json["error"]["problems"][0]["message"]
    assert not list(outside.iterdir())
