from pathlib import Path

from PIL import Image

from storymap.storage.media_folder import MediaFile, layer_uses, media_files, uses


def test_the_folder_lists_its_plain_files_with_the_size_of_pictures(tmp_path: Path) -> None:
    media = tmp_path / "media"
    (media / "old").mkdir(parents=True)
    Image.new("RGB", (4, 3)).save(media / "b.png")
    (media / "old" / "a.mp3").write_bytes(b"sound")
    (media / "broken.jpg").write_bytes(b"no picture")
    (media / "page.svg").write_text("<svg/>")
    (media / ".hidden.png").write_bytes(b"")
    (tmp_path / "outside.png").write_bytes(b"x")
    (media / "link.png").symlink_to(tmp_path / "outside.png")
    found = media_files(tmp_path)
    assert found == [
        MediaFile("b.png", (media / "b.png").stat().st_size, 4, 3),
        MediaFile("broken.jpg", 10),
        MediaFile("old/a.mp3", 5),
    ]


def test_a_story_without_a_folder_has_no_files(tmp_path: Path) -> None:
    assert media_files(tmp_path) == []
    (tmp_path / "media").symlink_to(tmp_path)
    assert media_files(tmp_path) == []


def test_a_file_is_used_where_a_chapter_lists_it_or_its_text_shows_it() -> None:
    chapters = [
        {"id": "one", "media": [{"file": "a.png"}, {"file": "media/b.png", "large": "l.png"},
                                {"url": "https://a.org/c.png"}]},
        {"id": "two", "text": "![](../media/a.png) [y](media/d%20e.png)", "text@vi": "![x](media/b.png)"},
        {"id": "three", "media": "nothing", "text": ""},
    ]  # fmt: skip
    assert uses(chapters) == {"a.png": ["one", "two"], "b.png": ["one", "two"], "d e.png": ["two"],
                              "l.png": ["one"]}  # fmt: skip


def test_a_file_is_used_where_a_layer_lays_it_on_the_map() -> None:
    layers = [
        {"id": "plan", "title": {"en": "Plan", "vi": "Bình đồ"}, "kind": "image", "image": "media/plan.png"},
        {"id": "other", "title": {"vi": "Khác"}, "image": "plan.png"},
        {"id": "outside", "title": "Outside", "image": "https://a.example/plan.png"},
        {"id": "areas", "data": "areas.geojson"}, {"image": "bare.png"}, "nothing", None,
    ]  # fmt: skip
    assert layer_uses(layers, "en") == {"plan.png": ["Plan", "Khác"], "bare.png": ["?"]}
    assert layer_uses("nothing", "en") == layer_uses(None, "en") == {}
