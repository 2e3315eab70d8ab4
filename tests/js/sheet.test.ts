/** The heights of the phone's sheet. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { nearestHeight, nextHeight } from "../../storymap/browser/player/sheet.ts";

test("a drag ends at the nearest height", () => {
  assert.deepEqual([0.1, 0.22, 0.3, 0.35, 0.44, 0.48, 0.9].map(nearestHeight), [0, 0, 0, 1, 1, 2, 2]);
});

test("taps go up, up, and down to the lowest", () => assert.deepEqual([0, 1, 2].map(nextHeight), [1, 2, 0]));
