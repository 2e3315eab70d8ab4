/** Geometries as lists of positions that people can read and type, and back: one position a line, latitude first. */
import type { Geometry, Position } from "../../player/document.ts";

/** What the positions are joined to. */
export type Shape = "Point" | "LineString" | "Polygon";

/** A line of the text: its number from 1, and what it says. */
export interface Written {
  line: number;
  text: string;
}

/** What the text says: parts of positions, lines that nobody understood, and what the whole still lacks. */
export interface Read {
  geometry: Geometry | null;
  unread: Written[];
  lacking: "points" | "corners" | null;
}

/** A position in words of figures, "16.4637, 107.5909": latitude first, as people write it. */
export function written([lon, lat]: Position, digits = 6): string {
  return `${trimmed(lat, digits)}, ${trimmed(lon, digits)}`;
}

/** A number without zeros at its end. */
export function trimmed(value: number, digits = 6): string {
  return String(Number(value.toFixed(digits)));
}

const PLAIN = /^\(?\s*([+-]?\d{1,2}(?:\.\d+)?)\s*°?\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*\)?$/;

/** The position that plain decimal degrees name, latitude first; null for any other notation. */
export function plainPosition(text: string): Position | null {
  const match = PLAIN.exec(text.trim().replaceAll("−", "-"));
  if (!match) return null;
  const [lat, lon] = [Number(match[1]), Number(match[2])];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null;
}

/** The lines of a text in parts; an empty line begins another part. */
export function partsOf(text: string): Written[][] {
  const parts: Written[][] = [[]];
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() !== "") parts.at(-1)!.push({ line: index + 1, text: line.trim() });
    else if (parts.at(-1)!.length > 0) parts.push([]);
  });
  return parts.filter((part) => part.length > 0);
}

/** Read a text as a shape; `positionOf` gives what a line names, or null when it names nothing. */
export function readPositions(text: string, shape: Shape, positionOf: (text: string) => Position | null): Read {
  const unread: Written[] = [];
  const parts = partsOf(text).map((part) => part.flatMap((line) => {
    const position = positionOf(line.text);
    if (position) return [position];
    unread.push(line);
    return [];
  }));
  if (unread.length > 0 || parts.length === 0) return { geometry: null, unread, lacking: null };
  const least = { Point: 1, LineString: 2, Polygon: 3 }[shape];
  if (parts.some((part) => unclosed(part).length < least)) {
    return { geometry: null, unread, lacking: shape === "Polygon" ? "corners" : "points" };
  }
  return { geometry: joined(parts, shape), unread, lacking: null };
}

function joined(parts: Position[][], shape: Shape): Geometry {
  const many = parts.length > 1;
  if (shape === "Polygon") {
    const rings = parts.map((part) => [...unclosed(part), part[0]!]);
    return many ? { type: "MultiPolygon", coordinates: rings.map((ring) => [ring]) } : { type: "Polygon", coordinates: rings };
  }
  if (shape === "LineString") {
    return many ? { type: "MultiLineString", coordinates: parts } : { type: "LineString", coordinates: parts[0]! };
  }
  const points = parts.flat();
  return points.length > 1 ? { type: "MultiPoint", coordinates: points } : { type: "Point", coordinates: points[0]! };
}

/** A ring without the repeated first corner at its end. */
function unclosed(ring: Position[]): Position[] {
  const [first, last] = [ring[0], ring.at(-1)];
  return ring.length > 1 && first![0] === last![0] && first![1] === last![1] ? ring.slice(0, -1) : ring;
}

/** The parts of a geometry, rings unclosed; null for areas with holes, which a list can't hold. */
export function positionsOf(geometry: Geometry): Position[][] | null {
  switch (geometry.type) {
    case "Point": return [[geometry.coordinates]];
    case "MultiPoint": case "LineString": return [geometry.coordinates];
    case "MultiLineString": return geometry.coordinates;
    case "Polygon": return geometry.coordinates.length > 1 ? null : geometry.coordinates.map(unclosed);
    case "MultiPolygon": return geometry.coordinates.some((rings) => rings.length > 1) ? null : geometry.coordinates.map((rings) => unclosed(rings[0]!));
  }
}

/** A geometry as text, or null when a list of positions can't hold it. */
export function writtenGeometry(geometry: Geometry): string | null {
  return positionsOf(geometry)?.map((part) => part.map((position) => written(position)).join("\n")).join("\n\n") ?? null;
}

/** Which shape a geometry is a kind of. */
export function shapeOf(geometry: Geometry | null): Shape {
  if (geometry?.type.endsWith("Polygon")) return "Polygon";
  return geometry?.type.endsWith("LineString") ? "LineString" : "Point";
}

/** Every position of a geometry, holes included. */
export function allPositions(geometry: Geometry): Position[] {
  return (geometry.coordinates as unknown[]).flat(Infinity).reduce<Position[]>((positions, value, index, values) => {
    if (index % 2 === 1) positions.push([values[index - 1] as number, value as number]);
    return positions;
  }, []);
}
