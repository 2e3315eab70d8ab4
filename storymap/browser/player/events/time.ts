/** The time of a set: two handles over a histogram, and playing through it. */
import { element } from "../page.ts";
import type { Translate } from "../strings.ts";
import type { Choice } from "./choice.ts";
import { Histogram } from "./histogram.ts";
import type { Months } from "./months.ts";
import { button } from "./pages.ts";

/** Milliseconds that a month stands when the time plays. */
const BEAT = 400;
/** How much of the whole time plays at once where none is chosen. */
const PART = 10;

export class Time {
  readonly root = element("div", "event-time");
  private readonly from: HTMLInputElement;
  private readonly to: HTMLInputElement;
  private readonly words = element("p", "event-window");
  private readonly histogram: Histogram;
  private readonly play: HTMLButtonElement;
  private readonly all: HTMLButtonElement;
  private timer: ReturnType<typeof setInterval> | undefined;

  private readonly choice: Choice;
  private readonly months: Months;
  private readonly t: Translate;
  private readonly changed: (done: boolean) => void;

  /** `changed(false)` while a handle moves, `changed(true)` when it has stopped. */
  constructor(choice: Choice, months: Months, t: Translate, still: () => boolean, changed: (done: boolean) => void) {
    this.choice = choice;
    this.months = months;
    this.t = t;
    this.changed = changed;
    this.histogram = new Histogram(months.count);
    this.from = this.handle(t("From month"), (at) => { choice.from = Math.min(at, choice.to); });
    this.to = this.handle(t("Until month"), (at) => { choice.to = Math.max(at, choice.from); });
    this.play = button(t("Play through time"), () => this.set(this.timer === undefined));
    this.play.hidden = still();
    this.all = button(t("All times"), () => { this.set(false); [choice.from, choice.to] = [0, months.count - 1]; this.changed(true); });
    const slider = element("div", "event-slider"), tools = element("p", "event-tools");
    slider.setAttribute("role", "group");
    slider.ariaLabel = t("Time");
    slider.dir = "ltr";
    slider.append(this.histogram.picture, this.from, this.to);
    slider.addEventListener("touchend", (event) => event.stopPropagation()); // a swipe elsewhere turns the chapter
    tools.append(this.play, this.all);
    this.root.append(this.words, slider, tools);
  }

  /** Show the choice, over how many rows each month has. */
  show(counts: number[]): void {
    const { from, to, always } = this.choice, { months, t } = this;
    this.from.value = String(from);
    this.to.value = String(to);
    this.from.setAttribute("aria-valuetext", months.name(from));
    this.to.setAttribute("aria-valuetext", months.name(to));
    this.words.textContent = from === to ? months.name(from) : t("{from} to {to}", { from: months.name(from), to: months.name(to) });
    this.all.disabled = always;
    this.histogram.draw(counts.slice(0, months.count), from, to);
  }

  /** Begin or end playing. */
  set(on: boolean): void {
    clearInterval(this.timer);
    this.timer = undefined;
    if (on) {
      const { choice, months } = this, wide = choice.always ? Math.max(1, Math.round(months.count / PART)) : choice.to - choice.from + 1;
      if (choice.always || choice.to === months.count - 1) [choice.from, choice.to] = [0, Math.min(wide, months.count) - 1];
      this.timer = setInterval(() => this.step(), BEAT);
      this.changed(false);
    }
    this.play.textContent = on ? this.t("Pause") : this.t("Play through time");
  }

  private step(): void {
    const { choice, months } = this;
    choice.from += 1;
    choice.to += 1;
    if (choice.to >= months.count - 1) this.set(false);
    this.changed(this.timer === undefined);
  }

  private handle(label: string, move: (at: number) => void): HTMLInputElement {
    const input = element("input");
    input.type = "range";
    input.max = String(this.months.count - 1);
    input.ariaLabel = label;
    input.addEventListener("input", () => { this.set(false); move(Number(input.value)); this.changed(false); });
    input.addEventListener("change", () => this.changed(true));
    return input;
  }
}
