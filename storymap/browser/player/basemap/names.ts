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
}

/** West, north, east, south in the unit square; x may pass 0 and 1 where the map shows the world again. */
export type UnitBox = [x0: number, y0: number, x1: number, y1: number];

/** The names that the archive offers for a box at a display zoom, the most important first. */
export async function namesIn(view: View, box: UnitBox, zoom: number, language: string): Promise<PlaceName[]> {
  const z = Math.round(zoom);
  const tiles = 2 ** z;
  const columns = range(Math.floor(box[0] * tiles), Math.floor(box[2] * tiles));
  const rows = range(Math.max(0, Math.floor(box[1] * tiles)), Math.min(tiles - 1, Math.floor(box[3] * tiles)));
  const wanted = columns.flatMap((column) => rows.map((row) => ({ column, row })));
  const found = await Promise.all(wanted.map(({ column, row }) => namesInTile(view, z, column, row, zoom, language)));
  const unique = new Map(found.flat().map((name) => [`${name.text} ${name.x.toFixed(4)}`, name]));
  return [...unique.values()].sort((a, b) => weight(a) - weight(b));
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.min(64, Math.max(0, last - first + 1)) }, (_, index) => first + index);
}

/** Countries first, then capitals, then by rank. */
function weight({ kind, rank, capital }: PlaceName): number {
  return { country: 0, region: 6, city: 3, town: 5 }[kind] + rank - (capital ? 3 : 0);
}

/** A tile, or null when the map has gone on to another zoom, which ends all requests for this one. */
async function tileOf(view: View, z: number, x: number, y: number) {
  try {
    return await view.getDisplayTile({ z, x, y });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
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
    if (Number(props["min_zoom"] ?? 0) > zoom + 0.3) continue;
    const point = geom[0]?.[0];
    if (!point) continue;
    names.push({
      x: (point.x * tile.scale + tile.origin.x) / pixels + copy,
      y: (point.y * tile.scale + tile.origin.y) / pixels,
      text: textOf(props, language),
      kind: props["kind"] as PlaceName["kind"],
      capital: Boolean(props["capital"]),
      rank: Number(props["rank"] ?? 12),
    });
  }
  return names;
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
