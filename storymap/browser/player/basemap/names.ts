/** Names of countries, regions and towns, read from the tiles in view, in the story's language. */
import type { View } from "protomaps-leaflet";

/** One name to write; x and y in the unit square of the world. */
export interface PlaceName {
  x: number;
  y: number;
  text: string;
  kind: "country" | "region" | "city" | "town";
  capital: boolean;
  rank: number;
  /** Due at a nearer zoom: written only where the map is empty. */
  early: boolean;
}

/** By how many zooms a name may come early. */
const EARLY = 2;

/** West, north, east, south in the unit square; x may pass 0 and 1 where the map shows the world again. */
export type UnitBox = [x0: number, y0: number, x1: number, y1: number];

/** One archive to read names from: where it counts, and its tiles. */
export interface NameSource {
  view: View;
  /** Within this part of the unit square its names take the place of those of the archives below. */
  box: UnitBox;
}

/** The names that the archives (the finest first) offer for a box at a display zoom, the most important first. */
export async function namesIn(sources: NameSource[], box: UnitBox, zoom: number, language: string): Promise<PlaceName[]> {
  const z = Math.round(zoom);
  const tiles = 2 ** z;
  const columns = range(Math.floor(box[0] * tiles), Math.floor(box[2] * tiles));
  const rows = range(Math.max(0, Math.floor(box[1] * tiles)), Math.min(tiles - 1, Math.floor(box[3] * tiles)));
  const wanted = columns.flatMap((column) => rows.map((row) => ({ column, row })));
  const found = await Promise.all(wanted.map(async ({ column, row }) => {
    const each = await Promise.all(sources.map(async ({ view, box: where }) => ({ where, names: await namesInTile(view, z, column, row, zoom, language) })));
    return each.reduceRight<PlaceName[]>((below, { where, names }) => covered(below, names, where), []);
  }));
  const unique = new Map(found.flat().map((name) => [`${name.text} ${name.x.toFixed(4)}`, name]));
  return [...unique.values()].sort((a, b) => weight(a) - weight(b));
}

/** Names with those of a finer archive above them: where that has names of a sort, the others of the sort go. */
export function covered(below: PlaceName[], above: PlaceName[], [west, north, east, south]: UnitBox): PlaceName[] {
  const sorts = new Set(above.map(({ kind }) => sort(kind)));
  const kept = below.filter(({ kind, x, y }) => {
    const column = x - Math.floor(x);
    return !sorts.has(sort(kind)) || column < west || column > east || y < north || y > south;
  });
  return [...kept, ...above];
}

function sort(kind: PlaceName["kind"]): string {
  return kind === "city" ? "town" : kind;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.min(64, Math.max(0, last - first + 1)) }, (_, index) => first + index);
}

/** Countries first, then capitals, then by rank; early ones last. */
function weight({ kind, rank, capital, early }: PlaceName): number {
  return { country: 0, region: 6, city: 3, town: 5 }[kind] + rank - (capital ? 3 : 0) + (early ? 20 : 0);
}

/** A tile, or null when it can't be had, or the map has gone on to another zoom, which ends all requests for this one. */
async function tileOf(view: View, z: number, x: number, y: number) {
  try {
    return await view.getDisplayTile({ z, x, y });
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

async function namesInTile(view: View, z: number, column: number, row: number, zoom: number, language: string): Promise<PlaceName[]> {
  const tiles = 2 ** z;
  const copy = Math.floor(column / tiles);
  const tile = await tileOf(view, z, column - copy * tiles, row);
  if (!tile) return [];
  const pixels = 256 * tiles;
  const names: PlaceName[] = [];
  for (const { props, geom } of tile.data.get("places") ?? []) {
    const due = Number(props["min_zoom"] ?? 0) - zoom;
    if (due > EARLY) continue;
    const point = geom[0]?.[0];
    const kind = kindOf(props);
    if (!point || !kind) continue;
    names.push({
      x: (point.x * tile.scale + tile.origin.x) / pixels + copy,
      y: (point.y * tile.scale + tile.origin.y) / pixels,
      text: textOf(props, language),
      kind,
      capital: [1, true, "yes"].includes(props["capital"] as number),
      rank: rankOf(props),
      early: due > 0.3,
    });
  }
  return names;
}

/** What a place is; the Protomaps basemap calls every settlement a locality, and names quarters that we leave out. */
export function kindOf(props: Record<string, unknown>): PlaceName["kind"] | null {
  const kind = String(props["kind"]);
  if (kind === "locality") return props["kind_detail"] === "city" ? "city" : "town";
  return kind === "country" || kind === "region" || kind === "city" || kind === "town" ? kind : null;
}

/** 0 (world city) to 12 (hamlet); the Protomaps basemap counts the other way, 11 for a million people. */
export function rankOf(props: Record<string, unknown>): number {
  if (typeof props["population_rank"] === "number") return Math.min(12, Math.max(0, 16 - props["population_rank"]));
  return Number(props["rank"] ?? 12);
}

/** The name in the story's language; countries in any language that the browser knows. */
export function textOf(props: Record<string, unknown>, language: string): string {
  const base = language.split("-")[0]!;
  const own = props[`name:${base}`];
  if (typeof own === "string") return own;
  const country = props["kind"] === "country" ? String(props["country"] ?? "") : "";
  if (/^[A-Z]{2}$/.test(country) && base !== "en" && base !== "vi") {
    const named = new Intl.DisplayNames([language], { type: "region", fallback: "none" }).of(country);
    if (named) return named;
  }
  return String(props["name"] ?? "");
}
