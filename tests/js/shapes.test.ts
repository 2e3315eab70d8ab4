/** The part of a route that is drawn already. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { cut } from "../../storymap/browser/player/shapes.ts";

test("half a straight line ends in its middle", () => assert.deepEqual(cut([[0, 0], [10, 0]], 0.5), [[0, 0], [5, 0]]));

test("a bent line is cut by its length, not by its points", () => {
  assert.deepEqual(cut([[0, 0], [10, 0], [10, 30]], 0.5), [[0, 0], [10, 0], [10, 10]]);
});

test("nothing of a line is its first point", () => assert.deepEqual(cut([[3, 4], [10, 0]], 0), [[3, 4], [3, 4]]));

test("the whole line stays as it is", () => {
  const line: [number, number][] = [[0, 0], [1, 1], [2, 0]];
  assert.equal(cut(line, 1), line);
  assert.equal(cut(line, 1.5), line);
});

test("a line between two equal points has no length and no fault", () => {
  assert.deepEqual(cut([[2, 2], [2, 2]], 0.5), [[2, 2], [2, 2]]);
});

test("a single point is left alone", () => assert.deepEqual(cut([[1, 1]], 0.3), [[1, 1]]));
