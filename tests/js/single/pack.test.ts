/** A pack is gzip in base64: a line of JSON, then the files that it names. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { readPack } from "../../../storymap/browser/single/pack.ts";

function packed(contents: object, rest: Uint8Array): string {
  return gzipSync(Buffer.concat([Buffer.from(`${JSON.stringify(contents)}\n`), rest])).toString("base64");
}

test("texts come back with their letters, files with every byte, line ends among them", async () => {
  const tiles = Uint8Array.from([10, 0, 255, 10]);
  const pack = await readPack(packed({ player: "“Huế”\u2028", files: { tiles: [1, 5], relief: [0, 1] } }, Uint8Array.from([7, ...tiles])));
  assert.equal(pack.player, "“Huế”\u2028");
  assert.deepEqual(new Uint8Array(pack.files.tiles), tiles);
  assert.deepEqual([...new Uint8Array(pack.files.relief!)], [7]);
  assert.equal(pack.files.archive, undefined);
});

test("a pack that was damaged is refused", async () => {
  const whole = packed({ files: {} }, new Uint8Array());
  await assert.rejects(readPack(whole.slice(0, 24)));
});
