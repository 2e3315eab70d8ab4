/** A picture bent over a mesh of positions, once, to be drawn on the map like a stamp. */
import type { Position } from "../document.ts";
import { copies, type Frame } from "../frame.ts";
import { project } from "../mercator.ts";

const LARGEST = 3072;

export interface Stamp {
  canvas: HTMLCanvasElement;
  /** Where it lies in the unit square. */
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Paint the picture cell by cell: each half of a cell is an affine image of its half of the picture. */
export function bend(image: HTMLImageElement, mesh: Position[], cells: number): Stamp {
  const points = mesh.map(project), xs = points.map(([x]) => x), ys = points.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - x, Math.max(...ys) - y];
  const scale = Math.min(LARGEST, 1.2 * Math.max(image.naturalWidth, image.naturalHeight)) / Math.max(width, height);
  const canvas = document.createElement("canvas"), ctx = canvas.getContext("2d")!;
  [canvas.width, canvas.height] = [Math.ceil(width * scale), Math.ceil(height * scale)];
  const row = cells + 1, [dx, dy] = [image.naturalWidth / cells, image.naturalHeight / cells];
  const placed = points.map(([px, py]) => [(px - x) * scale, (py - y) * scale] as Position);
  for (let down = 0; down < cells; down++) {
    for (let right = 0; right < cells; right++) {
      const at = down * row + right, [nw, ne, sw, se] = [placed[at]!, placed[at + 1]!, placed[at + row]!, placed[at + row + 1]!];
      half(ctx, image, [nw, ne, sw], [right * dx, down * dy], dx, dy);
      half(ctx, image, [se, sw, ne], [(right + 1) * dx, (down + 1) * dy], -dx, -dy);
    }
  }
  return { canvas, x, y, width, height };
}

/** Draw it on every copy of the world that the frame shows. */
export function drawStamp(ctx: CanvasRenderingContext2D, frame: Frame, stamp: Stamp, strength: number): void {
  ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  ctx.globalAlpha = strength;
  for (const copy of copies(frame)) {
    ctx.drawImage(stamp.canvas, (stamp.x + copy) * frame.world - frame.left, stamp.y * frame.world - frame.top, stamp.width * frame.world, stamp.height * frame.world);
  }
}

/** Half a cell: `corner` is where its right angle lies in the picture, `dx` and `dy` how far its legs reach. */
function half(ctx: CanvasRenderingContext2D, image: HTMLImageElement, [a, b, c]: [Position, Position, Position], corner: Position, dx: number, dy: number): void {
  const across: Position = [(b[0] - a[0]) / dx, (b[1] - a[1]) / dx], along: Position = [(c[0] - a[0]) / dy, (c[1] - a[1]) / dy];
  ctx.save();
  ctx.setTransform(across[0], across[1], along[0], along[1], a[0] - across[0] * corner[0] - along[0] * corner[1], a[1] - across[1] * corner[0] - along[1] * corner[1]);
  ctx.beginPath();
  const [over, under] = [dx * 0.02, dy * 0.02]; // a little more than the half, so that no seam shows
  ctx.moveTo(corner[0] - over, corner[1] - under);
  ctx.lineTo(corner[0] + dx + 2 * over, corner[1] - under);
  ctx.lineTo(corner[0] - over, corner[1] + dy + 2 * under);
  ctx.clip();
  ctx.drawImage(image, 0, 0);
  ctx.restore();
}
