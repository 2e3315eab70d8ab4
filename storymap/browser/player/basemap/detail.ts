/** Finer detail of the basemap: vector tiles from PMTiles files, and the names in them; it loads after the first picture. */
import { PMTiles, type Source } from "pmtiles";
import { PmtilesSource, type View } from "protomaps-leaflet";
import type { Frame } from "../frame.ts";
import type { Palette } from "../palette.ts";
import { Finer, unitBox, WORLD_ZOOM, type Sources } from "./archive.ts";
import { orCoarser } from "./coarser.ts";
import { Flat } from "./flat.ts";
import { Memory } from "./memory.ts";
import { Ranges } from "./ranges.ts";
import { tileLayer, type TileLayer } from "./layer.ts";
import { namesIn, type PlaceName, type UnitBox } from "./names.ts";
import { Relief } from "./relief.ts";
import { writeNames, type Taken } from "./writing.ts";

/** What the map needs of this file, which it loads by address. */
export interface Detail {
  layer: TileLayer;
  /** The tiles as one picture in their place. */
  flat(): Flat;
  /** The names that a frame can show. */
  names(frame: Frame): Promise<PlaceName[]>;
  write: typeof writeNames;
}

export type { Flat, PlaceName, Taken };

/** Where the bytes of an archive come from. */
function sourceOf(archive: string | ArrayBuffer, key: string): Source {
  return typeof archive === "string" ? new Ranges(archive) : new Memory(archive, key);
}

/** Everything that the basemap is drawn from; the same for light and dark. */
export class Ground {
  private readonly sources: Sources;
  private readonly language: string;
  private readonly cut: boolean;
  private readonly world: PMTiles;
  private readonly boxes = new Map<string, UnitBox>([["world", [0, 0, 1, 1]]]);
  private relief: Relief | null = null;
  private last: { palette: Palette; flat: Flat } | null = null;

  /** The shipped archive, at an address or in memory; one that was cut has no tile where nothing is shown closely. */
  constructor(world: string | ArrayBuffer, language: string, cut = false) {
    this.world = new PMTiles(sourceOf(world, "world"));
    this.sources = { world: { url: this.world, maxDataZoom: WORLD_ZOOM } };
    this.language = language;
    this.cut = cut;
  }

  /** Read the shipped archive's header; rejects when the archive can't be had, and the outline must stay. */
  async open(): Promise<void> {
    await this.world.getHeader();
  }

  /** Shade the hills with a picture, given or at an address. */
  async addRelief(picture: string | Blob): Promise<void> {
    this.relief = await Relief.load(picture);
  }

  /** Draw a finer archive above the shipped one, and return the credit it asks for; rejects when it can't be used. */
  async addArchive(archive: string | ArrayBuffer): Promise<string> {
    const finer = new Finer(sourceOf(archive, "finer"));
    const header = await finer.open();
    const credit = await finer.credit();
    this.sources["finer"] = { url: finer, maxDataZoom: header.maxZoom };
    this.boxes.set("finer", unitBox(header));
    return credit;
  }

  /** The detail in the page's colours. */
  detail(palette: Palette): Detail {
    const layer = tileLayer(this.sources, this.relief, palette, this.language) as TileLayer & { views: Map<string, View> };
    if (this.cut) this.fillHoles(layer.views.get("world")!);
    return {
      layer,
      flat: () => {
        const before = this.last?.palette.land === palette.land ? this.last.flat : null; // by night, no picture of the day
        this.last = { palette, flat: new Flat(layer, before) };
        return this.last.flat;
      },
      names: ({ left, top, width, height, world }) => {
        const box = [left / world, top / world, (left + width) / world, (top + height) / world] as [number, number, number, number];
        const archives = [...layer.views].map(([name, view]) => ({ view, box: this.boxes.get(name)! })).reverse();
        return namesIn(archives, box, Math.log2(world / 256), this.language);
      },
      write: writeNames,
    };
  }

  /** Coarser tiles come by a way of their own: a source gives up the tiles of one zoom when another zoom is asked for. */
  private fillHoles({ tileCache: { source } }: View): void {
    const coarser = new PmtilesSource(this.world, false);
    source.get = orCoarser(source.get.bind(source), coarser.get.bind(coarser));
  }
}
