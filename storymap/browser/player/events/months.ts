/** Months as numbers since a set's first one, and in the reader's words. */

const EARLIEST = -62_167_219_200_000; // the first day of year 0

/** `1968-02` as a count of months since year 0. */
export function monthNumber(text: string): number {
  const [year, month] = text.split("-").map(Number) as [number, number];
  return year * 12 + month - 1;
}

export class Months {
  readonly count: number;
  /** The day on which each month begins, counted from the first one. */
  readonly begins: Int32Array;

  private readonly first: number;
  private readonly words: Intl.DateTimeFormat;
  private readonly days: Intl.DateTimeFormat;

  constructor(first: string, count: number, language: string) {
    this.count = count;
    this.first = first ? monthNumber(first) : 0;
    const written = language === "en" ? "en-GB" : language; // as the rest of the page writes dates
    this.words = new Intl.DateTimeFormat(written, { month: "long", year: "numeric", timeZone: "UTC" });
    this.days = new Intl.DateTimeFormat(written, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    this.begins = Int32Array.from({ length: count + 1 }, (_, at) => (this.begin(at) - this.begin(0)) / 86_400_000);
  }

  /** The place of `1968-02` among the set's months; what lies outside is its first or last one. */
  at(text: string): number {
    return Math.max(0, Math.min(this.count - 1, monthNumber(text) - this.first));
  }

  /** The month of a day. */
  ofDay(day: number): number {
    let low = 0, high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.begins[middle]! <= day) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The year of a month. */
  year(at: number): number {
    return Math.floor((this.first + at) / 12);
  }

  /** A month in words. */
  name(at: number): string {
    return this.words.format(this.begin(at));
  }

  /** A day in words, or less when less is known: 1 is a year, 2 a month, 3 a day. */
  date(day: number, exact: number): string {
    if (exact === 0) return "";
    const at = this.ofDay(day);
    if (exact === 1) return String(this.year(at));
    return exact === 2 ? this.name(at) : this.days.format(this.begin(0) + day * 86_400_000);
  }

  private begin(at: number): number {
    const month = this.first + at;
    const date = new Date(EARLIEST);
    return date.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
  }
}
