/** The tiles around the reader: fetched once, decoded once, and given up when many others have come since. */
import { nameOf, type Archive, type Square } from "./archive.ts";
import { Cells } from "./cells.ts";
import type { Months } from "./months.ts";
import { Rows } from "./rows.ts";
import { readTile } from "./tile.ts";

/** Decoded tiles hold about three times their bytes. */
const MOST_BYTES = 16_000_000;
const MOST_SOURCES = 10_000;

export interface Tile {
  square: Square;
  holds: Cells | Rows;
  bytes: number;
}

export class Tiles {
  /** Tiles by name, those used last at the end. */
  private readonly tiles = new Map<string, Tile>();
  private readonly sources = new Map<string, Square | null>();
  private readonly coming = new Map<string, { stop: AbortController; done: Promise<void> }>();
  private bytes = 0;
  private turn = 0;

  private readonly archive: Archive;
  private readonly months: Months;
  private readonly failed: () => void;

  constructor(archive: Archive, months: Months, failed: () => void) {
    this.archive = archive;
    this.months = months;
    this.failed = failed;
  }

  /** How many bytes of tiles are kept. */
  get kept(): number {
    return this.bytes;
  }

  /** The tiles that are there for some squares, each once; `whole` when none is missing. */
  found(squares: Square[]): { tiles: Tile[]; whole: boolean } {
    const tiles = new Map<string, Tile>();
    let whole = true;
    for (const square of squares) {
      const source = this.sources.get(nameOf(square));
      if (source === null) continue;
      const tile = source && this.tiles.get(nameOf(source));
      if (!tile) { whole = false; continue; }
      tiles.set(nameOf(source), tile);
    }
    return { tiles: [...tiles.values()], whole };
  }

  /** Fetch what is missing for some squares; what only earlier squares needed is not waited for any more. */
  async want(squares: Square[], arrived: () => void): Promise<void> {
    const turn = ++this.turn;
    const needed = new Map<string, Square>();
    try {
      for (const [name, source] of await Promise.all(squares.map((square) => this.source(square)))) {
        if (source) needed.set(name, source);
      }
      if (turn !== this.turn) return;
      for (const name of [...this.coming.keys()]) if (!needed.has(name)) this.stop(name);
      for (const name of needed.keys()) this.use(name);
      this.forget(needed);
      await Promise.all([...needed.values()].map((source) => this.load(source)));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.archive.forget();
      if (turn === this.turn) this.failed();
    }
    if (turn === this.turn) arrived();
  }

  /** One tile, which needn't be near to what is shown. */
  async only(square: Square): Promise<Tile | null> {
    const [name, source] = await this.source(square);
    if (!source) return null;
    if (!this.tiles.has(name)) await this.fetch(name, source, new AbortController().signal);
    return this.tiles.get(name) ?? null;
  }

  private async source(square: Square): Promise<[string, Square | null]> {
    const name = nameOf(square);
    if (this.sources.size > MOST_SOURCES) this.sources.clear();
    if (!this.sources.has(name)) this.sources.set(name, await this.archive.tileOf(square));
    const source = this.sources.get(name) ?? null;
    return [source ? nameOf(source) : "", source];
  }

  private load(square: Square): Promise<void> {
    const name = nameOf(square);
    if (this.tiles.has(name)) return Promise.resolve();
    const coming = this.coming.get(name);
    if (coming) return coming.done;
    const stop = new AbortController();
    const done = this.fetch(name, square, stop.signal).finally(() => {
      if (this.coming.get(name)?.stop === stop) this.coming.delete(name);
    });
    this.coming.set(name, { stop, done });
    return done;
  }

  private async fetch(name: string, square: Square, signal: AbortSignal): Promise<void> {
    try {
      const answer = await this.archive.getZxy(...square, signal);
      if (answer && !this.tiles.has(name)) this.keep(name, square, answer.data);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  private stop(name: string): void {
    this.coming.get(name)?.stop.abort();
    this.coming.delete(name);
  }

  private keep(name: string, square: Square, data: ArrayBuffer): void {
    const tile = readTile(data);
    if (!tile) return;
    const holds = tile.kind === "cells" ? Cells.of(tile, this.months.count) : new Rows(tile, ...square, this.months);
    this.tiles.set(name, { square, holds, bytes: data.byteLength });
    this.bytes += data.byteLength;
  }

  private use(name: string): void {
    const tile = this.tiles.get(name);
    if (!tile) return;
    this.tiles.delete(name);
    this.tiles.set(name, tile);
  }

  /** Give up the tiles that were used longest ago. */
  private forget(needed: Map<string, Square>): void {
    for (const [name, tile] of this.tiles) {
      if (this.bytes <= MOST_BYTES) return;
      if (needed.has(name)) continue;
      this.tiles.delete(name);
      this.bytes -= tile.bytes;
    }
  }
}
