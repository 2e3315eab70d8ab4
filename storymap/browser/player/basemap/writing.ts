/** Writing the names of places on a canvas: no name covers a mark of the story or another name. */
import type { Frame } from "../frame.ts";
import type { Palette } from "../palette.ts";
import type { PlaceName } from "./names.ts";

/** A rectangle on the canvas in CSS pixels. */
export interface Taken {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

interface Style {
  font: string;
  height: number;
  spacing: string;
  dot: number;
}

const FACE = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif';
const STYLES: Record<PlaceName["kind"], Style> = {
  country: { font: `600 11.5px ${FACE}`, height: 16, spacing: "1.5px", dot: 0 },
  region: { font: `italic 400 11.5px ${FACE}`, height: 16, spacing: "0.6px", dot: 0 },
  city: { font: `500 12.5px ${FACE}`, height: 17, spacing: "0px", dot: 2 },
  town: { font: `400 11.5px ${FACE}`, height: 16, spacing: "0px", dot: 1.6 },
};
const MOST = 90;

/** A name without marks, case and spaces, so that "Viet Nam" is "Vietnam". */
function folded(name: string): string {
  return name.normalize("NFKD").toLowerCase().replaceAll("đ", "d").replace(/[^\p{Letter}\p{Number}]/gu, "");
}

function free(box: Taken, taken: Taken[], { width, height }: Frame): boolean {
  const inside = box.x0 > 2 && box.y0 > 2 && box.x1 < width - 2 && box.y1 < height - 2;
  return inside && !taken.some((other) => box.x0 < other.x1 && other.x0 < box.x1 && box.y0 < other.y1 && other.y0 < box.y1);
}

/** Write names, the most important first; `taken` is what must stay uncovered, `known` the names that the story writes itself. */
export function writeNames(ctx: CanvasRenderingContext2D, frame: Frame, names: PlaceName[], palette: Palette, taken: Taken[], known: string[]): void {
  const used = [...taken];
  const own = new Set(known.map(folded));
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.halo;
  let written = 0;
  for (const name of names) {
    if (written >= MOST) break;
    if (own.has(folded(name.text))) continue;
    if (write(ctx, frame, name, palette, used)) written++;
  }
}

function write(ctx: CanvasRenderingContext2D, frame: Frame, name: PlaceName, palette: Palette, used: Taken[]): boolean {
  const style = STYLES[name.kind];
  const text = name.kind === "country" ? name.text.toLocaleUpperCase() : name.text;
  ctx.font = style.font;
  ctx.letterSpacing = style.spacing;
  const width = ctx.measureText(text).width;
  const [x, y] = [name.x * frame.world - frame.left, name.y * frame.world - frame.top];
  const starts = style.dot > 0 ? [x + 6, x - 6 - width] : [x - width / 2];
  for (const start of starts) {
    const box = { x0: start - 4, y0: y - style.height / 2 - 2, x1: start + width + 4, y1: y + style.height / 2 + 2 };
    if (!free(box, used, frame)) continue;
    used.push(box, { x0: x - 4, y0: y - 4, x1: x + 4, y1: y + 4 });
    ctx.strokeText(text, start, y);
    ctx.fillStyle = name.kind === "region" || name.kind === "town" ? palette.label : palette.muted;
    ctx.fillText(text, start, y);
    if (style.dot > 0) dot(ctx, x, y, name.capital ? style.dot + 0.8 : style.dot);
    return true;
  }
  return false;
}

function dot(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
}
