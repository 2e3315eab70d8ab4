/** Areas and lines as they are, and areas coloured by class, hatched where there are no data. */
import { copies, onWorld, type Frame } from "../frame.ts";
import { addGeometry, SCALE } from "../geometry.ts";
import { edgeOf } from "./contrast.ts";
import type { Paint } from "./painter.ts";
import { outlines, type Shown } from "./shown.ts";

const HATCH = 7;

/** Lines and areas in the layer's colour, filled faintly. */
export function outlinesOf(shown: Shown): Paint {
  const { colour, paint } = shown.layer;
  const [areas, lines] = [new Path2D(), new Path2D()];
  for (const [, geometry] of outlines(shown)) addGeometry(geometry.type.endsWith("Polygon") ? areas : lines, geometry);
  return (ctx, frame, palette, strength) => {
    const pixel = SCALE / frame.world, edge = edgeOf(colour, palette);
    for (const copy of copies(frame)) {
      onWorld(ctx, frame, copy, SCALE);
      ctx.lineJoin = "round";
      ctx.fillStyle = colour;
      ctx.globalAlpha = 0.13 * strength;
      ctx.fill(areas, "evenodd");
      ctx.globalAlpha = 0.7 * strength;
      if (edge === palette.ink) strokeBoth(ctx, [areas, lines], edge, (paint.width + 1.4) * pixel);
      ctx.globalAlpha = 0.85 * strength;
      strokeBoth(ctx, [areas, lines], colour, paint.width * pixel);
    }
  };
}

function strokeBoth(ctx: CanvasRenderingContext2D, paths: Path2D[], colour: string, width: number): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  for (const path of paths) ctx.stroke(path);
}

/** Areas by class: the darker, the more; each with an edge, so that neighbours of one class stay apart. */
export function choropleth(shown: Shown): Paint {
  const { paint } = shown.layer;
  const classes = paint.colours.map(() => new Path2D());
  const [bare, edges] = [new Path2D(), new Path2D()];
  for (const [feature, geometry] of outlines(shown)) {
    const number = paint.classes[feature] ?? null;
    addGeometry(number === null ? bare : classes[number]!, geometry);
    addGeometry(edges, geometry);
  }
  return (ctx, frame, palette, strength) => {
    for (const copy of copies(frame)) {
      onWorld(ctx, frame, copy, SCALE);
      ctx.globalAlpha = 0.88 * strength;
      ctx.fillStyle = palette.paper;
      ctx.fill(bare, "evenodd");
      classes.forEach((path, number) => { ctx.fillStyle = paint.colours[number]!; ctx.fill(path, "evenodd"); });
      hatch(ctx, frame, bare, palette.muted);
      onWorld(ctx, frame, copy, SCALE);
      ctx.globalAlpha = 0.5 * strength;
      ctx.strokeStyle = palette.ink;
      ctx.lineWidth = paint.width * (SCALE / frame.world);
      ctx.lineJoin = "round";
      ctx.stroke(edges);
    }
  };
}

/** Slanted lines inside a path; they stand still on the ground while the map is dragged. */
function hatch(ctx: CanvasRenderingContext2D, frame: Frame, path: Path2D, colour: string): void {
  ctx.save();
  ctx.clip(path, "evenodd");
  ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.1;
  ctx.beginPath();
  const first = HATCH - ((frame.left + frame.top) % HATCH);
  for (let at = first; at < frame.width + frame.height; at += HATCH) {
    ctx.moveTo(at, 0);
    ctx.lineTo(at - frame.height, frame.height);
  }
  ctx.stroke();
  ctx.restore();
}
