"""An address to publish to is read as it is meant, or refused in words before anything is sent."""

from pathlib import Path

import pytest

from storymap.publish import PublishRefused, open_place
from storymap.publish.folder import FolderPlace


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "The address to publish to is empty. Name a folder"),
        (" ", "The address to publish to is empty. Name a folder"),
        ("s3://", "s3:// names no bucket. Write s3://bucket/maps."),
        ("s3:///maps", "s3:///maps names no bucket. Write s3://bucket/maps."),
        ("gs://", "gs:// names no bucket"),
        ("sftp:///maps", "names no host. Write sftp://host/maps."),
        ("s3:maps/x", "lacks the two slashes of an address: s3://maps/x. For a folder"),
        ("S3:/maps/x", "lacks the two slashes of an address: s3://maps/x"),
        ("file:maps", "lacks the two slashes of an address"),
        ("file://relative/x", "names a host, relative, and no folder on it can be written. Write three"),
        ("file:///x#y", "has a ? or # in it. Write %3F and %23"),
        ("file://", "names no folder"),
        ("file://[x", "is no address"),
        ("s3://Bad_Bucket!/x", "Bad_Bucket! can't be the name of a bucket: 3 to 63 letters"),
        ("s3://maps/ünï code", "ünï code is no prefix that every store takes: plain letters and digits"),
        ("foo://x", "Protocol not known: foo. Name a folder, or an object store, such as s3://bucket/maps."),
    ],
)
def test_an_address_that_would_be_misread_is_refused_with_a_way_out(url: str, words: str):
    with pytest.raises(PublishRefused) as refused:
        open_place(url)
    assert words in str(refused.value)


@pytest.mark.parametrize("endpoint", ["notaurl", "127.0.0.1:9000", "https://", "ftp://host", "http://[x"])
def test_an_endpoint_that_is_no_address_is_refused(endpoint: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    with pytest.raises(PublishRefused, match="is no address"):
        open_place("s3://maps/x")


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("./s3:maps", "s3:maps"),
        ("maps: a draft", "maps: a draft"),
        ("file:///srv/www/a%23b", "/srv/www/a#b"),
        ("file://localhost/srv/www", "/srv/www"),
        ("C:/maps", "C:/maps"),
    ],
)
def test_paths_and_addresses_of_files_are_folders(url: str, folder: str):
    place = open_place(url)
    assert isinstance(place, FolderPlace)
    assert Path(place.url) == Path(folder)


def test_an_access_point_is_a_bucket_too():
    open_place("s3://arn:aws:s3:us-west-2:123456789012:accesspoint/maps/here")


def test_a_prefix_that_makes_keys_too_long_for_some_stores_is_refused():
    place = open_place(f"s3://maps/{'p' * 190}")
    place.check_keys(["a", "data.json"])
    with pytest.raises(PublishRefused, match=r"would have 201 bytes.*Choose a shorter prefix"):
        place.check_keys(["index.html", "a"])
