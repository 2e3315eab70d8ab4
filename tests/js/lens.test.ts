/** Which part of the map a compared layer is seen in. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { LayerState } from "../../storymap/browser/player/document.ts";
import { clipPath, dividerOf, middle, moveTo, radiusOf, sidesOf } from "../../storymap/browser/player/layers/lens.ts";

const SIZE = { width: 444, height: 300 };
const state = (id: string, compare: LayerState["compare"]): LayerState => ({ id, opacity: 1, filter: null, compare, window: null });

test("the first swiped layer is on the left, the others on the right, and a glass goes with neither", () => {
  const sides = sidesOf([state("a", null), state("b", "swipe"), state("c", "glass"), state("d", "swipe"), state("e", "swipe")]);
  assert.deepEqual([...sides].sort(), [["b", "left"], ["c", "glass"], ["d", "right"], ["e", "right"]]);
});

test("the divider's handle stays on the map, and so does the middle of the glass", () => {
  assert.deepEqual([0, 0.5, 1].map((divider) => dividerOf({ ...middle(), divider }, SIZE)), [22, 222, 422]);
  const lens = middle();
  moveTo(lens, -40, 900, SIZE);
  assert.deepEqual([lens.x, lens.y], [0, 1]);
  assert.ok(2 * radiusOf(SIZE) < SIZE.height);
});

test("an element that has been dragged away is cut where the map's divider is", () => {
  assert.equal(clipPath(SIZE, "left", middle())(-10, 5), "polygon(10px -5px, 232px -5px, 232px 295px, 10px 295px)");
  assert.equal(clipPath(SIZE, "glass", middle())(10, 0), "circle(84px at 212px 150px)");
});
