/** Flows: curved lines, wider for more, with a head at their end. */
import { copies } from "../frame.ts";
import { project } from "../mercator.ts";
import type { Position } from "../document.ts";
import { edgeOf } from "./contrast.ts";
import type { Paint } from "./painter.ts";
import { outlines, type Shown } from "./shown.ts";

/** Flows in the layer's colour, the wide ones below. */
export function flows(shown: Shown): Paint {
  const { colour, paint } = shown.layer;
  const lines = outlines(shown).flatMap(([feature, geometry]) => {
    const width = paint.sizes[feature];
    return geometry.type === "LineString" && width ? [{ width, line: geometry.coordinates.map(project) }] : [];
  }).sort((one, other) => other.width - one.width);
  return (ctx, frame, palette, strength) => {
    ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    ctx.lineCap = "butt";
    ctx.lineJoin = "round";
    const seen = copies(frame); // a flow may start on one copy of the world and end on the next
    for (const copy of [seen[0]! - 1, ...seen, seen.at(-1)! + 1]) {
      for (const { width, line } of lines) {
        const points = line.map(([x, y]) => [(x + copy) * frame.world - frame.left, y * frame.world - frame.top] as Position);
        ctx.globalAlpha = 0.75 * strength;
        ctx.strokeStyle = edgeOf(colour, palette);
        stroke(ctx, points, width + 2);
        ctx.strokeStyle = ctx.fillStyle = colour;
        stroke(ctx, points, width);
        ctx.globalAlpha = strength;
        head(ctx, points, width);
      }
    }
  };
}

function stroke(ctx: CanvasRenderingContext2D, points: Position[], width: number): void {
  ctx.lineWidth = width;
  ctx.beginPath();
  points.forEach(([x, y], index) => (index === 0 ? ctx.moveTo(x, y) : ctx.lineTo(x, y)));
  ctx.stroke();
}

function head(ctx: CanvasRenderingContext2D, points: Position[], width: number): void {
  const [tip, before] = [points.at(-1)!, points.at(-2)!];
  const angle = Math.atan2(tip[1] - before[1], tip[0] - before[0]), size = 8 + width;
  ctx.beginPath();
  ctx.moveTo(tip[0] + 2 * Math.cos(angle), tip[1] + 2 * Math.sin(angle));
  for (const turn of [2.65, -2.65]) ctx.lineTo(tip[0] + size * Math.cos(angle + turn), tip[1] + size * Math.sin(angle + turn));
  ctx.fill();
}
