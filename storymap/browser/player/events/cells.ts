/** Counts of cells by month and category, with sums that make any span of months one subtraction. */
import type { EventTile, Numbers } from "./tile.ts";

/** A tile is drawn as at most 2**5 by 2**5 cells. */
const FINEST = 5;

/** What a reader chose: months from `from` to `to`, or all and those without a month; `key` names the categories. */
export interface Chosen {
  from: number;
  to: number;
  always: boolean;
  shown: Uint8Array;
  key: string;
}

/** Sort by a number below `size`, keeping the order of equals; null is the order as it is. */
function ordered(order: Uint32Array | null, of: Numbers, size: number): Uint32Array {
  const begins = new Uint32Array(size + 1), sorted = new Uint32Array(of.length);
  for (let at = 0; at < of.length; at++) begins[of[at]! + 1]!++;
  for (let value = 0; value < size; value++) begins[value + 1]! += begins[value]!;
  for (let place = 0; place < of.length; place++) {
    const at = order ? order[place]! : place;
    sorted[begins[of[at]!]!++] = at;
  }
  return sorted;
}

/** Numbers in another order. */
function taken(numbers: Numbers, order: Uint32Array): Uint32Array {
  const found = new Uint32Array(order.length);
  for (let at = 0; at < order.length; at++) found[at] = numbers[order[at]!]!;
  return found;
}

export class Cells {
  /** The tile is 2**bits cells wide. */
  readonly bits: number;
  /** The Morton number of each cell, and where its counts begin. */
  readonly cells: Uint32Array;
  readonly begins: Uint32Array;
  readonly months: Numbers;
  readonly categories: Numbers;
  readonly counts: Numbers;
  /** The largest count of a cell. */
  readonly peak: number;
  private readonly sums: Float64Array;
  private key = "";

  /** Counts in the order of cells, then months. */
  constructor(bits: number, cell: Numbers, months: Numbers, categories: Numbers, counts: Numbers) {
    this.bits = bits;
    this.months = months;
    this.categories = categories;
    this.counts = counts;
    const cells: number[] = [], begins: number[] = [];
    for (let at = 0; at < cell.length; at++) {
      if (at > 0 && cell[at] === cell[at - 1]) continue;
      cells.push(cell[at]!);
      begins.push(at);
    }
    this.cells = Uint32Array.from(cells);
    this.begins = Uint32Array.from([...begins, cell.length]);
    this.sums = new Float64Array(cell.length + 1);
    let peak = 0;
    for (let at = 0; at < cells.length; at++) {
      let sum = 0;
      for (let entry = this.begins[at]!; entry < this.begins[at + 1]!; entry++) sum += counts[entry]!;
      peak = Math.max(peak, sum);
    }
    this.peak = peak;
  }

  /** The cells of a tile, where categories come before months; finer ones than are drawn are added up. */
  static of({ bits, columns }: EventTile, months: number): Cells {
    const [cell, month, category, count] = columns as [Numbers, Numbers, Numbers, Numbers];
    const coarse = new Uint32Array(cell.length), drawn = Math.min(bits, FINEST), shift = 2 * (bits - drawn);
    for (let at = 0; at < cell.length; at++) coarse[at] = cell[at]! >> shift;
    return Cells.sorted(drawn, 4 ** drawn, coarse, month, months, category, count);
  }

  /** Cells out of counts in any order; `size` is more than any cell's number. */
  static sorted(bits: number, size: number, cell: Numbers, month: Numbers, months: number, category: Numbers, count: Numbers): Cells {
    const order = ordered(ordered(null, month, months + 1), cell, size);
    return new Cells(bits, taken(cell, order), taken(month, order), taken(category, order), taken(count, order));
  }

  /** Add up the counts of the shown categories. */
  choose({ shown, key }: Chosen): void {
    if (key === this.key) return;
    this.key = key;
    let sum = 0;
    for (let at = 0; at < this.counts.length; at++) {
      sum += shown[this.categories[at]!]! * this.counts[at]!;
      this.sums[at + 1] = sum;
    }
  }

  /** How many rows of a cell are shown; `choose` comes first. */
  count(at: number, { from, to, always }: Chosen): number {
    const begin = this.begins[at]!, end = this.begins[at + 1]!;
    if (always) return this.sums[end]! - this.sums[begin]!;
    return this.sums[this.lowest(begin, end, to + 1)]! - this.sums[this.lowest(begin, end, from)]!;
  }

  /** The first entry of a run whose month is `month` or later. */
  private lowest(low: number, high: number, month: number): number {
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.months[middle]! < month) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Every second bit of a Morton number: the column; of half of it, the row. */
export function everySecondBit(number: number): number {
  let bits = number & 0x55555555;
  bits = (bits | (bits >>> 1)) & 0x33333333;
  bits = (bits | (bits >>> 2)) & 0x0f0f0f0f;
  bits = (bits | (bits >>> 4)) & 0x00ff00ff;
  return (bits | (bits >>> 8)) & 0xffff;
}
