/** A finer archive is asked only for tiles that it may hold. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { touches, unitBox } from "../../../storymap/browser/player/basemap/archive.ts";

const QUANG_TRI = unitBox({ minLon: 106.5, minLat: 16.2, maxLon: 107.5, maxLat: 17.2 });

test("the whole world is the unit square", () => {
  const [west, north, east, south] = unitBox({ minLon: -180, minLat: -90, maxLon: 180, maxLat: 90 });
  assert.equal(west, 0);
  assert.equal(east, 1);
  assert.ok(Math.abs(north) < 1e-6 && Math.abs(south - 1) < 1e-6);
});

test("the tile around a place touches the box, its antipode does not", () => {
  assert.ok(touches(QUANG_TRI, 0, 0, 0));
  assert.ok(touches(QUANG_TRI, 7, 101, 57));
  assert.ok(!touches(QUANG_TRI, 7, 37, 70));
  assert.ok(!touches(QUANG_TRI, 7, 101, 60));
});
