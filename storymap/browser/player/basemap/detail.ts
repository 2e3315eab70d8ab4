/** Finer detail of the basemap: vector tiles from PMTiles files, and the names in them; it loads after the first picture. */
import { PMTiles } from "pmtiles";
import type { View } from "protomaps-leaflet";
import type { Frame } from "../frame.ts";
import type { Palette } from "../palette.ts";
import { Finer, unitBox, WORLD_ZOOM, type Sources } from "./archive.ts";
import { Ranges } from "./ranges.ts";
import { tileLayer, type TileLayer } from "./layer.ts";
import { namesIn, type PlaceName, type UnitBox } from "./names.ts";
import { Relief } from "./relief.ts";
import { writeNames, type Taken } from "./writing.ts";

/** What the map needs of this file, which it loads by address. */
export interface Detail {
  layer: TileLayer;
  /** The names that a frame can show. */
  names(frame: Frame): Promise<PlaceName[]>;
  write: typeof writeNames;
}

export type { PlaceName, Taken };

/** Everything that the basemap is drawn from; the same for light and dark. */
export class Ground {
  private readonly sources: Sources;
  private readonly language: string;
  private readonly world: PMTiles;
  private readonly boxes = new Map<string, UnitBox>([["world", [0, 0, 1, 1]]]);
  private relief: Relief | null = null;

  /** The shipped archive at `world`. */
  constructor(world: string, language: string) {
    this.world = new PMTiles(new Ranges(world));
    this.sources = { world: { url: this.world, maxDataZoom: WORLD_ZOOM } };
    this.language = language;
  }

  /** Read the shipped archive's header; rejects when the archive can't be had, and the outline must stay. */
  async open(): Promise<void> {
    await this.world.getHeader();
  }

  /** Shade the hills with the picture at `url`. */
  async addRelief(url: string): Promise<void> {
    this.relief = await Relief.load(url);
  }

  /** Draw a finer archive above the shipped one, and return the credit it asks for; rejects when it can't be used. */
  async addArchive(url: string): Promise<string> {
    const finer = new Finer(new Ranges(url));
    const header = await finer.open();
    const credit = await finer.credit();
    this.sources["finer"] = { url: finer, maxDataZoom: header.maxZoom };
    this.boxes.set("finer", unitBox(header));
    return credit;
  }

  /** The detail in the page's colours. */
  detail(palette: Palette): Detail {
    const layer = tileLayer(this.sources, this.relief, palette, this.language) as TileLayer & { views: Map<string, View> };
    return {
      layer,
      names: ({ left, top, width, height, world }) => {
        const box = [left / world, top / world, (left + width) / world, (top + height) / world] as [number, number, number, number];
        const archives = [...layer.views].map(([name, view]) => ({ view, box: this.boxes.get(name)! })).reverse();
        return namesIn(archives, box, Math.log2(world / 256), this.language);
      },
      write: writeNames,
    };
  }
}
