/** How closely a picture may be looked at, as levels of zoom: 0 shows its pixels one to one, each level doubles them. */

/** The level that shows a picture whole in a frame, with some wall around it: in wide frames as much as the buttons need. */
export function wholeLevel(frame: { x: number; y: number }, width: number, height: number): number {
  const margin = frame.x < 640 || frame.y < 400 ? { x: 12, y: 12 } : { x: 72, y: 36 };
  const [across, down] = [Math.max(1, frame.x - 2 * margin.x), Math.max(1, frame.y - 2 * margin.y)];
  return Math.min(1, Math.log2(Math.min(across / width, down / height))); // small pictures are at most doubled
}

/** The closest level: the pixels of the finest file, `across` of them in a row, doubled; two more than whole at least. */
export function closestLevel(whole: number, width: number, across: number): number {
  return Math.max(whole + 2, Math.log2(Math.max(width, across) / width) + 1);
}

/** Whether a screen shows more pixels at a level than the picture has. */
export function needsMore(level: number, ratio: number): boolean {
  return 2 ** level * ratio > 1.1;
}

export type Look = { by: number } | { x: number; y: number } | "whole";

const STEP = 80;
const ARROWS: Record<string, [x: number, y: number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const NEARER = ["+", "="], FARTHER = ["-", "_", "−"], WHOLE = ["0", "Home"];

/** What a key asks for: nearer or farther, a way in pixels, or the whole picture; null for all others. */
export function lookOfKey(key: string, far: boolean): Look | null {
  if (NEARER.includes(key)) return { by: 1 };
  if (FARTHER.includes(key)) return { by: -1 };
  if (WHOLE.includes(key)) return "whole";
  const arrow = ARROWS[key], step = far ? 4 * STEP : STEP;
  return arrow ? { x: step * arrow[0], y: step * arrow[1] } : null;
}
