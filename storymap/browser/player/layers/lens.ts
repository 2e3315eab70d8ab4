/** Which part of the map each compared layer is seen in: one side of a divider, or the inside of a spy-glass. */
import type { LayerState } from "../document.ts";
import type { Frame } from "../frame.ts";

export type Side = "left" | "right" | "glass";

/** Where the divider and the glass stand, as shares of the map; every chapter begins in the middle. */
export interface Lens {
  divider: number;
  x: number;
  y: number;
}

type Size = Pick<Frame, "width" | "height">;

/** Half the width of the divider's handle: it never leaves the map. */
export const HALF = 22;

export function middle(): Lens {
  return { divider: 0.5, x: 0.5, y: 0.5 };
}

/** The side of each layer that a chapter compares: the first one is on the left of the divider, others on its right. */
export function sidesOf(states: LayerState[]): Map<string, Side> {
  const swiped = states.filter(({ compare }) => compare === "swipe");
  const sides = new Map<string, Side>(swiped.map(({ id }, index) => [id, index === 0 ? "left" : "right"]));
  for (const { id, compare } of states) if (compare === "glass") sides.set(id, "glass");
  return sides;
}

/** How far the divider is from the map's left edge, in pixels. */
export function dividerOf({ divider }: Lens, { width }: Size): number {
  return HALF + divider * (width - 2 * HALF);
}

/** The spy-glass's radius in pixels. */
export function radiusOf({ width, height }: Size): number {
  return Math.round(Math.max(56, Math.min(150, 0.28 * Math.min(width, height))));
}

/** Let the painting reach no further than a side. */
export function clipTo(ctx: CanvasRenderingContext2D, frame: Frame, side: Side, lens: Lens): void {
  ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  ctx.beginPath();
  const at = dividerOf(lens, frame);
  if (side === "glass") ctx.arc(lens.x * frame.width, lens.y * frame.height, radiusOf(frame), 0, 2 * Math.PI);
  else if (side === "left") ctx.rect(0, 0, at, frame.height);
  else ctx.rect(at, 0, frame.width - at, frame.height);
  ctx.clip();
}

/** The same side as CSS has it, for an element whose upper left corner lies at `x`, `y` of the map. */
export function clipPath(size: Size, side: Side, lens: Lens): (x: number, y: number) => string {
  const at = dividerOf(lens, size), [left, right] = side === "left" ? [0, at] : [at, size.width];
  return (x, y) => side === "glass"
    ? `circle(${radiusOf(size)}px at ${lens.x * size.width - x}px ${lens.y * size.height - y}px)`
    : `polygon(${left - x}px ${-y}px, ${right - x}px ${-y}px, ${right - x}px ${size.height - y}px, ${left - x}px ${size.height - y}px)`;
}

/** Whether a point of the map is on a side, in pixels. */
export function onSide(size: Size, side: Side, lens: Lens, x: number, y: number): boolean {
  if (side === "glass") return Math.hypot(x - lens.x * size.width, y - lens.y * size.height) <= radiusOf(size);
  return side === "left" === x < dividerOf(lens, size);
}

/** Move a glass by pixels, or put it somewhere; its middle stays on the map. */
export function moveTo(lens: Lens, x: number, y: number, { width, height }: Size): void {
  lens.x = Math.min(1, Math.max(0, x / width));
  lens.y = Math.min(1, Math.max(0, y / height));
}
