/** The timeline strip as numbers: a scale, years that don't crowd, and a lane for each event's extent. */
import type { Extent, StoryEvent } from "./document.ts";

export interface Scale {
  from: number;
  to: number;
  width: number;
  /** Free pixels at either side. */
  inset: number;
}

export interface Mark {
  id: string;
  x: number;
  width: number;
  lane: number;
  fadeStart: boolean;
  fadeEnd: boolean;
  current: boolean;
  doubtful: boolean;
}

/** A day must still be seen: no mark is narrower than this. */
const NARROWEST = 3;

/** The scale of a story: its span, or what its events span, with a little air. */
export function scaleOf(extents: Extent[], width: number, inset = 22): Scale | null {
  const ends = extents.flat().filter((end): end is number => end !== null);
  if (ends.length === 0) return null;
  const [from, to] = [Math.min(...ends), Math.max(...ends)];
  const air = Math.max((to - from) * 0.02, 0.04);
  return { from: from - air, to: to + air, width, inset };
}

/** Pixels from the left (reading direction is the caller's affair) of a decimal year. */
export function xOf(scale: Scale, year: number): number {
  return scale.inset + ((year - scale.from) / (scale.to - scale.from)) * (scale.width - 2 * scale.inset);
}

/** Years to write under the strip: round steps, at least `gap` pixels apart. */
export function years(scale: Scale, gap = 64): { year: number; x: number }[] {
  const perYear = (scale.width - 2 * scale.inset) / (scale.to - scale.from);
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000].find((years) => years * perYear >= gap) ?? 20000;
  const result = [];
  for (let year = Math.ceil(scale.from / step) * step; year <= scale.to; year += step) {
    result.push({ year, x: xOf(scale, year) });
  }
  return result;
}

/** A mark per dated event: its extent in pixels, in the first lane where it stands free; open ends fade. */
export function marks(events: StoryEvent[], current: Set<string>, scale: Scale, lanes: number): Mark[] {
  const ends = new Array<number>(lanes).fill(-Infinity);
  const dated = events.filter(({ extent }) => extent[0] !== null || extent[1] !== null);
  return dated.map((event) => {
    const [from, to] = event.extent;
    const x = xOf(scale, Math.max(from ?? scale.from, scale.from));
    const width = Math.max(NARROWEST, xOf(scale, Math.min(to ?? scale.to, scale.to)) - x);
    const free = ends.findIndex((end) => end + 2 <= x);
    const lane = free >= 0 ? free : ends.indexOf(Math.min(...ends));
    ends[lane] = Math.max(ends[lane]!, x + width);
    return {
      id: event.id, x, width, lane, fadeStart: from === null, fadeEnd: to === null,
      current: current.has(event.id), doubtful: event.certainty !== "certain",
    };
  });
}

/** The mark under a pointer, current ones first, or null. */
export function markAt(all: Mark[], x: number, lane: number): Mark | null {
  const hits = all.filter((mark) => mark.lane === lane && x >= mark.x - 4 && x <= mark.x + mark.width + 4);
  return hits.find((mark) => mark.current) ?? hits[0] ?? null;
}
