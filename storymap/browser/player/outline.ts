/** The first map picture: land, lakes and borders from one small file, painted anew in every frame. */
import { copies, onWorld, type Frame } from "./frame.ts";
import type { Palette } from "./palette.ts";

/** Rings are integer Web Mercator coordinates in a square of `scale`, each point as the step from the one before. */
export interface Outline {
  scale: number;
  rings: number[][];
  lakes?: number[][];
  borders?: number[][];
  disputed?: number[][];
}

export type PaintBase = (ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette) => void;

function pathOf(lines: number[][] | undefined, closed: boolean): Path2D {
  const path = new Path2D();
  for (const line of lines ?? []) {
    let [x, y] = [line[0]!, line[1]!];
    path.moveTo(x, y);
    for (let i = 2; i < line.length; i += 2) {
      x += line[i]!;
      y += line[i + 1]!;
      path.lineTo(x, y);
    }
    if (closed) path.closePath();
  }
  return path;
}

/** A painter of the outline; its paths are built once. */
export function outlinePainter(outline: Outline): PaintBase {
  const land = pathOf(outline.rings, true);
  const lakes = pathOf(outline.lakes, true);
  const borders = pathOf(outline.borders, false);
  const disputed = pathOf(outline.disputed, false);
  return (ctx, frame, palette) => {
    const pixel = outline.scale / frame.world;
    for (const copy of copies(frame)) {
      onWorld(ctx, frame, copy, outline.scale);
      ctx.fillStyle = palette.land;
      ctx.fill(land, "evenodd");
      ctx.fillStyle = palette.water;
      ctx.fill(lakes);
      ctx.lineWidth = 0.8 * pixel;
      ctx.strokeStyle = palette.coast;
      ctx.stroke(land);
      ctx.strokeStyle = palette.border;
      ctx.stroke(borders);
      ctx.setLineDash([4 * pixel, 4 * pixel]);
      ctx.stroke(disputed);
      ctx.setLineDash([]);
    }
  };
}
