/** The first map picture: land and lakes from one small file, painted anew in every frame. */
import { copies, onWorld, type Frame } from "./frame.ts";
import type { Palette } from "./palette.ts";

/** Rings are integer Web Mercator coordinates in a square of `scale`, each point as the step from the one before. */
export interface Outline {
  scale: number;
  rings: number[][];
  lakes: number[][];
}

export type PaintBase = (ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette) => void;

function pathOf(rings: number[][]): Path2D {
  const path = new Path2D();
  for (const line of rings) {
    let [x, y] = [line[0]!, line[1]!];
    path.moveTo(x, y);
    for (let i = 2; i < line.length; i += 2) {
      x += line[i]!;
      y += line[i + 1]!;
      path.lineTo(x, y);
    }
    path.closePath();
  }
  return path;
}

/** A painter of the outline; its paths are built once. */
export function outlinePainter(outline: Outline): PaintBase {
  const land = pathOf(outline.rings);
  const lakes = pathOf(outline.lakes);
  return (ctx, frame, palette) => {
    for (const copy of copies(frame)) {
      onWorld(ctx, frame, copy, outline.scale);
      ctx.fillStyle = palette.land;
      ctx.fill(land, "evenodd");
      ctx.fillStyle = palette.water;
      ctx.fill(lakes);
    }
  };
}
