/** What a reader, or a chapter, chose of an event set: a span of months and some of its categories. */
import type { EventSetState } from "../document.ts";
import type { Chosen } from "./cells.ts";
import type { Months } from "./months.ts";

export class Choice implements Chosen {
  from = 0;
  to: number;
  readonly shown: Uint8Array;
  private readonly months: Months;

  /** The choice of a chapter. */
  constructor(state: EventSetState, months: Months, categories: string[]) {
    this.months = months;
    this.to = Math.max(0, months.count - 1);
    if (state.from) this.from = months.at(state.from);
    if (state.to) this.to = Math.max(this.from, months.at(state.to));
    this.shown = Uint8Array.from(categories, (one) => Number(!state.categories || state.categories.includes(one)));
  }

  /** Whether no time is chosen, so that rows without a month are shown, too. */
  get always(): boolean {
    return this.from === 0 && this.to >= this.months.count - 1;
  }

  /** Whether all categories are shown. */
  get every(): boolean {
    return !this.shown.includes(0);
  }

  get key(): string {
    return this.shown.join("");
  }

  /** The whole choice in one word, for whoever asks the page. */
  get word(): string {
    return `${this.always ? "*" : `${this.from}-${this.to}`} ${this.every ? "*" : this.key}`;
  }
}
