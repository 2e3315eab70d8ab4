/** Web Mercator in a unit square (x east, y south), and the views that fit into a frame. */
import type { Box, Position, View } from "./document.ts";

const MAX_LATITUDE = 85.05112878;
const TILE = 256;

export interface Padding {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

export interface Camera {
  center: Position;
  zoom: number;
}

/** `[lon, lat]` to the unit square; longitudes may lie outside ±180 (EPSG:3857, spherical). */
export function project([lon, lat]: Position): [x: number, y: number] {
  const clamped = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat));
  const sin = Math.sin((clamped * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
}

/** The unit square back to `[lon, lat]`. */
export function unproject([x, y]: [number, number]): Position {
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  return [(x - 0.5) * 360, lat];
}

/** The copy of a longitude (± a multiple of 360) that lies nearest to `reference`. */
export function near(lon: number, reference: number): number {
  return lon + 360 * Math.round((reference - lon) / 360);
}

/** What a view leaves free at the edges of a frame: for names and buttons, and below for the control of time. */
export function paddingFor(width: number, height: number, timed: boolean): Padding {
  const padding = width < 600 || height < 400 ? { top: 40, right: 56, bottom: 30, left: 34 } : { top: 56, right: 64, bottom: 48, left: 56 };
  return timed ? { ...padding, bottom: padding.bottom + 44 } : padding;
}

/** The camera that shows a view in a frame of `width` × `height` pixels less `padding`. */
export function fit(view: View, width: number, height: number, padding: Padding, minZoom: number): Camera {
  const free = {
    width: Math.max(40, width - padding.left - padding.right),
    height: Math.max(40, height - padding.top - padding.bottom),
  };
  let x: number, y: number, zoom: number;
  if ("bounds" in view) {
    const [west, south, east, north] = view.bounds;
    const [x0, y0] = project([west, north]);
    const [x1, y1] = project([east, south]);
    const scale = Math.min(free.width / Math.max(x1 - x0, 1e-9), free.height / Math.max(y1 - y0, 1e-9));
    zoom = Math.min(view.max_zoom, Math.log2(scale / TILE));
    [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  } else {
    [x, y] = project(view.center);
    zoom = view.zoom;
  }
  zoom = Math.max(minZoom, zoom);
  const world = TILE * 2 ** zoom;
  const shifted: [number, number] = [
    x + (padding.right - padding.left) / 2 / world,
    y + (padding.bottom - padding.top) / 2 / world,
  ];
  return { center: unproject(shifted), zoom };
}

/** The smallest zoom at which the world is at least as high as the frame, so that no bare edge shows. */
export function smallestZoom(height: number): number {
  return Math.max(0, Math.log2(height / TILE));
}

/** Seconds that a flight takes: short hops are quick, nothing lasts longer than two seconds. */
export function flightSeconds(from: Camera, to: Camera, width: number): number {
  const [x0, y0] = project(from.center);
  const [x1, y1] = project(to.center);
  const world = TILE * 2 ** Math.min(from.zoom, to.zoom);
  const frames = (Math.hypot(x1 - x0, y1 - y0) * world) / Math.max(width, 1);
  const way = Math.log2(1 + frames) + Math.abs(to.zoom - from.zoom) * 0.3;
  return Math.min(1.9, 0.45 + way * 0.35);
}

/** The narrowest box around positions; it begins in the copy of the world round 0°. */
export function boxAround(positions: Position[]): Box | null {
  if (positions.length === 0) return null;
  const lons = positions.map(([lon]) => near(lon, 0)).sort((one, other) => one - other);
  const lats = positions.map(([, lat]) => lat);
  // it begins after the widest gap: then it is the narrowest one that holds all
  const gaps = lons.map((lon, index) => lon - (lons[index - 1] ?? lons.at(-1)! - 360));
  const west = lons[gaps.indexOf(Math.max(...gaps))]!;
  const east = Math.max(...lons.map((lon) => (lon < west ? lon + 360 : lon)));
  return [west, Math.min(...lats), east, Math.max(...lats)];
}

/** The box of a tile in metres of Web Mercator (EPSG:3857), as a WMS asks for it: west, south, east, north. */
export function tileBox(x: number, y: number, z: number): Box {
  const half = 20037508.342789244, side = (2 * half) / 2 ** z;
  return [x * side - half, half - (y + 1) * side, (x + 1) * side - half, half - y * side];
}
