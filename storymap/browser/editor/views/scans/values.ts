/** The pictures that lie on the map, as story.yaml lists them, and the points that tie them as rows that a person writes. */
import { numberIn } from "../../places/candidates.ts";
import { present, same, type Change, type Fields, type Value } from "../../store/changes.ts";
import { wordsIn } from "../chapters/values.ts";

type Entry = { [key: string]: Value };

/** A layer of the kind `image`: its place in the list, what its address names it by, its title. */
export interface Scan { at: number; key: string; title: string; fields: Entry }

function isMap(value: Value): value is Entry {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function scansOf(layers: Value, first: string): Scan[] {
  return (Array.isArray(layers) ? layers : []).flatMap((fields, at) => {
    if (!isMap(fields) || String(fields.kind ?? "").toLowerCase() !== "image") return [];
    const key = present(fields.id) ? String(fields.id) : String(at);
    return [{ at, key, title: wordsIn(fields.title, first, first) || key, fields }];
  });
}

/** The name of the file in the media folder that a layer shows; "" for a picture that is elsewhere. */
export function fileOf({ image }: Fields): string {
  const name = String(image ?? "");
  return name.includes("://") ? "" : name.replace(/^(\.?\/)*media\//, "");
}

/** The layers with other fields of one of them; what says nothing is taken out, null takes the layer out. */
export function withScan(layers: Value, at: number, fields: Fields | null): Value[] {
  const list = Array.isArray(layers) ? layers : [];
  if (fields === null) return list.filter((_, other) => other !== at);
  const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => present(value)));
  return list.map((one, other) => (other === at ? said : one));
}

export const COORDINATES = ["x", "y", "lat", "lon"] as const;
export type Coordinate = (typeof COORDINATES)[number];
/** A point as it is written; `kept` is what the story holds of it, null as long as it has never been whole. */
export type Row = Readonly<Record<Coordinate, string>> & { readonly kept: Entry | null };
export const EMPTY: Row = { x: "", y: "", lat: "", lon: "", kept: null };

/** What a coordinate may be; a pixel may lie outside of the picture. */
export const LIMITS: Readonly<Record<Coordinate, number>> = { x: 1e7, y: 1e7, lat: 90, lon: 360 };

/** The number of a coordinate, or null where none is written that can be. */
export function numberOf(row: Row, coordinate: Coordinate): number | null {
  const number = numberIn(row[coordinate]);
  return number !== null && Math.abs(number) <= LIMITS[coordinate] ? number : null;
}

/** The points that a layer has, or those that its corners mean. */
export function pointsOf({ points, corners }: Fields, width: number, height: number): Entry[] {
  if (Array.isArray(points) && points.length > 0) return points.filter(isMap);
  const at = (Array.isArray(corners) ? corners : []).filter((one): one is Value[] => Array.isArray(one));
  const [w, h] = [String(width), String(height)];
  const pixels = at.length === 2 ? [["0", "0"], [w, h]] : [["0", "0"], [w, "0"], [w, h], ["0", h]];
  return at.slice(0, pixels.length).map((corner, index) => ({ pixel: pixels[index]!, at: corner.map(String) }));
}

export function rowOf(point: Entry): Row {
  const text = (value: Value, at: number) => (Array.isArray(value) && present(value[at]) ? String(value[at]) : "");
  return { x: text(point.pixel, 0), y: text(point.pixel, 1), lat: text(point.at, 1), lon: text(point.at, 0), kept: point };
}

/** What the story holds of rows. */
export function keptOf(rows: readonly Row[]): Entry[] {
  return rows.flatMap(({ kept }) => (kept ? [kept] : []));
}

/** The rows as long as they are what the story holds; else what it holds now, and those that were never whole. */
export function rowsNow(rows: readonly Row[], points: Entry[]): readonly Row[] {
  return same(keptOf(rows), points) ? rows : [...points.map(rowOf), ...rows.filter(({ kept }) => kept === null)];
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** A row with other coordinates; as long as one of them is none, the story keeps what it has. */
export function written(row: Row, now: Partial<Record<Coordinate, string>>): Row {
  const made = { ...row, ...now }, [x, y, lat, lon] = COORDINATES.map((one) => numberOf(made, one));
  if (x == null || y == null || lat == null || lon == null) return made;
  return { ...made, kept: { ...row.kept, pixel: [rounded(x, 2), rounded(y, 2)], at: [rounded(lon, 7), rounded(lat, 7)] } };
}

/** A layer that these rows tie; its corners have become points. */
export function tied({ corners: _, ...fields }: Fields, rows: readonly Row[]): Fields {
  return { ...fields, points: keptOf(rows) };
}

/** The changes that take a layer away: out of the list, and out of the chapters that show it. */
export function removal(layers: Value, scan: Scan, chapters: readonly { id: string; was: Value; now: Value[] }[]): Change[] {
  const list: Change = { op: "set", kind: "story", id: "", field: "layers", was: layers, now: withScan(layers, scan.at, null) };
  return [...chapters.map(({ id, was, now }): Change => ({ op: "set", kind: "chapter", id, field: "layers", was, now })), list];
}
