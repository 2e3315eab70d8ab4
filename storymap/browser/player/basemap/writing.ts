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
const AREAS: Record<"country" | "region", Style> = {
  country: { font: `600 11.5px ${FACE}`, height: 16, spacing: "1.5px", dot: 0 },
  region: { font: `italic 400 11.5px ${FACE}`, height: 17, spacing: "0.6px", dot: 0 },
};
/** Up to this rank: larger towns are written larger. */
const TOWNS: [rank: number, style: Style][] = [
  [3, { font: `500 13.5px ${FACE}`, height: 19, spacing: "0px", dot: 2.4 }],
  [6, { font: `500 12.5px ${FACE}`, height: 18, spacing: "0px", dot: 2.1 }],
  [9, { font: `400 12px ${FACE}`, height: 17, spacing: "0px", dot: 1.8 }],
  [99, { font: `400 11px ${FACE}`, height: 16, spacing: "0px", dot: 1.5 }],
];
const MOST = 90;
/** The free space in pixels around a name that comes early. */
const ELBOW = 14;

/** How a name is written. */
export function styleOf({ kind, rank, capital }: Pick<PlaceName, "kind" | "rank" | "capital">): Style {
  if (kind === "country" || kind === "region") return AREAS[kind];
  return TOWNS.find(([most]) => (capital ? rank - 1 : rank) <= most)![1];
}

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

/** Where a name may begin beside its dot: right, left, a little lower and higher on both sides, below and above. */
function places(x: number, y: number, width: number, { dot, height }: Style): [x: number, y: number][] {
  if (dot === 0) return [[x - width / 2, y]];
  const [right, left, step] = [x + dot + 4, x - dot - 4 - width, height * 0.45];
  return [[right, y], [left, y], [right, y + step], [right, y - step], [left, y + step], [left, y - step],
    [x - width / 2, y + height * 0.8], [x - width / 2, y - height * 0.8]];
}

function write(ctx: CanvasRenderingContext2D, frame: Frame, name: PlaceName, palette: Palette, used: Taken[]): boolean {
  const style = styleOf(name);
  const text = name.kind === "country" ? name.text.toLocaleUpperCase() : name.text;
  const [x, y] = [name.x * frame.world - frame.left, name.y * frame.world - frame.top];
  const spot = { x0: x - 4, y0: y - 4, x1: x + 4, y1: y + 4 };
  if (style.dot > 0 && !free(spot, used, frame)) return false;
  ctx.font = style.font;
  ctx.letterSpacing = style.spacing;
  const width = ctx.measureText(text).width;
  const room = name.early ? ELBOW : 0;
  for (const [start, middle] of places(x, y, width, style)) {
    const box = { x0: start - 4, y0: middle - style.height / 2 - 1, x1: start + width + 4, y1: middle + style.height / 2 + 1 };
    if (!free({ x0: box.x0 - room, y0: box.y0 - room, x1: box.x1 + room, y1: box.y1 + room }, used, frame)) continue;
    used.push(box);
    if (style.dot > 0) used.push(spot);
    ctx.strokeText(text, start, middle);
    ctx.fillStyle = name.kind === "region" || name.kind === "town" ? palette.label : palette.town;
    ctx.fillText(text, start, middle);
    if (style.dot > 0) dot(ctx, x, y, name.capital ? style.dot + 0.6 : style.dot);
    return true;
  }
  return false;
}

function dot(ctx: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fill();
}
