/** A ring of ink on paper around what a reader has chosen: it is seen on every colour. */
import type { Layer } from "../document.ts";
import { copies, onWorld, type Frame } from "../frame.ts";
import { addGeometry, SCALE } from "../geometry.ts";
import type { Palette } from "../palette.ts";

const WHOLE = 2 * Math.PI;
const DISC = 16;

/** Draw the ring around features of a layer that lie at a point of the unit square. */
export function ring(ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette, layer: Layer, features: number[], at: [number, number]): void {
  const shape = features.length === 1 ? layer.shapes[features[0]!] : null, path = new Path2D();
  if (shape && shape.type !== "Point") addGeometry(path, shape);
  const radius = features.length > 1 ? DISC : (layer.kind === "circles" ? layer.paint.sizes[features[0]!] ?? 0 : layer.paint.radius) + 3;
  ctx.lineJoin = "round";
  for (const copy of copies(frame)) {
    for (const [colour, width] of [[palette.paper, 5.5], [palette.ink, 2.5]] as const) {
      ctx.strokeStyle = colour;
      ctx.globalAlpha = 1;
      if (shape && shape.type !== "Point") {
        onWorld(ctx, frame, copy, SCALE);
        ctx.lineWidth = width * (SCALE / frame.world);
        ctx.stroke(path);
      } else {
        ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
        ctx.lineWidth = width;
        ctx.beginPath();
        ctx.arc((at[0] + copy) * frame.world - frame.left, at[1] * frame.world - frame.top, radius, 0, WHOLE);
        ctx.stroke();
      }
    }
  }
}
