/** The rows of a tile: where each lies, its month and category, and its attributes. */
import { Cells, type Chosen } from "./cells.ts";
import type { Months } from "./months.ts";
import type { EventTile, Numbers, Words } from "./tile.ts";

const FIXED = 6; // x, y, day, exact, category, place; then the attributes
const BITS = 5;
const MOST_BITS = 10;

export class Rows {
  /** Columns of positions in the unit square, and the months; one more than the last is "no month". */
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly months: Uint16Array;
  readonly categories: Numbers;
  readonly count: number;
  private readonly tile: EventTile;
  private readonly all: Months;
  private gathered: { depth: number; cells: Cells } | null = null;

  constructor(tile: EventTile, z: number, x: number, y: number, months: Months) {
    const [across, down, days, exact, categories] = tile.columns as Numbers[];
    const side = 2 ** (z + tile.bits), [left, top] = [x * 2 ** tile.bits, y * 2 ** tile.bits];
    this.tile = tile;
    this.all = months;
    this.count = tile.count;
    this.xs = new Float64Array(tile.count);
    this.ys = new Float64Array(tile.count);
    this.months = new Uint16Array(tile.count);
    for (let at = 0; at < tile.count; at++) {
      this.xs[at] = (left + across![at]! + 0.5) / side;
      this.ys[at] = (top + down![at]! + 0.5) / side;
      this.months[at] = exact![at]! < 2 ? months.count : months.ofDay(days![at]!);
    }
    this.categories = categories!;
  }

  /** Whether a row is shown. */
  shows(at: number, { from, to, always, shown }: Chosen): boolean {
    const month = this.months[at]!;
    return shown[this.categories[at]!] === 1 && (always || (month >= from && month <= to));
  }

  /** The rows counted in cells, as fine as those of tiles `depth` zooms nearer. */
  cells(depth: number): Cells {
    if (this.gathered?.depth === depth) return this.gathered.cells;
    const bits = Math.min(BITS + depth, MOST_BITS), [across, down] = this.tile.columns as [Numbers, Numbers];
    const shift = this.tile.bits - bits;
    const cell = new Uint32Array(this.count);
    for (let at = 0; at < this.count; at++) cell[at] = spread(across[at]! >>> shift) | (spread(down[at]! >>> shift) << 1);
    const one = new Uint8Array(this.count).fill(1);
    const cells = Cells.sorted(bits, 4 ** bits, cell, this.months, this.all.count, this.categories, one);
    this.gathered = { depth, cells };
    return cells;
  }

  /** When a row happened, in words. */
  date(at: number): string {
    const [, , days, exact] = this.tile.columns as Numbers[];
    return this.all.date(days![at]!, exact![at]!);
  }

  /** The number of a row's place, 0 for none. */
  place(at: number): number {
    return (this.tile.columns[FIXED - 1] as Numbers)[at]!;
  }

  /** The attributes of a row as text, in the order of the summary's columns. */
  attributes(at: number, figure: (value: number) => string): string[] {
    return this.tile.columns.slice(FIXED).map((column) => {
      if ("words" in column) return (column as Words).words[(column as Words).codes[at]!] ?? "";
      const value = (column as Numbers)[at]!;
      return Number.isNaN(value) ? "" : figure(value);
    });
  }
}

/** The bits of a number with a gap after each. */
function spread(number: number): number {
  let bits = number & 0xffff;
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}
