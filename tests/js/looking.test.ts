/** How closely a picture in the map's place may be looked at. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { closestLevel, lookOfKey, needsMore, wholeLevel } from "../../storymap/browser/player/layers/looking.ts";

test("a picture stands whole in its frame, with wall around it, and is at most doubled", () => {
  for (const [frame, width, height] of [[{ x: 1000, y: 714 }, 900, 600], [{ x: 390, y: 400 }, 480, 800], [{ x: 300, y: 150 }, 9000, 100]] as const) {
    const scale = 2 ** wholeLevel(frame, width, height);
    assert.ok(scale * width <= frame.x - 24 + 1e-9 && scale * height <= frame.y - 24 + 1e-9);
  }
  assert.equal(wholeLevel({ x: 2000, y: 1200 }, 50, 50), 1);
  assert.ok(Number.isFinite(wholeLevel({ x: 1, y: 1 }, 900, 600)));
});

test("one can come as close as the finest file allows, doubled, and always a little closer", () => {
  assert.equal(closestLevel(-1, 900, 3600), 3);
  assert.equal(closestLevel(-1, 900, 0), 1);
  assert.equal(closestLevel(1, 50, 0), 3);
});

test("a screen that shows more pixels than the file has needs the larger one", () => {
  assert.deepEqual([needsMore(0, 1), needsMore(-1, 2), needsMore(0.5, 1), needsMore(-0.5, 2)], [false, false, true, true]);
});

test("keys look nearer, farther, around, and at the whole", () => {
  assert.deepEqual(["+", "=", "-", "0", "Home"].map((key) => lookOfKey(key, false)), [{ by: 1 }, { by: 1 }, { by: -1 }, "whole", "whole"]);
  assert.deepEqual(lookOfKey("ArrowLeft", false), { x: -80, y: 0 });
  assert.deepEqual(lookOfKey("ArrowDown", true), { x: 0, y: 320 });
  for (const key of ["Tab", "Enter", "PageDown", "End", "a"]) assert.equal(lookOfKey(key, false), null);
});
