/** How large and how dark a count is drawn, and the colours and shapes of categories. */
import { contrast } from "../layers/contrast.ts";
import type { Palette } from "../palette.ts";

/** Each class is three times the one before it; a disc's area goes with its count. */
export const CLASSES = 5;
const STEP = 3;

/** From ColorBrewer's Blues, darker for more by day and lighter for more by night; lightness alone tells them apart. */
const BY_DAY = ["#6fa3cf", "#4a8ac0", "#2c6eae", "#174f8f", "#0a2f63"];
const BY_NIGHT = ["#3f6f9e", "#5b8fbf", "#84b1d9", "#b3d1ec", "#e4f0fb"];

/** Okabe and Ito's colours for all kinds of colour vision, each with 3:1 on the land of its ground. */
const KINDS_BY_DAY = ["#0072b2", "#b44a00", "#00795a", "#a8467f", "#7a5c00", "#1b1b1b"];
const KINDS_BY_NIGHT = ["#56b4e9", "#e69f00", "#2bb58b", "#dd8fbb", "#f0e442", "#ffffff"];
const SHAPES = 4;

export interface Look {
  ramp: string[];
  kinds: string[];
  palette: Palette;
}

export function lookOf(palette: Palette): Look {
  const night = contrast(palette.land, "#ffffff") > contrast(palette.land, "#000000");
  return { ramp: night ? BY_NIGHT : BY_DAY, kinds: night ? KINDS_BY_NIGHT : KINDS_BY_DAY, palette };
}

/** The colour and the shape of a category: no two of the first twelve have both in common. */
export function kindOf(category: number, { kinds, palette }: Look): { colour: string; shape: number } {
  if (category >= kinds.length * 2) return { colour: palette.muted, shape: category % SHAPES };
  return { colour: kinds[category % kinds.length]!, shape: (category + Math.floor(category / kinds.length)) % SHAPES };
}

/** Put a shape of a radius around a point: disc, square, triangle, diamond. */
export function outline(ctx: CanvasRenderingContext2D, shape: number, x: number, y: number, radius: number): void {
  ctx.beginPath();
  if (shape === 0) ctx.arc(x, y, radius, 0, 2 * Math.PI);
  else if (shape === 1) ctx.rect(x - radius * 0.88, y - radius * 0.88, radius * 1.76, radius * 1.76);
  else if (shape === 2) path(ctx, [[x, y - radius * 1.2], [x + radius * 1.1, y + radius * 0.8], [x - radius * 1.1, y + radius * 0.8]]);
  else path(ctx, [[x, y - radius * 1.25], [x + radius * 1.25, y], [x, y + radius * 1.25], [x - radius * 1.25, y]]);
}

function path(ctx: CanvasRenderingContext2D, points: [number, number][]): void {
  for (const [x, y] of points) ctx.lineTo(x, y);
  ctx.closePath();
}

/** The next of 1, 2, 5, 10, 20, 50 … */
export function rounded(value: number): number {
  if (value <= 1) return 1;
  const ten = 10 ** Math.floor(Math.log10(value));
  return ten * ([1, 2, 5].find((step) => step * ten >= value * 0.999_999) ?? 10);
}

/** A scale for one picture: `most` is the count that a disc as wide as a whole tile stands for. */
export class Scale {
  readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** The radius of a count, when a tile is `side` pixels wide. */
  radius(count: number, side: number): number {
    return Math.max(1.2, (Math.sqrt(count / this.most) * side) / 2);
  }

  /** The class of a count in a cell, of which `across` make the width of a tile. */
  colour(count: number, across: number): number {
    const share = (count * across ** 2) / this.most;
    return Math.max(0, Math.min(CLASSES - 1, CLASSES + Math.floor(Math.log(share * 0.999_999) / Math.log(STEP))));
  }
}

/** The largest share of all rows that a span of `length` months holds, wherever it begins: so a scale lasts while it moves. */
export function largestShare(counts: number[], length: number): number {
  let sum = 0, most = 0, all = 0;
  for (let at = 0; at < counts.length; at++) {
    all += counts[at]!;
    sum += counts[at]! - (counts[at - length] ?? 0);
    most = Math.max(most, sum);
  }
  return all ? most / all : 1;
}
