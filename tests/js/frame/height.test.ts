/** The height that an embed asks for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { heightFor, heightOfMap, HIGHEST, LOWEST } from "../../../storymap/browser/frame/height.ts";

test("a frame is as high as its longest text and what stands around it, within bounds", () => {
  assert.equal(heightFor(800, 400), 498);
  assert.equal(heightFor(800, 10), LOWEST);
  assert.equal(heightFor(800, 5000), HIGHEST);
});

test("a narrow frame leaves room for the map above the text", () => {
  const height = heightFor(390, 250);
  assert.ok(height > LOWEST && height < HIGHEST);
  assert.ok(height * 0.55 >= 250 + 98 - 1);
});

test("a map alone is wide rather than high", () => {
  assert.deepEqual([300, 600, 2000].map(heightOfMap), [260, 372, 560]);
});
