/** Paints cells as discs by count, and rows as points by category, on a canvas that lies on the map. */
import { copies, type Frame } from "../frame.ts";
import { Cells, everySecondBit, type Chosen } from "./cells.ts";
import { Rows } from "./rows.ts";
import type { Where } from "./details.ts";
import { kindOf, outline, rounded, Scale, type Look } from "./scale.ts";
import type { Tile } from "./tiles.ts";

export const POINT = 3.6;
const RING = 9;

/** The counts of one tile, drawn as cells. */
interface Counted {
  tile: Tile;
  cells: Cells;
}

export interface Scene {
  counted: Counted[];
  rows: { tile: Tile; rows: Rows }[];
  scale: Scale;
  /** The zoom of the tiles whose width the scale is about. */
  z: number;
  /** How many of the widest cells make the width of such a tile. */
  across: number;
}

/**
 * What tiles of zoom `z` show: `share` is the part of all rows that a scale must hold. Rows are points where no
 * tile is of cells; beside cells they are counted, so that few don't look like many.
 */
export function sceneOf(tiles: Tile[], z: number, share: number): Scene {
  const points = tiles.every(({ holds }) => holds instanceof Rows);
  const scene: Scene = { counted: [], rows: [], scale: new Scale(1), z, across: Infinity };
  let most = 1;
  for (const tile of tiles) {
    if (tile.holds instanceof Rows && points) { scene.rows.push({ tile, rows: tile.holds }); continue; }
    const depth = z - tile.square[0];
    const cells = tile.holds instanceof Rows ? tile.holds.cells(depth) : tile.holds;
    scene.counted.push({ tile, cells });
    const across = 2 ** (cells.bits - depth);
    most = Math.max(most, cells.peak * across ** 2);
    scene.across = Math.min(scene.across, across);
  }
  scene.scale = new Scale(rounded(most * share));
  return scene;
}

/** A cell on the screen: its middle, how wide it is, and its count. */
export interface Spot {
  tile: Tile;
  cells: Cells;
  at: number;
  x: number;
  y: number;
  wide: number;
  count: number;
}

/** Call `each` with every cell of a frame that shows something. */
export function spots(scene: Scene, frame: Frame, chosen: Chosen, each: (spot: Spot) => void): void {
  for (const { tile, cells } of scene.counted) {
    const [z, column, row] = tile.square;
    cells.choose(chosen);
    const side = frame.world / 2 ** z, wide = side / 2 ** cells.bits;
    for (const copy of copies(frame)) {
      const left = copy * frame.world + column * side - frame.left, top = row * side - frame.top;
      if (left > frame.width || left + side < 0 || top > frame.height || top + side < 0) continue;
      for (let at = 0; at < cells.cells.length; at++) {
        const count = cells.count(at, chosen);
        if (count === 0) continue;
        const number = cells.cells[at]!;
        const x = left + (everySecondBit(number) + 0.5) * wide, y = top + (everySecondBit(number >>> 1) + 0.5) * wide;
        if (x > -wide && y > -wide && x < frame.width + wide && y < frame.height + wide) each({ tile, cells, at, x, y, wide, count });
      }
    }
  }
}

/** Call `each` with every row of a frame that is shown. */
export function points(scene: Scene, frame: Frame, chosen: Chosen, each: (x: number, y: number, at: number, rows: Rows, tile: Tile) => void): void {
  for (const { tile, rows } of scene.rows) {
    for (const copy of copies(frame)) {
      const left = frame.left - copy * frame.world;
      for (let at = 0; at < rows.count; at++) {
        const x = rows.xs[at]! * frame.world - left, y = rows.ys[at]! * frame.world - frame.top;
        if (x > -POINT && y > -POINT && x < frame.width + POINT && y < frame.height + POINT && rows.shows(at, chosen)) each(x, y, at, rows, tile);
      }
    }
  }
}

/** Paint a scene. */
export function paint(ctx: CanvasRenderingContext2D, frame: Frame, scene: Scene, chosen: Chosen, look: Look): void {
  const side = frame.world / 2 ** scene.z;
  let last = -1;
  ctx.globalAlpha = 0.9;
  spots(scene, frame, chosen, ({ x, y, wide, count }) => {
    const colour = scene.scale.colour(count, scene.across);
    if (colour !== last) ctx.fillStyle = look.ramp[last = colour]!;
    ctx.beginPath();
    ctx.arc(x, y, Math.min(scene.scale.radius(count, side), wide * 0.75), 0, 2 * Math.PI);
    ctx.fill();
  });
  paintPoints(ctx, frame, scene, chosen, look);
  ctx.globalAlpha = 1;
}

/** Points as stamps; those that would lie on one another are stamped once. */
function paintPoints(ctx: CanvasRenderingContext2D, frame: Frame, scene: Scene, chosen: Chosen, look: Look): void {
  if (scene.rows.length === 0) return;
  const size = Math.ceil((2 * POINT + 3) * frame.ratio), stamps: HTMLCanvasElement[] = [];
  const across = Math.ceil(frame.width + 2 * POINT), taken = new Uint8Array(across * Math.ceil(frame.height + 2 * POINT));
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  points(scene, frame, chosen, (x, y, at, rows) => {
    const cell = Math.floor(y + POINT) * across + Math.floor(x + POINT), category = rows.categories[at]!;
    if (taken[cell] === category + 1) return;
    taken[cell] = category + 1;
    const stamp = (stamps[category] ??= stampOf(category, size, frame.ratio, look));
    ctx.drawImage(stamp, Math.round(x * frame.ratio - size / 2), Math.round(y * frame.ratio - size / 2));
  });
  ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
}

function stampOf(category: number, size: number, ratio: number, look: Look): HTMLCanvasElement {
  const stamp = document.createElement("canvas"), ctx = stamp.getContext("2d")!, { colour, shape } = kindOf(category, look);
  stamp.width = stamp.height = size;
  outline(ctx, shape, size / 2, size / 2, POINT * ratio * 0.86);
  ctx.lineWidth = 1.6 * ratio;
  ctx.strokeStyle = look.palette.halo;
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.fill();
  return stamp;
}

/** Paint a ring around a place of the unit square. */
export function paintRing(ctx: CanvasRenderingContext2D, { left, top, world }: Frame, { x, y, wide }: Where, { palette }: Look): void {
  ctx.beginPath();
  ctx.arc(x * world - left, y * world - top, Math.max(RING, wide * world * 0.6), 0, 2 * Math.PI);
  for (const [colour, width] of [[palette.halo, 5], [palette.ink, 2]] as const) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  }
}
