/** A reader's way through the dated layers of a chapter: a slider, and a button that plays its steps. */
import type { Extent, Layer, LayerState, Spell } from "../document.ts";
import { element, part } from "../page.ts";
import type { Translate } from "../strings.ts";

/** Milliseconds for which a step is shown while time plays. */
const DWELL = 900;

/** Whether two extents share more than a moment; an open end reaches for ever. */
export function meet(one: Extent, other: Extent): boolean {
  return !(one[1] !== null && other[0] !== null && one[1] <= other[0]) && !(one[0] !== null && other[1] !== null && one[0] >= other[1]);
}

/** A chapter's state of a layer at a step of time; features without a date are in none. */
export function stateAt(state: LayerState, layer: Layer | undefined, step: Spell | null): LayerState {
  if (!layer?.time || !step) return state;
  const { dates, of } = layer.time, shown = dates.map(({ extent }) => meet(extent, step.extent));
  const every = state.filter ?? of.map((_, feature) => feature);
  return { ...state, filter: every.filter((feature) => { const date = of[feature]; return date != null && shown[date]; }) };
}

/** How many features of the dated layers some states show. */
export function countOf(states: LayerState[], layers: Map<string, Layer>): number {
  return states.reduce((sum, { id, filter }) => { const time = layers.get(id)?.time; return sum + (time ? filter?.length ?? time.of.length : 0); }, 0);
}

export class TimeControl {
  private readonly root = element("div", "time");
  private readonly button = element("button");
  private readonly slider = element("input");
  private readonly said = element("output");
  private readonly counted = element("small");
  private readonly t: Translate;
  private readonly choose: (step: Spell | null) => number;
  private steps: Spell[] = [];
  private whole = "";
  private total = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `choose` shows a step, null for all that the chapter shows, and tells how many features that are. */
  constructor(t: Translate, choose: (step: Spell | null) => number) {
    this.t = t;
    this.choose = choose;
    Object.assign(this.slider, { type: "range", min: "0", step: "1" });
    this.slider.ariaLabel = this.root.ariaLabel = t("Time on the map");
    this.root.role = "group";
    this.root.hidden = true;
    this.button.type = "button";
    this.button.className = "time-play";
    this.counted.ariaHidden = this.said.ariaHidden = "true"; // the slider says both
    this.button.addEventListener("click", () => this.play(!this.timer));
    this.slider.addEventListener("input", () => { this.play(false); this.turn(); });
    const words = element("p");
    words.append(this.said, " ", this.counted);
    this.root.append(this.button, this.slider, words);
    part("#map").after(this.root);
  }

  /** Offer the steps of a chapter, from all that it shows on; nothing where it has none. */
  show(steps: Spell[], whole: string | null, total: number): void {
    this.play(false);
    if (this.root.contains(document.activeElement) && steps.length === 0) part("#chapters").focus({ preventScroll: true });
    this.steps = steps;
    this.whole = whole ?? this.t("All times");
    this.total = total;
    this.root.hidden = steps.length === 0;
    this.slider.max = String(steps.length);
    this.slider.value = "0";
    this.say(total);
  }

  private turn(): void {
    this.say(this.choose(this.steps[Number(this.slider.value) - 1] ?? null));
  }

  private say(shown: number): void {
    const time = this.steps[Number(this.slider.value) - 1]?.label ?? this.whole;
    this.said.textContent = time;
    this.counted.textContent = this.t("{n} of {total}", { n: shown, total: this.total });
    this.slider.ariaValueText = this.t("{time}: {n} of {total} shown", { time, n: shown, total: this.total });
  }

  /** Play from here, or from the first step when the last is shown; at the last it stops. */
  private play(on: boolean): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.button.ariaLabel = on ? this.t("Pause") : this.t("Play through time");
    this.button.toggleAttribute("data-playing", on);
    if (!on) return;
    const next = Number(this.slider.value) + 1;
    this.slider.value = String(next > this.steps.length ? 1 : next);
    this.turn();
    const last = Number(this.slider.value) === this.steps.length;
    this.timer = setTimeout(() => this.play(!last), DWELL);
  }
}
