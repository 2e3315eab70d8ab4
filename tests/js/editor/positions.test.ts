/** Shapes as lists of positions, one a line, latitude first. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Geometry, Position } from "../../../storymap/browser/player/document.ts";
import { allPositions, plainPosition, readPositions, shapeOf, writtenGeometry } from "../../../storymap/browser/editor/places/positions.ts";

test("plain decimal degrees are read latitude first, other notations are left to the server", () => {
  assert.deepEqual(plainPosition("16.4637, 107.5909"), [107.5909, 16.4637]);
  assert.deepEqual(plainPosition("-33.9 18.4"), [18.4, -33.9]);
  assert.deepEqual(plainPosition("(−33.9; 18.4)"), [18.4, -33.9]);
  assert.equal(plainPosition("16°27′49″N 107°35′27″E"), null);
  assert.equal(plainPosition("107.5909, 16.4637"), null);
  assert.equal(plainPosition("16.4637"), null);
});

test("an area of three lines is closed by itself", () => {
  const { geometry } = readPositions("16, 107\n17, 107\n17, 108", "Polygon", plainPosition);
  assert.deepEqual(geometry, { type: "Polygon", coordinates: [[[107, 16], [107, 17], [108, 17], [107, 16]]] });
});

test("an empty line begins another part", () => {
  const { geometry } = readPositions("1, 2\n3, 4\n\n\n5, 6\n7, 8\n", "LineString", plainPosition);
  assert.deepEqual(geometry, { type: "MultiLineString", coordinates: [[[2, 1], [4, 3]], [[6, 5], [8, 7]]] });
});

test("lines that nobody understands are named, and nothing is made", () => {
  const read = readPositions("1, 2\nHuế\n3, 4", "LineString", plainPosition);
  assert.deepEqual(read, { geometry: null, unread: [{ line: 2, text: "Huế" }], lacking: null });
});

test("a shape that lacks positions says so", () => {
  assert.equal(readPositions("1, 2\n3, 4\n1, 2", "Polygon", plainPosition).lacking, "corners");
  assert.equal(readPositions("1, 2", "LineString", plainPosition).lacking, "points");
  assert.deepEqual(readPositions("  ", "Polygon", plainPosition), { geometry: null, unread: [], lacking: null });
});

test("every geometry without holes survives the way through the text", () => {
  const ring: Position[] = [[0, 0], [1.5, 0], [1.5, 1], [0, 0]];
  const shapes: Geometry[] = [
    { type: "Point", coordinates: [107.590866, 16.463713] },
    { type: "MultiPoint", coordinates: [[1, 2], [3, 4]] },
    { type: "LineString", coordinates: [[-179.9, 2], [179.9, -4]] },
    { type: "MultiLineString", coordinates: [[[1, 2], [3, 4]], [[5, 6], [7, 8]]] },
    { type: "Polygon", coordinates: [ring] },
    { type: "MultiPolygon", coordinates: [[ring], [ring.map(([x, y]) => [x + 5, y] as Position)]] },
  ];
  for (const geometry of shapes) {
    assert.deepEqual(readPositions(writtenGeometry(geometry)!, shapeOf(geometry), plainPosition).geometry, geometry);
  }
});

test("an area with holes has no text, and all its positions are known", () => {
  const ring: Position[] = [[0, 0], [9, 0], [9, 9], [0, 0]];
  const holed: Geometry = { type: "Polygon", coordinates: [ring, ring] };
  assert.equal(writtenGeometry(holed), null);
  assert.deepEqual(allPositions(holed), [...ring, ...ring]);
});
