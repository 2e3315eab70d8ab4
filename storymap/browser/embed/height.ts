/** What a frame may ask of the article that shows it: a height, within bounds. */

export const LOWEST = 150;
export const HIGHEST = 4000;
/** Smaller changes are rounding, and following them could go on for ever. */
const SMALLEST_CHANGE = 2;

/** The height in pixels that a message asks for, within the bounds, or null when it is no message of ours. */
export function heightOf(message: unknown): number | null {
  if (typeof message !== "object" || message === null) return null;
  const { storymap, type, height } = message as Record<string, unknown>;
  if (storymap !== 1 || type !== "height" || typeof height !== "number" || !Number.isFinite(height)) return null;
  return Math.round(Math.min(HIGHEST, Math.max(LOWEST, height)));
}

/** Whether a frame of this height should follow a wish. */
export function worthFollowing(height: number, wanted: number): boolean {
  return Math.abs(wanted - height) >= SMALLEST_CHANGE;
}
