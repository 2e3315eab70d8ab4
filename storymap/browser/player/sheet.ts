/** The phone's sheet: three heights, by dragging or by tapping its grip; never more than 55 % of the frame. */
import { part } from "./page.ts";

/** Shares of the frame's height. The tallest leaves 45 % for the map under a bar of 46 px on a phone. */
const HEIGHTS = [0.22, 0.41, 0.49];
const START = 1;

/** The height nearest to a share of the frame that a drag ended at. */
export function nearestHeight(share: number): number {
  const gaps = HEIGHTS.map((height) => Math.abs(height - share));
  return gaps.indexOf(Math.min(...gaps));
}

/** The height that a tap on the grip leads to: up, up, then down to the lowest. */
export function nextHeight(index: number): number {
  return (index + 1) % HEIGHTS.length;
}

export class Sheet {
  private index = START;

  private readonly changed: () => void;

  constructor(changed: () => void) {
    this.changed = changed;
    const grip = part(".grip");
    let start: { y: number; share: number } | null = null;
    let dragged = false;
    grip.addEventListener("pointerdown", (event) => {
      start = { y: event.clientY, share: HEIGHTS[this.index]! };
      dragged = false;
      grip.setPointerCapture(event.pointerId);
    });
    grip.addEventListener("pointermove", (event) => {
      if (!start || Math.abs(event.clientY - start.y) < 6) return;
      dragged = true;
      const share = start.share + (start.y - event.clientY) / innerHeight;
      this.apply(Math.max(HEIGHTS[0]!, Math.min(HEIGHTS.at(-1)!, share)));
    });
    grip.addEventListener("pointerup", (event) => {
      if (start && dragged) this.set(nearestHeight(start.share + (start.y - event.clientY) / innerHeight));
      start = null;
    });
    grip.addEventListener("click", () => { if (!dragged) this.set(nextHeight(this.index)); });
  }

  private set(index: number): void {
    this.index = index;
    this.apply(HEIGHTS[index]!);
    this.changed();
  }

  private apply(share: number): void {
    document.documentElement.style.setProperty("--sheet", `${(share * 100).toFixed(1)}dvh`);
  }
}
