/** One canvas under the story's marks: it moves with the map at once, and is painted anew where the map has got to. */
import { beyond, clear, covers, place, type Frame, type Lie } from "../frame.ts";
import type { Square } from "./archive.ts";
import { paint, paintRing, sceneOf, type Scene } from "./drawing.ts";
import type { Where } from "./details.ts";
import type { Choice } from "./choice.ts";
import type { Look } from "./scale.ts";
import type { Tiles } from "./tiles.ts";

/** How far the picture reaches beyond the frame on each side, as a share of it. */
const BEYOND = 0.15;
/** Tiles are drawn from three quarters of a zoom before theirs: a cell is then 19 to 38 pixels wide at the coarsest. */
const NEARER = 0.25;
/** While the map is dragged it is painted at most this often, in milliseconds; while it flies, not at all. */
const PAUSE = 150;
/** How much larger or smaller than it was painted a picture may be shown; a map that flies farther shows it when it has arrived. */
const STRETCH = 1.5;

/** What is drawn, and how. */
export interface Drawn {
  tiles: Tiles;
  choice: Choice;
  zooms: [number, number];
  /** The part of all rows that the scale must hold. */
  share: number;
}

/** The zoom of the tiles that a map of some width is drawn from. */
export function zoomOf(world: number, [least, most]: [number, number]): number {
  return Math.max(least, Math.min(most, Math.floor(Math.log2(world / 256) - NEARER)));
}

/** The squares of a zoom that a frame shows. */
export function squaresOf({ left, top, width, height, world }: Frame, z: number): Square[] {
  const tiles = 2 ** z, side = world / tiles, found = new Map<string, Square>();
  for (let y = Math.max(0, Math.floor(top / side)); y <= Math.min(tiles - 1, Math.floor((top + height) / side)); y++) {
    for (let x = Math.floor(left / side); x <= Math.floor((left + width) / side); x++) {
      const within = ((x % tiles) + tiles) % tiles;
      found.set(`${within}/${y}`, [z, within, y]);
    }
  }
  return [...found.values()];
}

export class Picture {
  readonly canvas = document.createElement("canvas");
  /** What was painted last, and on which frame; null when nothing is shown. */
  scene: Scene | null = null;
  frame: Frame | null = null;
  /** What the panel is about: a place in the unit square, and how wide it is. */
  private mark: Where | null = null;
  private readonly ctx = this.canvas.getContext("2d")!;
  private lie: Lie | null = null;
  private drawn: Drawn | null = null;
  private asked = "";
  private wanted = 0;
  private painted = 0;
  private waiting = 0;

  private readonly look: () => Look;
  private readonly changed: (settled: boolean) => void;

  constructor(look: () => Look, changed: (settled: boolean) => void) {
    this.look = look;
    this.changed = changed;
  }

  /** The frame that the reader sees. */
  get seen(): Lie | null {
    return this.lie;
  }

  /** Show a set, or nothing. */
  show(drawn: Drawn | null): void {
    this.drawn = drawn;
    this.mark = null;
    this.asked = "";
    this.scene = null;
    if (drawn) return this.lookAround();
    this.wanted += 1;
    this.canvas.hidden = true;
    this.changed(true);
  }

  /** Paint the same places with another choice. */
  change(drawn: Drawn): void {
    this.drawn = drawn;
    this.paint();
  }

  /** Put a ring around what the panel is about, or around nothing. */
  ring(mark: Where | null): void {
    if (mark === this.mark) return;
    this.mark = mark;
    this.paint();
  }

  /** The map lies elsewhere now. */
  lies(lie: Lie, still: boolean): void {
    const flies = lie.world !== this.lie?.world;
    this.lie = lie;
    if (!this.drawn) return;
    this.place();
    if (still) return this.lookAround();
    if (flies || this.waiting || covers(this.frame, lie)) return;
    this.waiting = window.setTimeout(() => { this.waiting = 0; this.lookAround(); }, Math.max(0, this.painted + PAUSE - performance.now()));
  }

  /** Paint what is there. */
  paint(): void {
    const { drawn, lie } = this;
    if (!drawn || !lie || lie.width === 0) return;
    const frame = beyond(lie, BEYOND), z = zoomOf(frame.world, drawn.zooms);
    const { tiles, whole } = drawn.tiles.found(squaresOf(frame, z));
    if (!whole && this.scene && this.frame && this.scene.z !== z) return; // the last picture stays until this one is whole
    this.scene = sceneOf(tiles, z, drawn.share);
    this.frame = frame;
    clear(this.canvas, this.ctx, frame);
    paint(this.ctx, frame, this.scene, drawn.choice, this.look());
    if (this.mark) paintRing(this.ctx, frame, this.mark, this.look());
    this.painted = performance.now();
    this.place();
  }

  /** Ask for the tiles of where the map is, and paint when they are there. */
  private lookAround(): void {
    const { drawn, lie } = this;
    if (!drawn || !lie || lie.width === 0) return;
    const squares = squaresOf(beyond(lie, BEYOND), zoomOf(lie.world, drawn.zooms));
    const asked = squares.join(" ");
    this.paint();
    if (asked === this.asked) return this.changed(drawn.tiles.found(squares).whole);
    this.asked = asked;
    const turn = ++this.wanted;
    this.changed(false);
    void drawn.tiles.want(squares, () => {
      if (turn !== this.wanted) return; // the map has moved on
      this.paint();
      this.changed(true);
    });
  }

  /** Put the canvas where its frame is now. */
  private place(): void {
    const { frame, lie } = this;
    if (!frame || !lie) return;
    const grown = place(this.canvas, frame, lie);
    this.canvas.hidden = grown > STRETCH || grown * STRETCH < 1;
  }
}
