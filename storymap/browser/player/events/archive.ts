/** The archive of an event set: which tile tells of a square of the map, and its bytes. */
import { findTile, PMTiles, SharedPromiseCache, zxyToTileId } from "pmtiles";
import { Ranges } from "../basemap/ranges.ts";

/** Zoom, column and row. */
export type Square = readonly [z: number, x: number, y: number];

const DEEPEST = 4; // PMTiles specification, version 3: a root directory and up to three below it

export function nameOf([z, x, y]: Square): string {
  return `${z}/${x}/${y}`;
}

/** The square around a square. */
function around([z, x, y]: Square): Square {
  return [z - 1, x >> 1, y >> 1];
}

export class Archive extends PMTiles {
  constructor(address: string) {
    super(new Ranges(address));
  }

  /**
   * The tile that tells of a square: its own, or the one above it that holds rows, below which nothing lies;
   * null where there are none.
   */
  async tileOf(square: Square): Promise<Square | null> {
    for (let at = square; ; at = around(at)) {
      if (await this.holds(at)) return at;
      if (at[0] === 0) return null;
      const [z, x, y] = around(at);
      const others = await Promise.all([0, 1, 2, 3].map((n) => this.holds([z + 1, 2 * x + (n & 1), 2 * y + (n >> 1)])));
      if (others.includes(true)) return null; // the tile above is of cells, and has none here
    }
  }

  /** Ask the host anew: what failed once would stay in the cache as failed. */
  forget(): void {
    this.cache = new SharedPromiseCache();
  }

  /** Whether the archive's directories list a tile. */
  private async holds([z, x, y]: Square): Promise<boolean> {
    const header = await this.cache.getHeader(this.source);
    if (z < header.minZoom || z > header.maxZoom) return false;
    const wanted = zxyToTileId(z, x, y);
    let [offset, length] = [header.rootDirectoryOffset, header.rootDirectoryLength];
    for (let depth = 0; depth < DEEPEST; depth++) {
      const entry = findTile(await this.cache.getDirectory(this.source, offset, length, header), wanted);
      if (!entry) return false;
      if (entry.runLength > 0) return true;
      [offset, length] = [header.leafDirectoryOffset + entry.offset, entry.length];
    }
    return false;
  }
}
