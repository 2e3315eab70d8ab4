/** What the story draws on the map besides its marks and layers: areas, discs of doubt and routes. */
import { copies, onWorld, type Frame } from "./frame.ts";
import { geometryPath, SCALE } from "./geometry.ts";
import { project } from "./mercator.ts";
import type { Palette } from "./palette.ts";
import type { MapState, Place } from "./places.ts";
import type { Geometry, Leg, Position } from "./document.ts";

const EARTH_KM = 40075.017;
/** Radius in pixels. */
const SMALLEST_DISC = 17;

/** A path in units of `1 / SCALE` of the world; `pixel` is what a pixel measures in them, `marked` whether a mark stands there. */
type PathAt = (pixel: number, marked: boolean) => Path2D;

interface Shape {
  /** The site that is drawn. */
  site: string;
  path: PathAt;
  filled: boolean;
  strength: number;
  /** Width and height in units of the world; areas larger than the frame are filled more faintly. */
  size: [width: number, height: number];
  dash: "firm" | "dotted" | "dashed";
}

/** How wide and high the points of a geometry spread, in units of the world. */
function sizeOf(geometry: Geometry): [number, number] {
  const points = (geometry.coordinates as unknown[]).flat(3) as number[];
  const lons = points.filter((_, index) => index % 2 === 0);
  const lats = points.filter((_, index) => index % 2 === 1);
  const [x0, y0] = project([Math.min(...lons), Math.max(...lats)]);
  const [x1, y1] = project([Math.max(...lons), Math.min(...lats)]);
  return [x1 - x0, y1 - y0];
}

/** The shapes of one state of the map, ready to be painted in every frame. */
export interface Shapes {
  areas: Shape[];
  legs: Leg[];
}

/** How far the picture has come in after a flight: both run from 0 to 1. */
export interface Arrival {
  fade: number;
  route: number;
}

/** A disc of doubt; seen from far it stays larger than its number (pixel > 0), which is no less true. */
function disc(centre: Position, km: number, pixel: number): Path2D {
  const path = new Path2D();
  const smallest = ((SMALLEST_DISC * pixel) / SCALE) * EARTH_KM * Math.cos((centre[1] * Math.PI) / 180);
  dot(path, centre, Math.max(km, smallest));
  return path;
}

/** A disc of `km` around a position; Web Mercator stretches by 1 / cos(latitude). */
function dot(path: Path2D, [lon, lat]: Position, km: number): void {
  const [x, y] = project([lon, lat]);
  const radius = km / (EARTH_KM * Math.cos((lat * Math.PI) / 180));
  path.moveTo((x + radius) * SCALE, y * SCALE);
  path.arc(x * SCALE, y * SCALE, radius * SCALE, 0, 2 * Math.PI);
}

function placeShape({ site, state }: Place): Shape | null {
  const { drawn, certainty, precision_km: km, centre } = site.properties;
  if (state === "later" || !site.geometry || drawn === "exact" || drawn === "none") return null;
  const uncertain = certainty !== "certain";
  const strength = state === "current" ? 1 : 0.4;
  if (drawn === "approximate") {
    return { site: site.id, path: (pixel, marked) => disc(centre!, km!, marked ? pixel : 0), filled: true, strength, size: [0, 0], dash: uncertain ? "dashed" : "dotted" };
  }
  const path = geometryPath(site.geometry);
  return { site: site.id, path: () => path, filled: drawn === "area", strength, size: sizeOf(site.geometry), dash: uncertain ? "dashed" : "firm" };
}

/** The shapes of a state: places, and the routes on top. */
export function shapesOf(state: MapState): Shapes {
  const places = state.places.map(placeShape).filter((shape): shape is Shape => shape !== null);
  return { areas: places, legs: state.legs };
}

/** Paint the shapes on a frame of which the map shows `seen`; `arrival` says how much of a new picture is in already, `marked` which sites have a mark of their own. */
export function paintShapes(
  ctx: CanvasRenderingContext2D, frame: Frame, seen: Frame, shapes: Shapes, palette: Palette, arrival: Arrival, marked: { has(site: string): boolean },
): void {
  for (const copy of copies(frame)) {
    onWorld(ctx, frame, copy, SCALE);
    for (const shape of shapes.areas) paintArea(ctx, shape, seen, palette, arrival.fade, marked.has(shape.site));
  }
  ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  const visible = copies(frame); // a route may start on one copy of the world and end on the next
  for (const copy of [visible[0]! - 1, ...visible, visible.at(-1)! + 1]) paintRoute(ctx, frame, copy, shapes.legs, palette, arrival.route);
  ctx.globalAlpha = 1;
}

function paintArea(ctx: CanvasRenderingContext2D, shape: Shape, seen: Frame, palette: Palette, fade: number, marked: boolean): void {
  const pixel = SCALE / seen.world;
  const surrounds = shape.size[0] * seen.world > seen.width && shape.size[1] * seen.world > seen.height;
  const colour = palette.accent;
  const path = shape.path(pixel, marked);
  if (shape.filled) {
    ctx.globalAlpha = (surrounds ? 0.05 : 0.13) * shape.strength * fade;
    ctx.fillStyle = colour;
    ctx.fill(path, "evenodd");
  }
  ctx.globalAlpha = (surrounds ? 0.4 : 0.85) * shape.strength * fade;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.6 * pixel;
  ctx.lineCap = shape.dash === "dotted" ? "round" : "butt";
  ctx.setLineDash({ firm: [], dotted: [0.1, 5], dashed: [7, 5] }[shape.dash].map((length) => length * pixel));
  ctx.stroke(path);
  ctx.setLineDash([]);
}

function paintRoute(ctx: CanvasRenderingContext2D, frame: Frame, copy: number, legs: Leg[], palette: Palette, progress: number): void {
  const now = legs.filter(({ state }) => state === "current").length;
  let order = 0;
  for (const leg of legs) {
    const part = leg.state === "current" ? Math.max(0, Math.min(1, progress * now - order++)) : 1;
    if (part === 0) continue;
    const points = leg.line.map((position) => {
      const [x, y] = project(position);
      return [(x + copy) * frame.world - frame.left, y * frame.world - frame.top] as Position;
    });
    paintLeg(ctx, cut(points, part), leg.state, palette);
  }
}

function paintLeg(ctx: CanvasRenderingContext2D, points: Position[], state: Leg["state"], palette: Palette): void {
  ctx.globalAlpha = { travelled: 0.4, current: 1, next: 0.7 }[state];
  ctx.strokeStyle = ctx.fillStyle = palette.accent;
  ctx.lineWidth = state === "current" ? 2.4 : 1.6;
  ctx.lineJoin = "round";
  ctx.setLineDash(state === "next" ? [3, 6] : []);
  ctx.beginPath();
  points.forEach(([x, y], index) => (index === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
  ctx.stroke();
  ctx.setLineDash([]);
  if (state === "current") arrowHead(ctx, points);
}

function arrowHead(ctx: CanvasRenderingContext2D, points: Position[]): void {
  const [tip, before] = [points.at(-1)!, points.at(-2)];
  if (!before) return;
  const angle = Math.atan2(tip[1] - before[1], tip[0] - before[0]);
  const back = 14; // the mark at the end covers a radius of 13
  const [x, y] = [tip[0] - back * Math.cos(angle), tip[1] - back * Math.sin(angle)];
  ctx.beginPath();
  ctx.moveTo(x, y);
  for (const turn of [2.7, -2.7]) ctx.lineTo(x + 10 * Math.cos(angle + turn), y + 10 * Math.sin(angle + turn));
  ctx.fill();
}

/** The first `part` (0…1) of a line, by length. */
export function cut(points: Position[], part: number): Position[] {
  if (part >= 1 || points.length < 2) return points;
  const lengths = points.slice(1).map(([x, y], index) => Math.hypot(x - points[index]![0], y - points[index]![1]));
  let rest = part * lengths.reduce((sum, length) => sum + length, 0);
  const result = [points[0]!];
  for (const [index, length] of lengths.entries()) {
    const [from, to] = [points[index]!, points[index + 1]!];
    if (length >= rest) {
      const share = length === 0 ? 0 : rest / length;
      result.push([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]);
      break;
    }
    rest -= length;
    result.push(to);
  }
  return result;
}
