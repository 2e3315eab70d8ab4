/** Which side of its mark a name stands on. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { placeNames, type Box, type Mark } from "../../storymap/browser/player/labels.ts";

const mark = (id: string, x: number, y: number, width = 60): Mark => ({ id, x, y, radius: 14, width });
const sides = (...marks: Mark[]) => Object.fromEntries(placeNames(marks, 400, 300).sides);

test("a name with room stands at the right", () => assert.deepEqual(sides(mark("a", 200, 150)), { a: "right" }));

test("at the right edge it stands at the left", () => assert.deepEqual(sides(mark("a", 380, 150)), { a: "left" }));

test("between two marks it stands below", () => {
  assert.deepEqual(sides(mark("a", 200, 150), mark("b", 250, 150, 0), mark("c", 150, 150, 0)), { a: "below" });
});

test("at the lower edge, between two marks, it stands above", () => {
  assert.deepEqual(sides(mark("a", 200, 285), mark("b", 250, 285, 0), mark("c", 150, 285, 0)), { a: "above" });
});

test("a name keeps off the buttons over the map", () => {
  const button = { x0: 340, y0: 130, x1: 380, y1: 170 };
  const { sides: placed, taken } = placeNames([mark("a", 280, 150)], 400, 300, [button]);
  assert.equal(placed.get("a"), "left");
  assert.ok(taken.includes(button));
});

test("a name that fits nowhere is left out", () => assert.deepEqual(sides(mark("a", 200, 150, 500)), {}));

test("a mark without a name has no side", () => assert.deepEqual(sides(mark("a", 200, 150, 0)), {}));

test("earlier marks choose first", () => {
  assert.deepEqual(sides(mark("a", 100, 150), mark("b", 215, 150)), { a: "right", b: "right" });
  assert.deepEqual(sides(mark("b", 330, 150), mark("a", 235, 150)), { b: "left", a: "left" });
});

test("names and marks never cover each other", () => {
  const marks = Array.from({ length: 40 }, (_, n) => mark(`m${n}`, 40 + ((n * 83) % 320), 30 + ((n * 47) % 240), n % 3 === 0 ? 0 : 50));
  const { taken, sides: placed } = placeNames(marks, 400, 300);
  const names = taken.slice(marks.length);
  const apart = (a: Box, b: Box) => a.x1 <= b.x0 || b.x1 <= a.x0 || a.y1 <= b.y0 || b.y1 <= a.y0;
  assert.equal(names.length, placed.size);
  names.forEach((name, n) => names.slice(n + 1).forEach((other) => assert.ok(apart(name, other))));
  const owners = [...placed.keys()];
  names.forEach((name, n) => marks.forEach(({ id }, m) => assert.ok(id === owners[n] || apart(name, taken[m]!))));
});
