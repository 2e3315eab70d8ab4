/** Tiles that an archive left out are cut from the coarser tile above them, so that no map has holes. */
import type { Feature, TileSource, View } from "protomaps-leaflet";

/** Where a source of protomaps-leaflet gets a tile from, and what the tile's geometry then measures. */
export type GetTile = TileSource["get"];

type TileData = Awaited<ReturnType<GetTile>>;

/** The same tiles; an empty one becomes the piece of the nearest coarser tile that has something. */
export function orCoarser(get: GetTile): GetTile {
  const cut: GetTile = async (spot, side) => {
    const found = await get(spot, side);
    if (found.size > 0 || spot.z === 0) return found;
    const above = await cut({ z: spot.z - 1, x: spot.x >> 1, y: spot.y >> 1 }, side * 2);
    return piece(above, (spot.x & 1) * side, (spot.y & 1) * side, side);
  };
  return cut;
}

/** What lies in a square of a tile, moved so that the square's corner is the origin. */
export function piece(tile: TileData, left: number, top: number, side: number): TileData {
  const moved = ({ bbox, geom, ...rest }: Feature): Feature => ({
    ...rest,
    bbox: { minX: bbox.minX - left, minY: bbox.minY - top, maxX: bbox.maxX - left, maxY: bbox.maxY - top },
    geom: geom.map((line) => line.map((point) => { const at = point.clone(); at.x -= left; at.y -= top; return at; })),
  });
  const inside = ({ bbox }: Feature) => bbox.maxX >= left && bbox.minX <= left + side && bbox.maxY >= top && bbox.minY <= top + side;
  return new Map([...tile].map(([layer, features]) => [layer, features.filter(inside).map(moved)]));
}

/** Let a view of protomaps-leaflet fill its holes. */
export function fillHoles(view: View): void {
  const { source } = view.tileCache;
  source.get = orCoarser(source.get.bind(source));
}
