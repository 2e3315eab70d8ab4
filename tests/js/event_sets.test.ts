/** What the drawing of event sets reckons before it paints. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Cells, everySecondBit } from "../../storymap/browser/player/events/cells.ts";
import { Choice } from "../../storymap/browser/player/events/choice.ts";
import { Months } from "../../storymap/browser/player/events/months.ts";
import { squaresOf, zoomOf } from "../../storymap/browser/player/events/picture.ts";
import { fields } from "../../storymap/browser/player/events/places.ts";
import { Rows } from "../../storymap/browser/player/events/rows.ts";
import { largestShare, rounded, Scale } from "../../storymap/browser/player/events/scale.ts";
import type { EventTile } from "../../storymap/browser/player/events/tile.ts";

const MONTHS = new Months("1967-12", 4, "en");
const KINDS = ["a", "b"];
const ALL = new Choice({ id: "x" }, MONTHS, KINDS);
/** Two cells of a tile 2**6 wide that lie in one of 2**5, and one elsewhere; month 4 is "no month". */
const TILE: EventTile = {
  kind: "cells", bits: 6, count: 6,
  columns: [Uint32Array.of(0, 0, 0, 3, 3, 8), Uint8Array.of(0, 2, 4, 1, 2, 3), Uint8Array.of(0, 0, 1, 1, 1, 0), Uint8Array.of(1, 2, 4, 8, 16, 32)],
};

test("sums over months and categories are what the counts say, however fine the tile is", () => {
  const cells = Cells.of(TILE, MONTHS.count);
  assert.deepEqual([[...cells.cells], cells.bits, cells.peak], [[0, 2], 5, 32]);
  cells.choose(ALL);
  assert.deepEqual([cells.count(0, ALL), cells.count(1, ALL)], [31, 32]);
  const spring = new Choice({ id: "x", from: "1968-01", to: "1968-02" }, MONTHS, KINDS);
  cells.choose(spring);
  assert.deepEqual([cells.count(0, spring), cells.count(1, spring)], [2 + 8 + 16, 0]);
  const second = new Choice({ id: "x", from: "1968-01", categories: ["b"] }, MONTHS, KINDS);
  cells.choose(second);
  assert.deepEqual([cells.count(0, second), cells.count(1, second)], [24, 0]);
});

test("a choice without a time holds rows without a month, one with a time doesn't", () => {
  assert.deepEqual([ALL.always, ALL.every, ALL.word], [true, true, "* *"]);
  const later = new Choice({ id: "x", from: "1950-01", to: "1968-01", categories: ["a"] }, MONTHS, KINDS);
  assert.deepEqual([later.from, later.to, later.always, later.word], [0, 1, false, "0-1 10"]);
});

test("days and months are told in words, as exactly as they are known", () => {
  assert.deepEqual([...MONTHS.begins], [0, 31, 62, 91, 122]);
  assert.deepEqual([30, 31, 91, 200].map((day) => MONTHS.ofDay(day)), [0, 1, 3, 3]);
  assert.deepEqual([3, 2, 1, 0].map((exact) => MONTHS.date(77, exact)), ["16 February 1968", "February 1968", "1968", ""]);
});

test("rows lie where their tile is, and can be counted in cells", () => {
  const columns = [Uint16Array.of(0, 32_768, 32_769), Uint16Array.of(0, 0, 1), Uint16Array.of(0, 40, 0), Uint8Array.of(3, 2, 0), Uint8Array.of(0, 1, 1), Uint8Array.of(0, 0, 0)];
  const rows = new Rows({ kind: "rows", bits: 16, count: 3, columns }, 10, 4, 2, MONTHS);
  assert.ok(Math.abs(rows.xs[1]! - 4.5 / 1024) < 1e-7 && Math.abs(rows.ys[0]! - 2 / 1024) < 1e-7);
  assert.deepEqual([...rows.months], [0, 1, 4]);
  const cells = rows.cells(1);
  assert.deepEqual([cells.bits, [...cells.cells].map((number) => [everySecondBit(number), everySecondBit(number >>> 1)])], [6, [[0, 0], [32, 0]]]);
  cells.choose(ALL);
  assert.deepEqual([cells.count(0, ALL), cells.count(1, ALL)], [1, 2]);
});

test("a map is drawn from tiles that are not finer than it needs", () => {
  assert.deepEqual([0, 5.2, 5.25, 18].map((zoom) => zoomOf(256 * 2 ** zoom, [0, 14])), [0, 4, 5, 14]);
  const frame = { left: -10, top: -10, width: 40, height: 300, world: 512, ratio: 1 };
  assert.deepEqual(squaresOf(frame, 1), [[1, 1, 0], [1, 0, 0], [1, 1, 1], [1, 0, 1]]);
});

test("a disc's area goes with its count, and round numbers stand in the legend", () => {
  const scale = new Scale(rounded(3400));
  assert.equal(scale.most, 5000);
  assert.ok(Math.abs(scale.radius(400, 512) / scale.radius(100, 512) - 2) < 1e-9);
  assert.deepEqual([5000, 1600, 500, 1].map((count) => scale.colour(count, 1)), [4, 3, 2, 0]);
  assert.equal(largestShare([1, 4, 2, 3], 2), 0.6);
  assert.deepEqual([0, 1, 1.5, 20, 21].map(rounded), [1, 1, 2, 20, 50]);
});

test("fields of CSV keep commas and quotation marks", () => {
  assert.deepEqual(fields('"Huế, ""cũ""",1968-02,,3'), ['Huế, "cũ"', "1968-02", "", "3"]);
  assert.deepEqual(fields(",1968-02,a,3"), ["", "1968-02", "a", "3"]);
});
