/** A map that was cut to a story has coarser pieces where finer tiles were left out. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { orCoarser, type GetTile } from "../../../storymap/browser/player/basemap/coarser.ts";

type Tile = Awaited<ReturnType<GetTile>>;
type Feature = NonNullable<ReturnType<Tile["get"]>>[number];

/** A point as tiles have it: what is moved is a copy. */
class Point {
  x: number;
  y: number;

  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }

  clone(): Point {
    return new Point(this.x, this.y);
  }
}

/** A square of 2 × 2 around a point, in a tile whose side is 256 at zoom 0. */
function square(x: number, y: number): Feature {
  const corners = [[x - 1, y - 1], [x + 1, y - 1], [x + 1, y + 1], [x - 1, y + 1]] as const;
  return {
    props: { kind: "town" }, geomType: 3, numVertices: 4, id: 7,
    bbox: { minX: x - 1, minY: y - 1, maxX: x + 1, maxY: y + 1 },
    geom: [corners.map(([cx, cy]) => new Point(cx, cy))],
  } as unknown as Feature;
}

/** An archive that holds the whole world in one tile, and remembers what it was asked for. */
function world(asked: string[]): GetTile {
  return async ({ z, x, y }, side) => {
    asked.push(`${z}/${x}/${y} ${side}`);
    return z === 0 ? new Map<string, Feature[]>([["towns", [square(side * 0.3, side * 0.3), square(side * 0.9, side * 0.9)]]]) : new Map();
  };
}

test("a tile that is there is taken as it is", async () => {
  const asked: string[] = [];
  const found = await orCoarser(world(asked), world(asked))({ z: 0, x: 0, y: 0 }, 256);
  assert.equal(found.get("towns")!.length, 2);
  assert.deepEqual(asked, ["0/0/0 256"]);
});

test("a tile that is missing is the piece of the tile above, moved to its own corner", async () => {
  const asked: string[] = [];
  const found = await orCoarser(world(asked), world(asked))({ z: 2, x: 1, y: 1 }, 256);
  assert.deepEqual(asked, ["2/1/1 256", "1/0/0 512", "0/0/0 1024"]);
  const [town, ...more] = found.get("towns")!;
  assert.equal(more.length, 0);
  assert.ok(Math.abs(town!.bbox.minX - (1024 * 0.3 - 1 - 256)) < 1e-9);
  assert.ok(Math.abs(town!.geom[0]![0]!.x - town!.bbox.minX) < 1e-9);
  assert.deepEqual(town!.props, { kind: "town" });
});

test("neighbours share the coarser tiles", async () => {
  const asked: string[] = [];
  const get = orCoarser(world([]), world(asked));
  await Promise.all([get({ z: 2, x: 0, y: 0 }, 256), get({ z: 2, x: 1, y: 0 }, 256), get({ z: 2, x: 1, y: 1 }, 256)]);
  assert.deepEqual(asked, ["1/0/0 512", "0/0/0 1024"]);
});

test("a coarser tile that did not come is asked for again", async () => {
  const times: number[] = [];
  const failing: GetTile = async () => { times.push(1); throw new Error("no network"); };
  const get = orCoarser(world([]), failing);
  await assert.rejects(get({ z: 1, x: 0, y: 0 }, 256));
  await assert.rejects(get({ z: 1, x: 0, y: 0 }, 256));
  assert.equal(times.length, 2);
});

test("where nothing is, nothing is drawn", async () => {
  const found = await orCoarser(world([]), world([]))({ z: 1, x: 1, y: 0 }, 256);
  assert.deepEqual([...found.values()].flat(), []);
});
