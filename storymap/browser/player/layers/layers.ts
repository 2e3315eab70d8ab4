/** The layers of a story on its map: each fades to what the current chapter says, whatever came before. */
import type { Box, Layer, LayerState, Spell } from "../document.ts";
import type { Frame } from "../frame.ts";
import { part, parts } from "../page.ts";
import type { Palette } from "../palette.ts";
import type { Translate } from "../strings.ts";
import { painterOf, type Paint } from "./painter.ts";
import css from "./reader.css" with { type: "text" };
import { adopt } from "./styles.ts";
import { countOf, stateAt, TimeControl } from "./time.ts";
import { Values } from "./values.ts";

const FADE = 450;

export interface Raster {
  fade(opacity: number): void;
  remove(): void;
}

/** What the layers need of the map. */
export interface Ground {
  /** Lay a painter between the ground and the marks; the answer paints it anew. */
  lay(paint: (ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette) => void): () => void;
  /** Lay raster tiles over the ground. */
  layTiles(url: string, failed: () => void): Raster;
  /** Bring a box into sight. */
  look(box: Box): void;
}

/** A layer in one state of its filter; a layer whose filter changes is two of them, one coming and one going. */
interface Entry {
  layer: Layer;
  state: LayerState;
  paint: Paint | null;
  raster: Raster | null;
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
    this.redraw = ground.lay((ctx, frame, palette) => this.paint(ctx, frame, palette));
    this.time = new TimeControl(t, (step) => this.turn(step));
  }

  /** Show the layers of a state and no others, and offer the steps of their time. */
  show(states: LayerState[], animate: boolean, steps: Spell[]): void {
    this.states = states;
    const windows = new Set(states.flatMap(({ id, window }) => this.layers.get(id)?.time ? [window?.label] : []));
    this.time.show(steps, windows.size === 1 ? [...windows][0] ?? null : null, countOf(states, this.layers));
    for (const entry of this.entries.values()) entry.to = 0;
    for (const state of states) this.want(state);
    for (const element of parts("[data-layer]")) element.hidden = !states.some(({ id }) => id === element.dataset.layer);
    this.ask();
    this.fade(animate);
    this.values.changed();
  }

  /** Show a step of the chapter's time at once, null for all that the chapter shows; tell how many features that are. */
  private turn(step: Spell | null): number {
    const states = this.states.map((state) => stateAt(state, this.layers.get(state.id), step));
    for (const entry of this.entries.values()) entry.to = 0;
    for (const state of states) this.want(state);
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

  private want(state: LayerState): void {
    const layer = this.layers.get(state.id);
    if (!layer) return;
    const key = `${state.id} ${state.filter?.join(",") ?? "*"}`;
    let entry = this.entries.get(key);
    if (!entry) {
      entry = { layer, state, paint: null, raster: null, now: 0, to: 0 };
      this.entries.set(key, entry);
    }
    entry.state = state;
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
    if (done) map.dataset.layers = this.ordered().map(({ state: { id, opacity, filter } }) => `${id}:${opacity}${filter ? `:${filter.length}` : ""}`).join(" ");
  }

  private ordered(): Entry[] {
    const order = [...this.layers.keys()];
    return [...this.entries.values()].sort((one, other) => order.indexOf(one.layer.id) - order.indexOf(other.layer.id));
  }

  private paint(ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette): void {
    for (const { paint, now } of this.ordered()) {
      ctx.save();
      paint?.(ctx, frame, palette, now);
      ctx.restore();
    }
    ctx.save();
    this.values.paint(ctx, frame, palette);
    ctx.restore();
    ctx.globalAlpha = 1;
  }
}

function hostOf(layer: Layer | undefined): string | null {
  return layer?.tiles?.host ?? layer?.image?.host ?? null;
}
