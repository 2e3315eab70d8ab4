"""The bytes of event tiles: the same as in tests/js/event_tile.test.ts, and back again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.tiles.events.encoding import CELLS, ROWS, read_tile, tile_bytes

CELL_TILE = (
    "534d543101070400030000000000000009010000050000000600dac5080000000100000003000000007c0100000000"
    "0001000000030000000100020000000000090100000500000002d604d304000000"
)
ROW_TILE = (
    "534d543102100500020000000000000002000000040000000100ffff00000000010000000200000002030000000000"
    "000500000004000000fbff8403000000000800000016000000020000000a0000004875e1babf004cc3a06f00000100"
    "00000700000010000000000000000000e03f000000000000f87f"
)


def test_the_bytes_are_those_that_the_browser_reads():
    array = np.array
    cells = [array([3, 3, 70_000]), array([0, 124, 1]), array([1, 0, 2]), array([1, 300, 2])]
    assert tile_bytes(CELLS, 7, cells, deltas=(0, 3)).hex() == CELL_TILE
    words = (["Huế", "Lào"], array([1, 0]))
    rows = [array([1, 65_535]), array([2, 3]), array([-5, 900]), words, array([0.5, np.nan])]
    assert tile_bytes(ROWS, 16, rows).hex() == ROW_TILE


@given(
    st.lists(
        st.tuples(st.integers(0, 2**32 - 1), st.integers(-(2**31), 2**31 - 1), st.text("aé\n ")), min_size=1
    ),
    st.sampled_from([(), (0,), (0, 1)]),
)
def test_what_is_written_is_read_again(entries: list[tuple[int, int, str]], deltas: tuple[int, ...]):
    numbers, signed, texts = zip(*entries, strict=True)
    words = sorted(set(texts))
    codes = np.array([words.index(text) for text in texts])
    columns = [np.array(numbers), np.array(signed), (words, codes)]
    kind, bits, found = read_tile(tile_bytes(ROWS, 12, columns, deltas=deltas))
    assert (kind, bits) == (ROWS, 12)
    assert found[0].tolist() == list(numbers)
    assert found[1].tolist() == list(signed)
    assert found[2].tolist() == list(texts)


def test_other_bytes_are_refused():
    with pytest.raises(ValueError, match="no event tile"):
        read_tile(b"PMTiles" + bytes(20))
