/** Finer detail of the basemap: vector tiles from one PMTiles file, and the names in them; it loads after the first picture. */
import type { View } from "protomaps-leaflet";
import type { Frame } from "../frame.ts";
import type { Palette } from "../palette.ts";
import { tileLayer, type TileLayer } from "./layer.ts";
import { namesIn, type PlaceName } from "./names.ts";
import { writeNames, type Taken } from "./writing.ts";

/** What the map needs of this file, which it loads by address. */
export interface Detail {
  layer: TileLayer;
  /** The names that a frame can show. */
  names(frame: Frame): Promise<PlaceName[]>;
  write: typeof writeNames;
}

export type { PlaceName, Taken };

/** The detail over the archive at `url`, in the page's colours and the story's language. */
export function detail(url: string, palette: Palette, language: string): Detail {
  const layer = tileLayer(url, palette, language) as TileLayer & { views: Map<string, View> };
  return {
    layer,
    names: ({ left, top, width, height, world }) => {
      const box = [left / world, top / world, (left + width) / world, (top + height) / world] as [number, number, number, number];
      return namesIn(layer.views.get("")!, box, Math.log2(world / 256), language);
    },
    write: writeNames,
  };
}
