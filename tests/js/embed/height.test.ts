/** Heights that frames ask for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { heightOf, worthFollowing } from "../../../storymap/browser/embed/height.ts";

test("a height of ours is followed, as whole pixels", () => {
  assert.equal(heightOf({ storymap: 1, type: "height", height: 432.6 }), 433);
});

test("a height stays within 150 and 4000", () => {
  assert.equal(heightOf({ storymap: 1, type: "height", height: -5 }), 150);
  assert.equal(heightOf({ storymap: 1, type: "height", height: 1e9 }), 4000);
});

test("anything else is no height", () => {
  const strange = [null, undefined, "height", 7, [], {}, { type: "height", height: 400 }, { storymap: 2, type: "height", height: 400 },
    { storymap: 1, type: "width", height: 400 }, { storymap: 1, type: "height", height: "400" },
    { storymap: 1, type: "height", height: NaN }, { storymap: 1, type: "height", height: Infinity }];
  for (const message of strange) assert.equal(heightOf(message), null);
});

test("a change under two pixels is not followed", () => {
  assert.equal(worthFollowing(500, 501), false);
  assert.equal(worthFollowing(500, 502), true);
  assert.equal(worthFollowing(500, 498), true);
});
