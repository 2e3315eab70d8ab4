/** What the painters of layers reckon before they paint. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Layer } from "../../storymap/browser/player/document.ts";
import { contrast, edgeOf, inkOn, seen } from "../../storymap/browser/player/layers/contrast.ts";
import { ramp } from "../../storymap/browser/player/layers/heat.ts";
import { gatheredOf } from "../../storymap/browser/player/layers/points.ts";
import { outlines, shownOf } from "../../storymap/browser/player/layers/shown.ts";
import { tileBox } from "../../storymap/browser/player/mercator.ts";
import type { Palette } from "../../storymap/browser/player/palette.ts";

const NIGHT = { land: "#24282d", ink: "#ece7dd", halo: "#17191c" } as Palette;
const BARE: Layer = { id: "a", kind: "geojson", title: "A", colour: "#000000", points: null, shapes: [], names: [], paint: { classes: [], sizes: [], colours: [], width: 1, radius: 1 }, told: { names: [], values: [], unit: null }, time: null, tiles: null, image: null };

test("a filter leaves points and outlines with their numbers", () => {
  const line = { type: "LineString" as const, coordinates: [[0, 0], [1, 1]] as [number, number][] };
  const mixed = { ...BARE, shapes: [{ type: "Point" as const, coordinates: [0, 0] as [number, number] }, line, null, { type: "Point" as const, coordinates: [180, 0] as [number, number] }] };
  const shown = shownOf(mixed, [1, 3]);
  assert.deepEqual(shown.features, [3]);
  assert.deepEqual([...shown.xs], [1]);
  assert.deepEqual(outlines(shown), [[1, line]]);
  assert.deepEqual(shownOf({ ...BARE, points: { decimals: 1, lon: [0, 900], lat: [0, 0] } }, null).features, [0, 1]);
});

test("points in one square are counted where they are on average", () => {
  const found = gatheredOf({ xs: Float64Array.of(0.1, 0.3, 0.9), ys: Float64Array.of(0.1, 0.1, 0.9) }, 0.5);
  assert.deepEqual(found.map(({ count }) => count), [2, 1]);
  assert.ok(Math.abs(found[0]!.x - 0.2) < 1e-12);
});

test("a colour too near to the land gets an edge of ink", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.equal(edgeOf("#1b3b35", NIGHT), NIGHT.ink);
  assert.equal(edgeOf("#ffd070", NIGHT), NIGHT.halo);
  assert.deepEqual([inkOn("#2b5c8a"), inkOn("#ffd070")], ["#ffffff", "#14181c"]);
});

test("heat runs from nothing to the end of its ramp", () => {
  const bytes = ramp(["#000000", "#ff8000"]);
  assert.deepEqual([...bytes.subarray(0, 4)], [0, 0, 0, 0]);
  assert.deepEqual([...bytes.subarray(1020)], [255, 128, 0, 215]);
});

test("a WMS is asked for a tile's box in metres", () => {
  assert.deepEqual(tileBox(0, 0, 0).map(Math.round), [-20037508, -20037508, 20037508, 20037508]);
  assert.deepEqual(tileBox(1, 0, 1).map(Math.round), [0, 0, 20037508, 20037508]);
});

test("points too small for an edge take a colour that is seen on the land, and keep one that is", () => {
  assert.equal(seen("#e58a7b", NIGHT), "#e58a7b");
  const found = seen("#8c1c13", NIGHT);
  assert.match(found, /^#[0-9a-f]{6}$/);
  assert.ok(contrast("#8c1c13", NIGHT.land) < 3 && contrast(found, NIGHT.land) >= 3);
});
