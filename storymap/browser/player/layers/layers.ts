/** The layers of a story on its map: each fades to what the current chapter says, whatever came before. */
import type { Box, Layer, LayerState, Spell } from "../document.ts";
import type { Frame } from "../frame.ts";
import { part, parts } from "../page.ts";
import type { Palette } from "../palette.ts";
import type { Translate } from "../strings.ts";
import { Compare } from "./compare.ts";
import { clipPath, clipTo, sidesOf, type Lens, type Side } from "./lens.ts";
import { painterOf, type Paint } from "./painter.ts";
import css from "./reader.css" with { type: "text" };
import { adopt } from "./styles.ts";
import { countOf, stateAt, TimeControl } from "./time.ts";
import { Values } from "./values.ts";
import type { Ways } from "../surface.ts";

export { hangPictures } from "./wall.ts";

const FADE = 450;

export interface Raster {
  fade(opacity: number): void;
  /** Show it only within a shape, told for an element that lies at a point of the map. */
  clip(shape: (x: number, y: number) => string): void;
  remove(): void;
}

/** What the layers need of the map. */
export interface Ground {
  /** Lay a painter between the ground and the marks; the answer paints it anew. */
  lay(paint: (ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette, seen: Frame) => void, ways: Ways): () => void;
  /** Lay raster tiles over the ground. */
  layTiles(url: string, failed: () => void): Raster;
  /** Bring a box into sight. */
  look(box: Box): void;
}

/** A layer in one state of its filter, on one side of a comparison; a layer whose state changes is two of them, one coming and one going. */
interface Entry {
  layer: Layer;
  state: LayerState;
  paint: Paint | null;
  raster: Raster | null;
  side: Side | undefined;
  lens: Lens;
  now: number;
  to: number;
}

export class Layers {
  private readonly layers: Map<string, Layer>;
  private readonly ground: Ground;
  private readonly t: Translate;
  private readonly redraw: () => void;
  private readonly time: TimeControl;
  private readonly values: Values;
  private readonly compare: Compare;
  private readonly agreed = new Set<string>();
  private entries = new Map<string, Entry>();
  private states: LayerState[] = [];
  private fading = 0;

  constructor(layers: Layer[], ground: Ground, t: Translate) {
    this.layers = new Map(layers.map((layer) => [layer.id, layer]));
    this.ground = ground;
    this.t = t;
    adopt(css);
    this.values = new Values(t, () => this.ordered().filter(({ to }) => to > 0).reverse(), () => this.redraw(), (box) => ground.look(box));
    this.redraw = ground.lay((ctx, frame, palette, seen) => this.paint(ctx, frame, palette, seen), {
      empty: () => this.entries.size === 0,
      framed: () => this.values.chooses || [...this.entries.values()].some(({ side }) => side),
    });
    this.time = new TimeControl(t, (step) => this.turn(step));
    this.compare = new Compare(t, this.redraw);
  }

  /** Show the layers of a state and no others, and offer the steps of their time. */
  show(states: LayerState[], animate: boolean, steps: Spell[]): void {
    this.states = states;
    const windows = new Set(states.flatMap(({ id, window }) => this.layers.get(id)?.time ? [window?.label] : []));
    this.time.show(steps, windows.size === 1 ? [...windows][0] ?? null : null, countOf(states, this.layers));
    for (const entry of this.entries.values()) entry.to = 0;
    const sides = sidesOf(states);
    this.compare.show(states.flatMap(({ id }) => sides.has(id) ? [{ title: this.layers.get(id)?.title ?? id, side: sides.get(id)! }] : []));
    for (const state of states) this.want(state, sides.get(state.id));
    for (const element of parts("[data-layer]")) element.hidden = !states.some(({ id }) => id === element.dataset.layer);
    this.ask();
    this.fade(animate);
    this.values.changed();
  }

  /** Show a step of the chapter's time at once, null for all that the chapter shows; tell how many features that are. */
  private turn(step: Spell | null): number {
    const states = this.states.map((state) => stateAt(state, this.layers.get(state.id), step));
    for (const entry of this.entries.values()) entry.to = 0;
    const sides = sidesOf(states);
    for (const state of states) this.want(state, sides.get(state.id));
    this.fade(false);
    this.values.changed();
    return countOf(states, this.layers);
  }

  /** The reader agreed to load layers from a host. */
  agree(host: string): void {
    this.agreed.add(host);
    this.ask();
    for (const entry of this.entries.values()) this.load(entry);
    this.fade(false);
  }

  private want(state: LayerState, side: Side | undefined): void {
    const layer = this.layers.get(state.id);
    if (!layer) return;
    const shown = `${state.id} ${state.filter?.join(",") ?? "*"}`, key = `${shown} ${side ?? ""}`;
    let entry = this.entries.get(key);
    if (!entry) {
      const other = [...this.entries].find(([one]) => one.startsWith(`${shown} `))?.[1]; // the same on another side
      entry = { layer, state, paint: other?.raster ? null : other?.paint ?? null, raster: null, side, lens: this.compare.lens, now: 0, to: 0 };
      this.entries.set(key, entry);
    }
    entry.state = state;
    entry.lens = this.compare.lens;
    entry.to = state.opacity;
    this.load(entry);
  }

  /** Make the layer's painter; what lies on another host waits until the reader has agreed. */
  private load(entry: Entry): void {
    const { layer } = entry, host = hostOf(layer);
    if (entry.paint || (host && !this.agreed.has(host))) return;
    entry.paint = painterOf(layer, entry.state.filter, () => this.redraw());
    if (!layer.tiles || !host) return;
    entry.raster = this.ground.layTiles(layer.tiles.url, () => {
      part("#announcer").textContent = this.t("{host} does not answer; the layer is not shown.", { host });
    });
    entry.raster.fade(entry.now);
  }

  /** Offer to load what the current layers need from hosts that nobody has agreed to. */
  private ask(): void {
    const hosts = new Set(this.states.map(({ id }) => hostOf(this.layers.get(id))));
    for (const consent of parts("[data-layer-host]")) {
      const host = consent.dataset.layerHost!;
      consent.hidden = !hosts.has(host) || this.agreed.has(host);
    }
  }

  private fade(animate: boolean): void {
    const turn = ++this.fading;
    let before = performance.now();
    const step = (now: number) => {
      if (turn !== this.fading) return; // the map has moved on
      const most = animate ? Math.max(0, now - before) / FADE : 1;
      before = now;
      for (const [key, entry] of this.entries) {
        entry.now += Math.max(-most, Math.min(most, entry.to - entry.now));
        entry.raster?.fade(entry.now);
        if (entry.to > 0 || entry.now > 0) continue;
        entry.raster?.remove();
        this.entries.delete(key);
      }
      this.redraw();
      const done = [...this.entries.values()].every(({ now, to }) => now === to);
      this.tell(done);
      if (!done) requestAnimationFrame(step);
    };
    step(before);
  }

  /** What the map shows, for whoever asks the page. */
  private tell(done: boolean): void {
    const map = part("#map");
    map.toggleAttribute("data-fading", !done);
    if (done) map.dataset.layers = this.ordered().map(({ state: { id, opacity, filter, compare } }) => [id, opacity, filter?.length, compare].filter((one) => one != null).join(":")).join(" ");
  }

  private ordered(): Entry[] {
    const order = [...this.layers.keys()];
    return [...this.entries.values()].sort((one, other) => order.indexOf(one.layer.id) - order.indexOf(other.layer.id));
  }

  private paint(ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette, seen: Frame): void {
    for (const { paint, now, side, lens, raster } of this.ordered()) {
      ctx.save();
      if (side) clipTo(ctx, frame, side, lens);
      if (side) raster?.clip(clipPath(frame, side, lens));
      paint?.(ctx, frame, palette, now);
      ctx.restore();
    }
    ctx.save();
    this.values.paint(ctx, frame, palette, seen);
    ctx.restore();
    ctx.globalAlpha = 1;
  }
}

function hostOf(layer: Layer | undefined): string | null {
  return layer?.tiles?.host ?? layer?.image?.host ?? null;
}
