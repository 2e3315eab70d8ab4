/** The height that an embed asks for: from its width and its texts alone, never from the height that it has. */

export const LOWEST = 420;
export const HIGHEST = 720;

/** From this width on the text stands beside the map; `framed.css` has the same number. */
export const WIDE = 640;
/** The title's line, the buttons and the border. */
const AROUND_TEXT = 98;
/** The share of a narrow frame that is the map's. */
const MAP_SHARE = 0.45;

/** The height in which a text can be read whole that is so high in the column of this width, within bounds. */
export function heightFor(width: number, text: number): number {
  const whole = text + AROUND_TEXT;
  const needed = width >= WIDE ? whole : whole / (1 - MAP_SHARE);
  return Math.round(Math.min(HIGHEST, Math.max(LOWEST, needed)));
}

/** The height of a map that stands alone. */
export function heightOfMap(width: number): number {
  return Math.round(Math.min(560, Math.max(260, 0.62 * width)));
}
