/** Which feature of a layer lies under a point of the map: what is drawn above the rest comes first. */
import type { Geometry, Layer, Position } from "../document.ts";
import type { Frame } from "../frame.ts";
import { project } from "../mercator.ts";
import { gatheredOf } from "./points.ts";
import { outlines, shownOf, type Shown } from "./shown.ts";

/** A finger or a shaking hand need not meet a thing exactly, in pixels. */
const REACH = 6;

/** Features under a point; several where points are gathered into one disc. */
export interface Hit {
  features: number[];
  /** Where it lies, in the unit square. */
  at: [x: number, y: number];
}

interface Outline {
  feature: number;
  area: boolean;
  /** Corners in the unit square, x and y in turn, by ring. */
  rings: Float64Array[];
  box: [west: number, north: number, east: number, south: number];
}

/** A layer in one state of its filter, made ready to be asked. */
export interface Ready {
  shown: Shown;
  outlines: Outline[];
}

/** Make a layer ready: its outlines are projected once. */
export function readyOf(layer: Layer, filter: number[] | null): Ready {
  const shown = shownOf(layer, filter);
  return { shown, outlines: outlines(shown).map(([feature, geometry]) => outlineOf(feature, geometry)) };
}

function ringsOf(geometry: Geometry): Position[][] {
  switch (geometry.type) {
    case "Polygon": case "MultiLineString": return geometry.coordinates;
    case "MultiPolygon": return geometry.coordinates.flat();
    case "LineString": return [geometry.coordinates];
    default: return [];
  }
}

/** An outline in the unit square. */
export function outlineOf(feature: number, geometry: Geometry): Outline {
  const rings = ringsOf(geometry).map((ring) => Float64Array.from(ring.flatMap(project)));
  const box: Outline["box"] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let at = 0; at < ring.length; at += 2) {
      const x = ring[at]!, y = ring[at + 1]!;
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    }
  }
  return { feature, area: geometry.type.endsWith("Polygon"), rings, box };
}

/** What lies at a pixel of the frame, or null. */
export function hitAt(ready: Ready, frame: Frame, x: number, y: number): Hit | null {
  const [left, down] = [(x + frame.left) / frame.world, (y + frame.top) / frame.world];
  const copy = Math.floor(left);
  for (const turn of [copy, copy - 1, copy + 1]) { // a shape may reach beyond 180°
    const at: [number, number] = [left - turn, down];
    const found = pointAt(ready.shown, frame.world, at) ?? outlineAt(ready, frame.world, at);
    if (found) return found;
  }
  return null;
}

function pointAt(shown: Shown, world: number, at: [number, number]): Hit | null {
  const { kind, paint } = shown.layer;
  if (kind === "clusters") return gatheringAt(shown, world, at);
  let best: Hit | null = null, least = Infinity;
  for (let index = 0; index < shown.xs.length; index++) {
    const feature = shown.features[index]!, x = shown.xs[index]!, y = shown.ys[index]!;
    const radius = kind === "circles" ? paint.sizes[feature] : paint.radius;
    if (!radius) continue;
    const far = Math.hypot(x - at[0], y - at[1]) * world;
    if (far > Math.max(radius + 2, REACH)) continue;
    const rank = kind === "circles" ? radius : far; // the small circles lie on top
    if (rank < least) { least = rank; best = { features: [feature], at: [x, y] }; }
  }
  return best;
}

/** The disc at a point, with the features that it counts. */
function gatheringAt(shown: Shown, world: number, at: [number, number]): Hit | null {
  const cell = shown.layer.paint.radius / (256 * 2 ** Math.round(Math.log2(world / 256)));
  const disc = gatheredOf(shown, cell).find(({ x, y, count }) => Math.hypot(x - at[0], y - at[1]) * world <= (count === 1 ? REACH : Math.min(10 + 5 * Math.log10(count), 24)));
  if (!disc) return null;
  const key = (x: number, y: number) => `${Math.floor(x / cell)},${Math.floor(y / cell)}`, own = key(disc.x, disc.y);
  return { features: shown.features.filter((_, index) => key(shown.xs[index]!, shown.ys[index]!) === own), at: [disc.x, disc.y] };
}

function outlineAt({ shown: { layer }, outlines }: Ready, world: number, at: [number, number]): Hit | null {
  for (let index = outlines.length - 1; index >= 0; index--) {
    const { feature, area, rings, box } = outlines[index]!;
    const size = layer.kind === "flows" ? layer.paint.sizes[feature] : layer.paint.width;
    if (!size) continue;
    const reach = (area ? 0 : Math.max(size / 2 + 3, REACH)) / world;
    if (at[0] < box[0] - reach || at[1] < box[1] - reach || at[0] > box[2] + reach || at[1] > box[3] + reach) continue;
    if (area ? inside(rings, at) : rings.some((line) => near(line, at, reach))) return { features: [feature], at };
  }
  return null;
}

/** Whether a point lies in an area, its holes left out (even-odd rule). */
export function inside(rings: Float64Array[], [x, y]: [number, number]): boolean {
  let within = false;
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2) {
      const [x0, y0, x1, y1] = [ring[before]!, ring[before + 1]!, ring[at]!, ring[at + 1]!];
      if (y0 > y !== y1 > y && x < ((x1 - x0) * (y - y0)) / (y1 - y0) + x0) within = !within;
    }
  }
  return within;
}

function near(line: Float64Array, [x, y]: [number, number], reach: number): boolean {
  for (let at = 2; at < line.length; at += 2) {
    const [x0, y0] = [line[at - 2]!, line[at - 1]!], [dx, dy] = [line[at]! - x0, line[at + 1]! - y0];
    const along = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)));
    if (Math.hypot(x - x0 - along * dx, y - y0 - along * dy) <= reach) return true;
  }
  return false;
}
