/** Points: small discs (very many of them pixel by pixel), circles by size, and counted gatherings. */
import { copies, type Frame } from "../frame.ts";
import { edgeOf, inkOn, seen } from "./contrast.ts";
import type { Paint } from "./painter.ts";
import type { Shown } from "./shown.ts";

/** From this many points on they are squares, written straight into the picture. */
const MANY = 2000;
const WHOLE = 2 * Math.PI;

/** Call `each` with every point that falls into the frame, in pixels. */
function visible({ xs, ys }: Shown, frame: Frame, reach: number, each: (x: number, y: number, index: number) => void): void {
  for (const copy of copies({ ...frame, left: frame.left - reach, width: frame.width + 2 * reach })) {
    const left = frame.left - copy * frame.world;
    for (let index = 0; index < xs.length; index++) {
      const x = xs[index]! * frame.world - left, y = ys[index]! * frame.world - frame.top;
      if (x > -reach && y > -reach && x < frame.width + reach && y < frame.height + reach) each(x, y, index);
    }
  }
}

function flat(ctx: CanvasRenderingContext2D, frame: Frame): void {
  ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
}

/** Points as they are. */
export function dots(shown: Shown): Paint {
  const { colour, paint } = shown.layer;
  if (shown.xs.length >= MANY) return manyDots(shown);
  return (ctx, frame, palette, strength) => {
    flat(ctx, frame);
    ctx.globalAlpha = 0.9 * strength;
    ctx.fillStyle = colour;
    ctx.strokeStyle = edgeOf(colour, palette);
    ctx.lineWidth = 1.2;
    visible(shown, frame, paint.radius, (x, y) => {
      ctx.beginPath();
      ctx.arc(x, y, paint.radius, 0, WHOLE);
      ctx.fill();
      ctx.stroke();
    });
  };
}

function manyDots(shown: Shown): Paint {
  const { colour, paint } = shown.layer;
  const canvas = document.createElement("canvas"), own = canvas.getContext("2d")!;
  let image: ImageData | null = null;
  return (ctx, frame, palette, strength) => {
    const pixel = rgb(seen(colour, palette));
    const [width, height] = [Math.ceil(frame.width * frame.ratio), Math.ceil(frame.height * frame.ratio)];
    if (image?.width !== width || image.height !== height) {
      [canvas.width, canvas.height] = [width, height];
      image = own.createImageData(width, height);
    }
    const data = new Uint32Array(image.data.buffer).fill(0);
    const side = Math.max(2, Math.round(paint.radius * frame.ratio));
    visible(shown, frame, 0, (x, y) => {
      const x0 = Math.round(x * frame.ratio - side / 2), y0 = Math.round(y * frame.ratio - side / 2);
      for (let row = Math.max(0, y0); row < Math.min(height, y0 + side); row++) {
        data.fill(pixel, row * width + Math.max(0, x0), row * width + Math.min(width, x0 + side));
      }
    });
    own.putImageData(image, 0, 0);
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.globalAlpha = 0.85 * strength;
    ctx.drawImage(canvas, 0, 0);
  };
}

/** A colour as the four bytes of a pixel. */
function rgb(colour: string): number {
  const channel = (at: number) => parseInt(colour.slice(at, at + 2), 16);
  return ((255 << 24) | (channel(5) << 16) | (channel(3) << 8) | channel(1)) >>> 0;
}

/** Circles whose area goes with a number, the small ones on top. */
export function circles(shown: Shown): Paint {
  const { colour, paint } = shown.layer;
  return (ctx, frame, palette, strength) => {
    const found: [x: number, y: number, radius: number][] = [];
    visible(shown, frame, paint.radius, (x, y, index) => { const radius = paint.sizes[shown.features[index]!]; if (radius) found.push([x, y, radius]); });
    flat(ctx, frame);
    ctx.fillStyle = colour;
    ctx.strokeStyle = edgeOf(colour, palette);
    ctx.lineWidth = 1.4;
    for (const [x, y, radius] of found.sort((one, other) => other[2] - one[2])) {
      ctx.beginPath();
      ctx.arc(x, y, radius, 0, WHOLE);
      ctx.globalAlpha = 0.6 * strength;
      ctx.fill();
      ctx.globalAlpha = strength;
      ctx.stroke();
    }
  };
}

interface Gathered { x: number; y: number; count: number }

/** Points in a grid that lies still on the ground, gathered by square; the squares of each zoom level are kept. */
export function gatheredOf({ xs, ys }: Pick<Shown, "xs" | "ys">, cell: number): Gathered[] {
  const cells = new Map<string, Gathered>();
  for (let index = 0; index < xs.length; index++) {
    const [x, y] = [xs[index]!, ys[index]!], key = `${Math.floor(x / cell)},${Math.floor(y / cell)}`;
    const found = cells.get(key);
    if (!found) cells.set(key, { x, y, count: 1 });
    else {
      found.count += 1;
      found.x += (x - found.x) / found.count;
      found.y += (y - found.y) / found.count;
    }
  }
  return [...cells.values()];
}

/** Points, counted where they are close together. */
export function clusters(shown: Shown): Paint {
  const { colour, paint } = shown.layer, levels = new Map<number, Gathered[]>();
  return (ctx, frame, palette, strength) => {
    const level = Math.round(Math.log2(frame.world / 256));
    const found = levels.get(level) ?? gatheredOf(shown, paint.radius / (256 * 2 ** level));
    levels.set(level, found);
    flat(ctx, frame);
    ctx.font = `600 12px ${getComputedStyle(document.documentElement).fontFamily}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.strokeStyle = edgeOf(colour, palette);
    ctx.lineWidth = 1.6;
    const places = { ...shown, xs: Float64Array.from(found, ({ x }) => x), ys: Float64Array.from(found, ({ y }) => y) };
    visible(places, frame, 24, (x, y, index) => {
      const { count } = found[index]!;
      ctx.globalAlpha = 0.92 * strength;
      ctx.fillStyle = colour;
      ctx.beginPath();
      ctx.arc(x, y, count === 1 ? 4.5 : Math.min(10 + 5 * Math.log10(count), 24), 0, WHOLE);
      ctx.fill();
      ctx.stroke();
      ctx.fillStyle = inkOn(colour);
      if (count > 1) ctx.fillText(String(count), x, y + 0.5);
    });
  };
}
