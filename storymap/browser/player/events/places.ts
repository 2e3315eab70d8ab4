/** Counts by place, month and category: the CSV file beside an archive. */
import type { Choice } from "./choice.ts";
import { monthNumber } from "./months.ts";
import type { Counted, Summary } from "./summary.ts";

/** The fields of one line of CSV (RFC 4180). */
export function fields(line: string): string[] {
  return [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
}

export class Places {
  private readonly address: string;
  private readonly summary: Summary;
  private lines: Promise<string[]> | null = null;

  constructor(address: string, summary: Summary) {
    this.address = address;
    this.summary = summary;
  }

  /** How many rows of a choice lie at each place, those with the most first; "" is no place. */
  async counts(choice: Choice): Promise<Counted[]> {
    const { summary } = this;
    if (choice.always && choice.every) return summary.places.toSorted((one, other) => other.count - one.count);
    this.lines ??= this.read();
    const first = summary.months.from ? monthNumber(summary.months.from) : 0;
    const shown = new Set(summary.categories.flatMap(({ id }, at) => (choice.shown[at] ? [id] : [])));
    const counts = new Map<string, number>();
    for (const line of await this.lines) {
      const [place, month, category, count] = fields(line) as [string, string, string, string];
      if (!place || !shown.has(category)) continue;
      const at = month ? monthNumber(month) - first : -1;
      if (!choice.always && (at < choice.from || at > choice.to)) continue;
      counts.set(place, (counts.get(place) ?? 0) + Number(count));
    }
    return [...counts].map(([id, count]) => ({ id, count })).sort((one, other) => other.count - one.count);
  }

  private async read(): Promise<string[]> {
    const answer = await fetch(this.address);
    if (!answer.ok) { this.lines = null; throw new Error(`${this.address} answers ${answer.status}.`); }
    return (await answer.text()).trim().split("\n").slice(1);
  }
}
