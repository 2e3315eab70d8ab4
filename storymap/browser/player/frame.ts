/** How a canvas lies on the world, and drawing in unit-square coordinates on each visible copy of it. */

export interface Frame {
  /** Size of the canvas in CSS pixels. */
  width: number;
  height: number;
  /** Pixels that the whole world measures at this zoom. */
  world: number;
  /** World pixels at the canvas's upper left corner. */
  left: number;
  top: number;
  /** Device pixels per CSS pixel. */
  ratio: number;
}

/** How the map lies; `origin` is where its upper left corner is in the panes. */
export interface Lie extends Frame {
  origin: { x: number; y: number };
}

/** Make the canvas as large as the frame and clear it. */
export function clear(canvas: HTMLCanvasElement, ctx: CanvasRenderingContext2D, frame: Frame): void {
  const [width, height] = [Math.round(frame.width * frame.ratio), Math.round(frame.height * frame.ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${frame.width}px`;
    canvas.style.height = `${frame.height}px`;
  }
  ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
  ctx.clearRect(0, 0, frame.width, frame.height);
}

/** The copies of the world (…, -1, 0, 1, …) that the frame shows. */
export function copies(frame: Frame): number[] {
  const first = Math.floor(frame.left / frame.world);
  const last = Math.floor((frame.left + frame.width) / frame.world);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Set the transform under which 1 unit is `1 / scale` of the world, for copy `copy`. */
export function onWorld(ctx: CanvasRenderingContext2D, frame: Frame, copy: number, scale: number): void {
  const unit = (frame.world / scale) * frame.ratio;
  ctx.setTransform(unit, 0, 0, unit, (copy * frame.world - frame.left) * frame.ratio, -frame.top * frame.ratio);
}
