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

/** A frame that reaches beyond another on all sides, by a share of it. */
export function beyond({ width, height, left, top, world, ratio }: Frame, share: number): Frame {
  const x = Math.round(width * share), y = Math.round(height * share);
  return { width: width + 2 * x, height: height + 2 * y, left: left - x, top: top - y, world, ratio };
}

/** Whether a frame reaches over another. */
export function covers(frame: Frame | null, { world, left, top, width, height }: Frame): boolean {
  return frame?.world === world && frame.left <= left && frame.top <= top && frame.left + frame.width >= left + width && frame.top + frame.height >= top + height;
}

/** Put a canvas where its frame is now; the browser does the rest without painting. Returns how much larger it is shown. */
export function place(canvas: HTMLElement, frame: Frame, lie: Lie): number {
  const grown = lie.world / frame.world;
  canvas.style.transform = `translate3d(${lie.origin.x + frame.left * grown - lie.left}px, ${lie.origin.y + frame.top * grown - lie.top}px, 0) scale(${grown})`;
  return grown;
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
