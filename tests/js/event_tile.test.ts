/** Event tiles: the same bytes as in tests/tiles/events/test_encoding.py. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readTile } from "../../storymap/browser/player/events/tile.ts";

const CELLS =
  "534d543101070400030000000000000009010000050000000600dac5080000000100000003000000007c0100000000" +
  "0001000000030000000100020000000000090100000500000002d604d304000000";
const ROWS =
  "534d543102100500020000000000000002000000040000000100ffff00000000010000000200000002030000000000" +
  "000500000004000000fbff8403000000000800000016000000020000000a0000004875e1babf004cc3a06f00000100" +
  "00000700000010000000000000000000e03f000000000000f87f";

function bytes(hex: string): ArrayBuffer {
  return Uint8Array.from(hex.match(/../g)!, (pair) => parseInt(pair, 16)).buffer;
}

test("cells come as columns, differences added up", () => {
  const tile = readTile(bytes(CELLS))!;
  assert.deepEqual([tile.kind, tile.bits, tile.count], ["cells", 7, 3]);
  assert.deepEqual(
    tile.columns.map((column) => ("words" in column ? column.words : [...column])),
    [[3, 3, 70_000], [0, 124, 1], [1, 0, 2], [1, 300, 2]],
  );
});

test("rows come with words, numbers below 0, fractions and NaN for none", () => {
  const tile = readTile(bytes(ROWS))!;
  assert.deepEqual([tile.kind, tile.bits, tile.count], ["rows", 16, 2]);
  const [x, y, day, country, weight] = tile.columns;
  assert.deepEqual([x, y, day, weight].map((column) => [...(column as Float64Array)]), [[1, 65_535], [2, 3], [-5, 900], [0.5, NaN]]);
  assert.ok(country && "words" in country);
  assert.deepEqual([...country.codes].map((code) => country.words[code]), ["Lào", "Huế"]);
});

test("other bytes are no event tile", () => {
  assert.equal(readTile(new ArrayBuffer(4)), null);
  assert.equal(readTile(new ArrayBuffer(64)), null);
});
