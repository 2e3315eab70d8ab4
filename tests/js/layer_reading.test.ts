/** What a reader meets of a layer: its time, and what lies under a pointer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Geometry, Layer, LayerState, Position } from "../../storymap/browser/player/document.ts";
import type { Frame } from "../../storymap/browser/player/frame.ts";
import { project } from "../../storymap/browser/player/mercator.ts";
import { middle, onSide } from "../../storymap/browser/player/layers/lens.ts";
import { countOf, meet, stateAt } from "../../storymap/browser/player/layers/time.ts";
import { hitAt, readyOf } from "../../storymap/browser/player/layers/under.ts";

const FRAME: Frame = { width: 1000, height: 1000, world: 1000, left: 0, top: 0, ratio: 1 };

function layer(kind: Layer["kind"], shapes: Geometry[], more: Partial<Layer> = {}): Layer {
  return {
    id: "a", kind, title: "A", colour: "#000000", points: null, shapes, names: [],
    paint: { classes: [], sizes: [], colours: [], width: 2, radius: 4 }, told: { names: [], values: [], unit: null }, time: null, tiles: null, image: null, ...more,
  };
}

function square(west: number, south: number, size: number): Position[] {
  return [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]];
}

function features(one: Layer, [lon, lat]: Position, frame = FRAME): number[] | undefined {
  const [x, y] = project([lon, lat]);
  return hitAt(readyOf(one, null), frame, x * frame.world - frame.left, y * frame.world - frame.top)?.features;
}

test("extents that only touch have no time in common, and open ends reach for ever", () => {
  assert.ok(!meet([1960, 1961], [1961, 1962]));
  assert.ok(meet([1960, 1961.5], [1961, 1962]));
  assert.ok(meet([1960, null], [1999, 2000]));
  assert.ok(meet([null, 1961], [1900, 1901]));
  assert.ok(!meet([1970, null], [1960, 1961]));
});

test("a step leaves what has its time, of what the chapter shows", () => {
  const span = (from: number, to: number | null) => ({ label: "", extent: [from, to] as [number, number | null] });
  const dated = layer("geojson", [], { time: { dates: [span(1960, 1961), span(1961, null)], of: [0, 1, null, 0], undated: 1 } });
  const state: LayerState = { id: "a", opacity: 1, filter: null, compare: null, window: null };
  assert.deepEqual(stateAt(state, dated, span(1960, 1961)).filter, [0, 3]);
  assert.deepEqual(stateAt({ ...state, filter: [1, 2, 3] }, dated, span(1960, 1962)).filter, [1, 3]);
  assert.equal(stateAt(state, dated, null), state);
  assert.equal(stateAt(state, layer("heat", []), span(1960, 1961)), state);
  const layers = new Map([["a", dated]]);
  assert.equal(countOf([state], layers), 4);
  assert.equal(countOf([{ ...state, filter: [1] }, { ...state, id: "b" }], layers), 1);
});

test("an area is met inside its edge, not in its holes, and the uppermost first", () => {
  const holed: Geometry = { type: "Polygon", coordinates: [square(0, 0, 40), square(10, 10, 20)] };
  const areas = layer("choropleth", [holed, { type: "MultiPolygon", coordinates: [[square(30, 30, 5)], [square(170, 0, 20)]] }]);
  assert.deepEqual(features(areas, [5, 5]), [0]);
  assert.equal(features(areas, [15, 15]), undefined);
  assert.deepEqual(features(areas, [32, 32]), [1]);
  assert.deepEqual(features(areas, [-175, 5]), [1]); // its other end lies beyond 180°
  assert.deepEqual(features(areas, [5, 5], { ...FRAME, left: 1000 }), [0]); // on another copy of the world
});

test("what is compared is met on its own side only", () => {
  const size = { width: 400, height: 400 };
  assert.deepEqual([100, 300].map((x) => onSide(size, "left", middle(), x, 10)), [true, false]);
  assert.deepEqual([100, 300].map((x) => onSide(size, "right", middle(), x, 10)), [false, true]);
  assert.deepEqual([100, 200].map((x) => onSide(size, "glass", middle(), x, 200)), [true, true]);
  assert.ok(!onSide(size, "glass", middle(), 20, 20));
});

test("a line is met within reach, a flow by its width, and one without a size never", () => {
  const line: Geometry = { type: "LineString", coordinates: [[0, 0], [60, 0]] };
  assert.deepEqual(features(layer("geojson", [line]), [30, 1.5]), [0]);
  assert.equal(features(layer("geojson", [line]), [30, 4]), undefined);
  const paint = { classes: [], sizes: [20, null], colours: [], width: 20, radius: 4 };
  assert.deepEqual(features(layer("flows", [line, line], { paint }), [30, 4]), [0]);
});

test("points are met nearest first, small circles above large ones, and gathered ones together", () => {
  const points = (...places: Position[]) => places.map((coordinates): Geometry => ({ type: "Point", coordinates }));
  assert.deepEqual(features(layer("geojson", points([0, 0], [1, 0])), [0.9, 0]), [1]);
  const paint = { classes: [], sizes: [30, 5, null], colours: [], width: 1, radius: 30 };
  const circles = layer("circles", points([0, 0], [2, 0], [20, 0]), { paint });
  assert.deepEqual(features(circles, [2, 0]), [1]);
  assert.deepEqual(features(circles, [-8, 0]), [0]);
  assert.equal(features(circles, [20, 0]), undefined);
  const gathered = layer("clusters", points([1, 1], [2, 2], [90, 0]), { paint: { ...paint, sizes: [], radius: 44 } });
  assert.deepEqual(features(gathered, [1.5, 1.5]), [0, 1]);
  assert.deepEqual(features(gathered, [90, 0]), [2]);
});
