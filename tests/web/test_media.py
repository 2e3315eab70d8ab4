"""Media files: known types, inside the folder, in pieces."""

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient


def test_a_picture_is_sent_with_its_type(client: FlaskClient):
    answer = client.get("/pacific-crossing/media/sea.png")
    assert answer.status_code == 200
    assert answer.mimetype == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_sound_is_sent_in_pieces(client: FlaskClient, library: Path):
    answer = client.get("/pacific-crossing/media/tone.wav", headers={"Range": "bytes=4-9"})
    assert answer.status_code == 206
    assert answer.data == (library / "pacific-crossing" / "media" / "tone.wav").read_bytes()[4:10]


@pytest.mark.parametrize(
    "path",
    [
        "../story.yaml",
        "..%2Fstory.yaml",
        "%2e%2e/story.yaml",
        "./../story.yaml",
        "a/../../story.yaml",
        "//etc/passwd",
        "%2Fetc%2Fpasswd",
        "..%5Cstory.yaml",
        "sea.png%00.jpg",
        ".hidden.png",
        "nothing.png",
        "",
        "sea.png/",
    ],
)
def test_a_path_out_of_the_folder_is_not_found(client: FlaskClient, library: Path, path: str):
    (library / "pacific-crossing" / "media" / ".hidden.png").write_bytes(b"x")
    answer = client.get(f"/pacific-crossing/media/{path}")
    assert answer.status_code in (302, 308, 404)
    assert b"languages" not in answer.data


@pytest.mark.parametrize("name", ["drawing.svg", "page.html", "script.js", "notes.txt", "noextension"])
def test_a_file_of_another_type_is_not_sent(client: FlaskClient, library: Path, name: str):
    (library / "pacific-crossing" / "media" / name).write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert client.get(f"/pacific-crossing/media/{name}").status_code == 404


def test_links_are_not_followed(client: FlaskClient, library: Path, tmp_path: Path):
    (tmp_path / "secret.png").write_bytes(b"secret")
    media = library / "pacific-crossing" / "media"
    (media / "link.png").symlink_to(tmp_path / "secret.png")
    (media / "folder").symlink_to(tmp_path)
    assert client.get("/pacific-crossing/media/link.png").status_code == 404
    assert client.get("/pacific-crossing/media/folder/secret.png").status_code == 404


def test_the_address_in_a_page_leads_to_a_file_that_has_another_unicode_form(
    client: FlaskClient, library: Path
):
    story = library / "pacific-crossing"
    (story / "media" / "sea.png").rename(story / "media" / "se\u0301 a.png")
    for chapter in (story / "chapters").glob("*.md"):
        chapter.write_text(chapter.read_text().replace("file: sea.png", "file: s\u00e9 a.png"))
    page = client.get("/pacific-crossing/").text
    found = {unescape(one) for one in re.findall(r'<img src="([^"]*media/[^"]*)"', page)}
    assert found
    for address in found:
        assert client.get(address).status_code == 200, address
