/** Keys in a grid. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { between, movedFocus, writes, type Spot } from "../../../storymap/browser/editor/tables/keys.ts";

const SIZE = { rows: 100, columns: 5, page: 10 };
const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more });
const go = (key: string, [row, column]: [number, number], more = {}) => {
  const to = movedFocus(press(key, more), { row, column }, SIZE);
  return to && [to.row, to.column];
};

test("arrows move one cell, up to the heads and no further than the ends", () => {
  assert.deepEqual(go("ArrowUp", [0, 2]), [-1, 2]);
  assert.deepEqual(go("ArrowUp", [-1, 2]), [-1, 2]);
  assert.deepEqual(go("ArrowDown", [99, 2]), [99, 2]);
  assert.deepEqual(go("ArrowRight", [3, 4]), [3, 4]);
});

test("Ctrl goes to the ends, page keys a page, Home and End along the row", () => {
  assert.deepEqual(go("End", [3, 1], { ctrlKey: true }), [99, 4]);
  assert.deepEqual(go("Home", [3, 1], { metaKey: true }), [0, 0]);
  assert.deepEqual(go("ArrowDown", [3, 1], { ctrlKey: true }), [99, 1]);
  assert.deepEqual(go("PageDown", [95, 1]), [99, 1]);
  assert.deepEqual(go("PageUp", [4, 1]), [0, 1]);
  assert.deepEqual(go("Home", [3, 3]), [3, 0]);
});

test("other keys do not move", () => {
  assert.equal(go("a", [3, 3]), null);
  assert.equal(go("ArrowDown", [3, 3], { altKey: true }), null);
});

test("a selection is a rectangle, without the heads", () => {
  const spot = (row: number, column: number): Spot => ({ row, column });
  assert.deepEqual(between(spot(4, 3), spot(-1, 1)), { from: spot(0, 1), to: spot(4, 3) });
});

test("a character writes, a command does not", () => {
  assert.deepEqual([press("a"), press("ế"), press("Enter"), press("v", { ctrlKey: true }), press(" ")].map(writes), [true, true, false, false, false]);
});
