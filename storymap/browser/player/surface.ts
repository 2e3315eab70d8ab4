/** A canvas over the map, which moves it as it is: painted anew only where an edge would be bare, where the map comes nearer, and where it stands. */
import { beyond, clear, covers, place, type Frame, type Lie } from "./frame.ts";

/** How far a canvas reaches beyond a map that is dragged, as a share of it. */
const BEYOND = 0.3;

export type PaintFrame = (ctx: CanvasRenderingContext2D, frame: Frame, seen: Frame) => void;

/** What may be said of a surface, asked whenever the map moves. */
export interface Ways {
  /** Whether there is nothing to see. */
  empty?: (seen: Frame) => boolean;
  /** Whether it depends on the map's edges and not on the ground alone. */
  framed?: () => boolean;
  /** Painted only when asked to be, for the map that stands. */
  asked?: boolean;
}

export class Surface {
  readonly canvas = document.createElement("canvas");
  private readonly ctx = this.canvas.getContext("2d")!;
  private readonly paint: PaintFrame;
  private readonly ways: Ways;
  private lie: Lie | null = null;
  /** What was painted last. */
  private frame: Frame | null = null;

  constructor(paint: PaintFrame, ways: Ways = {}) {
    this.paint = paint;
    this.ways = ways;
  }

  /** The map lies elsewhere now. */
  lies(lie: Lie, still: boolean): void {
    this.lie = lie;
    const { frame } = this, framed = this.ways.framed?.(), same = frame?.world === lie.world;
    if (this.ways.asked || (covers(frame, lie) && !framed && !(still && frame!.width > lie.width))) {
      if (same) place(this.canvas, frame!, lie);
    } else this.show(lie, framed || still || !same ? lie : beyond(lie, BEYOND));
  }

  /** Paint what the map shows now. */
  redraw(): void {
    if (this.lie) this.show(this.lie, this.lie);
  }

  private show(lie: Lie, frame: Frame): void {
    this.canvas.hidden = frame.width === 0 || Boolean(this.ways.empty?.(lie));
    this.frame = this.canvas.hidden ? null : frame;
    if (!this.frame) return;
    clear(this.canvas, this.ctx, frame);
    this.paint(this.ctx, frame, lie);
    place(this.canvas, frame, lie);
  }
}
