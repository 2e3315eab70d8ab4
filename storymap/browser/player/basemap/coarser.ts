/** Tiles that an archive left out are cut from the coarser tile above them, so that no map has holes. */
import type { Feature, TileSource } from "protomaps-leaflet";

/** Where a source of protomaps-leaflet gets a tile from, and what the tile's geometry then measures. */
export type GetTile = TileSource["get"];

type TileData = Awaited<ReturnType<GetTile>>;

/** How many coarser tiles are kept: the neighbours of a tile that is missing are missing, too. */
const KEPT = 12;

/** The same tiles; an empty one becomes the piece of the nearest coarser tile, from `above`, that has something. */
export function orCoarser(get: GetTile, above: GetTile): GetTile {
  const upper = remembering(above);
  const filled = (from: GetTile): GetTile => async (spot, side) => {
    const found = await from(spot, side);
    if (found.size > 0 || spot.z === 0) return found;
    const tile = await filled(upper)({ z: spot.z - 1, x: spot.x >> 1, y: spot.y >> 1 }, side * 2);
    return piece(tile, (spot.x & 1) * side, (spot.y & 1) * side, side);
  };
  return filled(get);
}

/** The same tiles; the last ones are kept. */
function remembering(get: GetTile): GetTile {
  const kept = new Map<string, Promise<TileData>>();
  return (spot, side) => {
    const key = `${spot.z}/${spot.x}/${spot.y}/${side}`;
    const found = kept.get(key) ?? get(spot, side);
    found.catch(() => kept.delete(key));
    kept.delete(key);
    kept.set(key, found);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    return found;
  };
}

/** What lies in a square of a tile, moved so that the square's corner is the origin. */
function piece(tile: TileData, left: number, top: number, side: number): TileData {
  const moved = ({ bbox, geom, ...rest }: Feature): Feature => ({
    ...rest,
    bbox: { minX: bbox.minX - left, minY: bbox.minY - top, maxX: bbox.maxX - left, maxY: bbox.maxY - top },
    geom: geom.map((line) => line.map((point) => { const at = point.clone(); at.x -= left; at.y -= top; return at; })),
  });
  const inside = ({ bbox }: Feature) => bbox.maxX >= left && bbox.minX <= left + side && bbox.maxY >= top && bbox.minY <= top + side;
  return new Map([...tile].map(([layer, features]) => [layer, features.filter(inside).map(moved)]));
}
