"""What is packed comes out as it went in, the same each time, and shorter than zlib makes it."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.packing import BEST, HASTY, pack


@given(st.binary(max_size=3_000), st.sampled_from([None, HASTY, BEST]))
def test_what_is_packed_comes_out_as_it_went_in(data: bytes, level: int | None):
    assert gzip.decompress(pack(data, level)) == data


@pytest.mark.parametrize("size", [60_000, 900_000, 9_000_000])
def test_the_same_data_is_packed_into_the_same_bytes_and_no_more_than_zlib_needs(size: int):
    line = b"".join(f"{number * number % 7919} places and events\n".encode() for number in range(3_000))
    data = (line * (size // len(line) + 1))[:size]
    packed = pack(data)
    assert packed == pack(data)
    assert len(packed) <= len(gzip.compress(data, 6, mtime=0))
    assert packed[4:8] == bytes(4), "a time in the file would make each one another"
