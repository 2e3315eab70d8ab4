/** What a layer's features are, for who points at one, taps it, or chooses its row in the layer's table. */
import type { Box, Layer } from "../document.ts";
import type { Frame } from "../frame.ts";
import { unproject } from "../mercator.ts";
import type { Palette } from "../palette.ts";
import type { Translate } from "../strings.ts";
import { element, part, parts } from "../page.ts";
import { onSide, type Lens, type Side } from "./lens.ts";
import { ring } from "./ring.ts";
import { hitAt, readyOf, type Hit, type Ready } from "./under.ts";

/** A pointer that moved further than this has dragged the map, in pixels. */
const DRAGGED = 8;
const MOST_NAMES = 5;

/** A layer that is on the map, in one state of its filter, on one side of a comparison. */
export interface OnMap {
  layer: Layer;
  side: Side | undefined;
  lens: Lens;
  state: { filter: number[] | null };
}

interface Chosen extends Hit {
  layer: Layer;
  pinned: boolean;
}

export class Values {
  private readonly tip = element("div", "told");
  private readonly map = part("#map");
  private readonly ready = new WeakMap<OnMap, Ready>();
  private readonly t: Translate;
  private readonly onMap: () => OnMap[];
  private readonly redraw: () => void;
  private readonly look: (box: Box) => void;
  private chosen: Chosen | null = null;
  private frame: Frame | null = null;
  private pressed: [x: number, y: number] = [0, 0];

  /** `onMap` gives the layers of the map, the uppermost first; `look` brings a box into sight. */
  constructor(t: Translate, onMap: () => OnMap[], redraw: () => void, look: (box: Box) => void) {
    this.t = t;
    this.onMap = onMap;
    this.redraw = redraw;
    this.look = look;
    this.tip.hidden = true;
    this.map.after(this.tip);
    const { map } = this, own = (event: Event) => !(event.target as Element).closest("button, a, input");
    map.addEventListener("pointerdown", ({ clientX, clientY }) => { this.pressed = [clientX, clientY]; });
    map.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse" && !event.buttons && !this.chosen?.pinned) this.choose(own(event) ? this.under(event) : null, false); });
    map.addEventListener("pointerleave", () => { if (!this.chosen?.pinned) this.choose(null, false); });
    map.addEventListener("click", (event) => {
      const [x, y] = this.pressed;
      if (own(event) && Math.hypot(event.clientX - x, event.clientY - y) <= DRAGGED) this.choose(this.under(event), true);
    });
    document.addEventListener("keydown", ({ key }) => { if (key === "Escape") this.dismiss(); });
    this.makeRows();
  }

  /** The map shows other layers, or another time: nothing is chosen, and rows lead to what is there. */
  changed(): void {
    this.choose(null, false);
    const there = this.onMap();
    for (const button of parts<HTMLButtonElement>("[data-row]")) {
      const found = there.find(({ layer }) => layer.id === button.dataset.row);
      button.disabled = !found || found.state.filter?.includes(Number(button.dataset.feature)) === false;
    }
  }

  /** Whether something is chosen, whose words stay on the map. */
  get chooses(): boolean {
    return this.chosen !== null;
  }

  /** Draw a ring around what is chosen, and keep its words beside it. */
  paint(ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette, seen: Frame): void {
    this.frame = seen;
    if (!this.chosen) return;
    const { layer, features, at } = this.chosen;
    ring(ctx, frame, palette, layer, features, at);
    this.place();
  }

  private under(event: MouseEvent): Omit<Chosen, "pinned"> | null {
    if (!this.frame) return null;
    const { left, top } = this.map.getBoundingClientRect(), [x, y] = [event.clientX - left, event.clientY - top];
    for (const one of this.onMap()) {
      if (!tells(one.layer) || (one.side && !onSide(this.frame, one.side, one.lens, x, y))) continue;
      const ready = this.ready.get(one) ?? readyOf(one.layer, one.state.filter);
      this.ready.set(one, ready);
      const hit = hitAt(ready, this.frame, x, y);
      if (hit) return { ...hit, layer: one.layer };
    }
    return null;
  }

  private choose(hit: Omit<Chosen, "pinned"> | null, pinned: boolean): void {
    const before = this.chosen;
    if (!hit && !before) return;
    const same = hit && before?.layer === hit.layer && before.features.join() === hit.features.join() && before.pinned === pinned;
    this.chosen = hit && { ...hit, pinned };
    this.map.style.cursor = hit ? "pointer" : "";
    if (!same) this.write();
    if (!same || pinned) this.redraw();
    else this.place();
  }

  private dismiss(): void {
    const focused = this.tip.contains(document.activeElement);
    this.choose(null, false);
    if (focused) this.map.focus();
  }

  private write(): void {
    this.tip.hidden = !this.chosen;
    if (!this.chosen) return;
    const { layer, features, pinned } = this.chosen, lines = this.words(layer, features);
    const made = lines.map((text, index) => element(index === 0 ? "b" : "span", "", text));
    for (const line of made) line.dir = "auto";
    this.tip.replaceChildren(...made, element("small", "", layer.title));
    this.tip.toggleAttribute("data-pinned", pinned);
    if (!pinned) return;
    part("#announcer").textContent = lines.join(", ");
    if (this.rowOf(layer.id, features[0]!)) this.tip.append(this.toRow(layer.id, features[0]!));
  }

  /** Name, value with its unit, and date of a feature; of several, how many they are and the first names. */
  private words(layer: Layer, features: number[]): string[] {
    const { names, values, unit } = layer.told, one = features[0]!;
    if (features.length > 1) {
      const some = features.map((feature) => names[feature]).filter(Boolean).slice(0, MOST_NAMES);
      return [this.t("{n} points here", { n: features.length }), ...some.length ? [some.join(", ") + (features.length > some.length ? " …" : "")] : []] as string[];
    }
    const value = values[one], date = layer.time?.of[one];
    return [
      names[one] || this.t("No. {n}", { n: one + 1 }),
      ...values.length ? [value == null ? this.t("no data") : unit ? `${value} ${unit}` : value] : [],
      ...layer.time ? [date == null ? this.t("no date") : layer.time.dates[date]!.label] : [],
    ];
  }

  private place(): void {
    if (!this.chosen || !this.frame) return;
    const { at: [x, y] } = this.chosen, { world, left, top, width, height } = this.frame;
    const copy = Math.round((left + width / 2) / world - x), [px, py] = [(x + copy) * world - left, y * world - top];
    const [w, h] = [this.tip.offsetWidth, this.tip.offsetHeight];
    this.tip.toggleAttribute("data-away", px < 0 || py < 0 || px > width || py > height);
    this.tip.style.left = `${Math.max(8, Math.min(width - w - 8, px - w / 2))}px`;
    this.tip.style.top = `${py - h - 16 < 8 ? Math.min(py + 18, height - h - 8) : py - h - 16}px`;
  }

  /** A button that leads to the feature's row; the page opens its list by `data-do`. */
  private toRow(layer: string, feature: number): HTMLButtonElement {
    const button = element("button", "", this.t("Row in the table"));
    button.type = "button";
    Object.assign(button.dataset, { do: "values", values: layer });
    button.addEventListener("click", () => requestAnimationFrame(() => {
      const row = this.rowOf(layer, feature);
      const details = row?.closest("details");
      if (details) details.open = true;
      row?.focus();
    }));
    return button;
  }

  private rowOf(layer: string, feature: number): HTMLButtonElement | null {
    return document.querySelector(`[data-row="${CSS.escape(layer)}"][data-feature="${feature}"]`);
  }

  /** The first cell of each row of a layer's table becomes a button that shows the feature on the map. */
  private makeRows(): void {
    for (const row of parts("tr[data-feature]")) {
      const cell = row.querySelector("th"), layer = row.closest<HTMLElement>("[data-values-of]")?.dataset.valuesOf;
      if (!cell || !layer) continue;
      const button = element("button", "row", cell.textContent ?? "");
      button.type = "button";
      button.disabled = true;
      Object.assign(button.dataset, { row: layer, feature: row.dataset.feature });
      button.addEventListener("click", () => this.showRow(layer, Number(row.dataset.feature)));
      cell.replaceChildren(button);
    }
  }

  private showRow(id: string, feature: number): void {
    const layer = this.onMap().find(({ layer }) => layer.id === id)?.layer;
    const box = layer && boxOf(layer, feature);
    if (!layer || !box || !this.frame) return;
    part("#places .close").click();
    const [west, north, east, south] = box, { world, left, top, width, height } = this.frame;
    const copy = Math.round((left + width / 2) / world - (west + east) / 2);
    const within = (west + copy) * world > left && (east + copy) * world < left + width && north * world > top && south * world < top + height;
    if (!within) this.look([...unproject([west, south]), ...unproject([east, north])]);
    this.choose({ layer, features: [feature], at: [(west + east) / 2, (north + south) / 2] }, true);
    this.tip.querySelector("button")?.focus();
  }
}

/** Whether a layer has something to say of its features. */
function tells({ told, time }: Layer): boolean {
  return told.names.length > 0 || told.values.length > 0 || time !== null;
}

/** Where a feature lies in the unit square. */
function boxOf(layer: Layer, feature: number): [number, number, number, number] | null {
  const { shown, outlines } = readyOf(layer, [feature]);
  if (shown.xs.length > 0) return [shown.xs[0]!, shown.ys[0]!, shown.xs[0]!, shown.ys[0]!];
  return outlines[0]?.box ?? null;
}
