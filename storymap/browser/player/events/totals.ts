/** How many rows of a set there are by month and category: from the summary, or from the tile of the whole world. */
import { Cells } from "./cells.ts";
import type { Choice } from "./choice.ts";
import { Rows } from "./rows.ts";
import type { Summary } from "./summary.ts";
import type { Tile, Tiles } from "./tiles.ts";

export class Totals {
  private readonly summary: Summary;
  private readonly tiles: Tiles;
  private table: Float64Array | null = null;
  private asked: Promise<void> | null = null;

  constructor(summary: Summary, tiles: Tiles) {
    this.summary = summary;
    this.tiles = tiles;
  }

  /** Months and one for "no month". */
  private get months(): number {
    return this.summary.months.counts.length + 1;
  }

  /** Fetch what counts of months within categories need; the tile of the whole world holds all rows. */
  load(): Promise<void> {
    this.asked ??= this.tiles.only([this.summary.tiles.zooms[0], 0, 0]).then((tile) => { this.table = tile && this.tableOf(tile); });
    return this.asked;
  }

  /** Rows by month in the shown categories; null until they are known. */
  byMonth(choice: Choice): number[] | null {
    const { counts, none } = this.summary.months;
    if (choice.every) return [...counts, none];
    const { table, months } = this, categories = choice.shown.length;
    if (!table) return null;
    return Array.from({ length: months }, (_, month) => choice.shown.reduce((sum, shown, at) => sum + shown * table[month * categories + at]!, 0));
  }

  /** Rows by category in the chosen time; null until they are known. */
  byCategory(choice: Choice): number[] | null {
    if (choice.always) return this.summary.categories.map(({ count }) => count);
    const { table } = this, categories = choice.shown.length;
    if (!table) return null;
    const sums = new Array<number>(categories).fill(0);
    for (let month = choice.from; month <= choice.to; month++) {
      for (let at = 0; at < categories; at++) sums[at]! += table[month * categories + at]!;
    }
    return sums;
  }

  /** How many rows are shown; null until it is known. */
  shown(choice: Choice): number | null {
    if (choice.always) return choice.every ? this.summary.shown : this.summary.categories.reduce((sum, { count }, at) => sum + choice.shown[at]! * count, 0);
    return this.byMonth(choice)?.slice(choice.from, choice.to + 1).reduce((sum, count) => sum + count, 0) ?? null;
  }

  private tableOf({ holds }: Tile): Float64Array {
    const categories = this.summary.categories.length, table = new Float64Array(this.months * categories);
    if (holds instanceof Cells) holds.counts.forEach((count, at) => { table[holds.months[at]! * categories + holds.categories[at]!]! += count; });
    if (holds instanceof Rows) holds.months.forEach((month, at) => { table[month * categories + holds.categories[at]!]! += 1; });
    return table;
  }
}
