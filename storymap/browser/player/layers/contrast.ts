/** An author's one colour must be seen on paper and at night: where it is too near to the land, its edge is of ink. */
import type { Palette } from "../palette.ts";

const SEEN = 3; // WCAG 2.2, success criterion 1.4.11

/** The relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** The colour of an edge around something in `colour` on the land. */
export function edgeOf(colour: string, palette: Palette): string {
  return contrast(colour, palette.land) < SEEN ? palette.ink : palette.halo;
}

/** The colour, mixed with ink by steps until it is seen on the land: for what is too small for an edge. */
export function seen(colour: string, palette: Palette): string {
  const [from, to] = [colour, palette.ink].map((one) => [1, 3, 5].map((at) => parseInt(one.slice(at, at + 2), 16))) as [number[], number[]];
  let found = colour;
  for (let step = 1; step <= 10 && contrast(found, palette.land) < SEEN; step++) {
    found = `#${from.map((channel, at) => Math.round(channel + (to[at]! - channel) * step / 10).toString(16).padStart(2, "0")).join("")}`;
  }
  return found;
}

/** White or black, whichever can be read on a colour. */
export function inkOn(colour: string): string {
  return contrast(colour, "#ffffff") >= contrast(colour, "#14181c") ? "#ffffff" : "#14181c";
}
