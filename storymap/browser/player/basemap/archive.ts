/** The tile archives under a map: the shipped one of the world, and over it the story's finer one. */
import { PMTiles, type Header, type RangeResponse } from "pmtiles";
import type { UnitBox } from "./names.ts";

export const WORLD_ZOOM = 7;
const VECTOR = 1;

/** What protomaps-leaflet draws from, the lowest first. */
export type Sources = Record<string, { url: PMTiles; maxDataZoom: number }>;

/** The archive can't be used. */
export class UnusableArchive extends Error {}

/** The bounds of an archive in the unit square of Web Mercator (EPSG:3857), y south. */
export function unitBox({ minLon, minLat, maxLon, maxLat }: Pick<Header, "minLon" | "minLat" | "maxLon" | "maxLat">): UnitBox {
  const y = (lat: number) => {
    const sine = Math.sin((Math.min(85.0511, Math.max(-85.0511, lat)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  };
  return [(minLon + 180) / 360, y(maxLat), (maxLon + 180) / 360, y(minLat)];
}

/** Whether tile x, y at zoom z touches a box of the unit square. */
export function touches([west, north, east, south]: UnitBox, z: number, x: number, y: number): boolean {
  const tiles = 2 ** z;
  return x + 1 >= west * tiles && x <= east * tiles && y + 1 >= north * tiles && y <= south * tiles;
}

/** An archive that is asked only for tiles within its own bounds and zooms. */
export class Finer extends PMTiles {
  private limits: Header | null = null;

  /** Read the header; the archive can be drawn from then on. */
  async open(): Promise<Header> {
    const header = await this.getHeader();
    if (Number(header.tileType) !== VECTOR) throw new UnusableArchive("The archive holds no vector tiles.");
    this.limits = header;
    return header;
  }

  /** The credit that the archive asks for, as plain text. */
  async credit(): Promise<string> {
    const { attribution } = (await this.getMetadata()) as { attribution?: unknown };
    const written = typeof attribution === "string" ? attribution : "";
    return new DOMParser().parseFromString(written, "text/html").body.textContent?.trim() ?? "";
  }

  /** Whether the archive may hold a tile. */
  covers(z: number, x: number, y: number): boolean {
    if (!this.limits || z < this.limits.minZoom || z > this.limits.maxZoom) return false;
    return touches(unitBox(this.limits), z, x, y);
  }

  override async getZxy(z: number, x: number, y: number, signal?: AbortSignal): Promise<RangeResponse | undefined> {
    return this.covers(z, x, y) ? super.getZxy(z, x, y, signal) : undefined;
  }
}
