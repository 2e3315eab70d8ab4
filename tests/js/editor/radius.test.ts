/** Circles of roughly known places, and marks moved by arrow keys. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { circle, destination, distanceKm, decimals, nudged, rounded, roundedKm } from "../../../storymap/browser/editor/places/radius.ts";
import type { Position } from "../../../storymap/browser/player/document.ts";

const HUE: Position = [107.5909, 16.4637];

test("the distance from Huế to Hà Nội is about 540 km", () => {
  assert.ok(Math.abs(distanceKm(HUE, [105.8412, 21.0245]) - 540) < 5);
  assert.equal(distanceKm(HUE, HUE), 0);
});

test("every corner of a circle lies as far off as it says, also near a pole and over the date line", () => {
  for (const [center, km] of [[HUE, 8], [[179.9, -17.8], 60], [[20, 85], 300]] as [Position, number][]) {
    const ring = circle(center, km);
    for (const corner of ring) assert.ok(Math.abs(distanceKm(center, corner) - km) < km * 1e-6);
    assert.deepEqual(ring[0], ring.at(-1));
  }
});

test("north is up and east is right", () => {
  assert.ok(destination(HUE, 10, 0)[1] > HUE[1]);
  assert.ok(destination(HUE, 10, 90)[0] > HUE[0]);
});

test("a rough radius keeps two figures", () => {
  assert.deepEqual([0, -3, 0.1234, 8.37, 212].map(roundedKm), [0, 0, 0.12, 8.4, 210]);
});

test("an arrow key moves four pixels, with Shift forty", () => {
  const zoom = 8, pixel = 360 / (256 * 2 ** zoom);
  const right = nudged(HUE, "ArrowRight", false, zoom)!;
  assert.ok(Math.abs(right[0] - HUE[0] - 4 * pixel) < pixel / 2);
  assert.ok(Math.abs(right[1] - HUE[1]) < pixel / 2);
  assert.ok(Math.abs(nudged(HUE, "ArrowLeft", true, zoom)![0] - HUE[0] + 40 * pixel) < pixel / 2);
  assert.ok(nudged(HUE, "ArrowUp", false, zoom)![1] > HUE[1]);
  assert.equal(nudged(HUE, "Enter", false, zoom), null);
});

test("a position gets no more decimals than the zoom can show, and comes back into the world", () => {
  assert.deepEqual([decimals(1), decimals(8), decimals(22)], [2, 4, 6]);
  assert.deepEqual(rounded([190.123456789, 10.55555], 2), [-169.88, 10.56]);
});
