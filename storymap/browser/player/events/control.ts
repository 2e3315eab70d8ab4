/** What a reader can change of one set in one chapter, with what is shown and what isn't. */
import { element } from "../page.ts";
import type { Translate } from "../strings.ts";
import type { Choice } from "./choice.ts";
import type { Scene } from "./drawing.ts";
import { Kinds } from "./kinds.ts";
import { fillLegend } from "./legend.ts";
import type { Months } from "./months.ts";
import type { Look } from "./scale.ts";
import type { Summary } from "./summary.ts";
import { Time } from "./time.ts";
import type { Totals } from "./totals.ts";

/** What controls need of the page. */
export interface Words {
  t: Translate;
  figure: (value: number) => string;
  still: () => boolean;
}

export class Control {
  readonly root = element("div", "event-control");
  readonly choice: Choice;
  private readonly total = element("p", "event-total");
  private readonly legend = element("div", "event-legend");
  private readonly left = element("p", "layer-source");
  private readonly time: Time | null;
  private readonly kinds: Kinds | null;

  private readonly summary: Summary;
  private readonly totals: Totals;
  private readonly words: Words;

  constructor(summary: Summary, totals: Totals, months: Months, choice: Choice, words: Words, changed: (done: boolean) => void) {
    this.summary = summary;
    this.totals = totals;
    this.words = words;
    this.choice = choice;
    this.time = months.count > 1 ? new Time(choice, months, words.t, words.still, changed) : null;
    this.kinds = summary.categories.length > 1 ? new Kinds(summary.categories, choice, words.t, words.figure, () => changed(true)) : null;
    this.root.append(this.total, ...[this.time, this.kinds].flatMap((one) => (one ? [one.root] : [])), this.legend, this.left);
  }

  /** The reader has left: nothing plays. */
  leave(): void {
    this.time?.set(false);
  }

  /** Show the choice in numbers and words. */
  show(): void {
    const { t, figure } = this.words, { summary, totals, choice } = this, shown = totals.shown(choice);
    this.time?.show(totals.byMonth(choice) ?? summary.months.counts);
    this.kinds?.show(totals.byCategory(choice));
    if (shown !== null) this.total.textContent = t("{n} of {all} events are shown.", { n: figure(shown), all: figure(summary.shown) });
    const bad = Object.values(summary.bad).reduce((sum, count) => sum + count, 0), none = summary.months.none;
    const left: string[] = [];
    if (!choice.always && none) left.push(t("Hidden while a time is chosen, since their month is not known: {n}.", { n: figure(none) }));
    if (bad) left.push(t("Rows of the table that can't be drawn: {n}.", { n: figure(bad) }));
    this.left.textContent = left.join(" ");
  }

  /** What the control says in one sentence. */
  get sentence(): string {
    return [this.root.querySelector(".event-window")?.textContent ?? "", this.total.textContent].filter(Boolean).join(": ");
  }

  /** Draw signs and legend as the map has them now. */
  paint(scene: Scene | null, side: number, look: Look): void {
    this.kinds?.paint(look);
    if (scene) fillLegend(this.legend, scene, side, look, this.words.t, this.words.figure);
  }
}
