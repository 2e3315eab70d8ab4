/** Distances on the globe for the circle of a roughly known place, and how far the arrow keys move a mark. */
import { near, project, unproject } from "../../player/mercator.ts";
import type { Position } from "../../player/document.ts";

const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/** Kilometres between two positions along the great circle (mean radius of the Earth). */
export function distanceKm(one: Position, other: Position): number {
  const [lat1, lat2] = [one[1] * RADIANS, other[1] * RADIANS];
  const [dLat, dLon] = [lat2 - lat1, (other[0] - one[0]) * RADIANS];
  const half = Math.sin(dLat / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** The position `km` away in the direction `bearing` (degrees from north, clockwise). */
export function destination([lon, lat]: Position, km: number, bearing: number): Position {
  const [way, turn, from] = [km / EARTH_KM, bearing * RADIANS, lat * RADIANS];
  const to = Math.asin(Math.sin(from) * Math.cos(way) + Math.cos(from) * Math.sin(way) * Math.cos(turn));
  const east = Math.atan2(Math.sin(turn) * Math.sin(way) * Math.cos(from), Math.cos(way) - Math.sin(from) * Math.sin(to));
  return [near(lon + east / RADIANS, lon), to / RADIANS];
}

/** The circle of `km` around a position, as a closed ring. */
export function circle(center: Position, km: number, corners = 72): Position[] {
  return Array.from({ length: corners + 1 }, (_, index) => destination(center, km, (index % corners) * (360 / corners)));
}

/** Kilometres with two figures that count, as nobody knows a rough radius better: 8.37 becomes 8.4, 212 becomes 210. */
export function roundedKm(km: number): number {
  return km <= 0 ? 0 : Number(km.toPrecision(2));
}

/** How many decimals of a degree say where something is at this zoom, to about a quarter of a pixel. */
export function decimals(zoom: number): number {
  return Math.max(1, Math.min(6, Math.ceil(Math.log10((256 * 2 ** zoom) / 360)) + 1));
}

/** A position with no more decimals than the zoom can show, brought back into ±180°. */
export function rounded([lon, lat]: Position, zoom: number): Position {
  const digits = decimals(zoom);
  return [Number(near(lon, 0).toFixed(digits)), Number(lat.toFixed(digits))];
}

const STEP = 4;
const BIG = 10;
const DIRECTIONS: Record<string, [x: number, y: number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Where an arrow key moves a position at this zoom: four pixels, ten times as far with Shift; null for other keys. */
export function nudged(position: Position, key: string, shift: boolean, zoom: number): Position | null {
  const direction = DIRECTIONS[key];
  if (!direction) return null;
  const share = (STEP * (shift ? BIG : 1)) / (256 * 2 ** zoom);
  const [x, y] = project(position);
  return rounded(unproject([x + direction[0] * share, Math.max(0, Math.min(1, y + direction[1] * share))]), zoom);
}
