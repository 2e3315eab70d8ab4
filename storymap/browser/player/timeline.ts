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

export interface Tick {
  /** Decimal year. */
  at: number;
  x: number;
  unit: "day" | "month" | "year";
}

const DAY_STEPS = [1, 2, 5, 10];
const MONTH_STEPS = [1, 3, 6];
const YEAR_STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000];

/** What to write under the strip: days, months or years in round steps, at least `gap` pixels apart. */
export function ticks(scale: Scale, gap = 72): Tick[] {
  const perYear = (scale.width - 2 * scale.inset) / (scale.to - scale.from);
  const days = DAY_STEPS.find((step) => (step / 365.25) * perYear >= gap);
  if (days) return regular(scale, "day", days / 365.25, Math.ceil(scale.from * 365.25) / 365.25);
  const months = MONTH_STEPS.find((step) => (step / 12) * perYear >= gap);
  if (months) return regular(scale, "month", months / 12, Math.ceil((scale.from * 12) / months) * (months / 12));
  const years = YEAR_STEPS.find((step) => step * perYear >= gap) ?? 20000;
  return regular(scale, "year", years, Math.ceil(scale.from / years) * years);
}

function regular(scale: Scale, unit: Tick["unit"], step: number, first: number): Tick[] {
  const count = Math.max(0, Math.floor((scale.to - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step).map((at) => ({ at, x: xOf(scale, at), unit }));
}

/** The words of a tick in a language. */
export function tickLabel({ at, unit }: Tick, language: string): string {
  if (unit === "year") return String(Math.round(at));
  const year = Math.floor(at + 1e-6);
  const date = new Date(Date.UTC(year, 0, 1) + Math.round((at - year) * 365.25 + (unit === "month" ? 2 : 0)) * 86_400_000);
  const format = unit === "day" ? ({ day: "numeric", month: "short" } as const) : ({ month: "short", year: "numeric" } as const);
  return new Intl.DateTimeFormat(language, { ...format, timeZone: "UTC" }).format(date);
}

/** A mark for each date of each event: its extent in pixels, in the first lane where it stands free; open ends fade. */
export function marks(events: StoryEvent[], current: Set<string>, scale: Scale, lanes: number): Mark[] {
  const ends = new Array<number>(lanes).fill(-Infinity);
  const long = scale.width / 20;
  const dates = events.flatMap((event) => [event.extent, ...event.also.map(({ extent }) => extent)].map((extent) => ({ event, extent })));
  return dates.filter(({ extent: [from, to] }) => from !== null || to !== null).map(({ event, extent: [from, to] }) => {
    const x = xOf(scale, Math.max(from ?? scale.from, scale.from));
    const width = Math.max(NARROWEST, xOf(scale, Math.min(to ?? scale.to, scale.to)) - x);
    const lane = freeLane(ends, x, width > long);
    ends[lane] = Math.max(ends[lane]!, x + width);
    return {
      id: event.id, x, width, lane, fadeStart: from === null, fadeEnd: to === null,
      current: current.has(event.id), doubtful: event.certainty !== "certain" || event.also.length > 0,
    };
  });
}

/** A free lane at x, else the one free soonest: short marks in the upper half, long ones below, so that days stay in sight. */
function freeLane(ends: number[], x: number, isLong: boolean): number {
  const half = Math.ceil(ends.length / 2);
  const [first, last] = ends.length < 2 ? [0, ends.length] : isLong ? [half, ends.length] : [0, half];
  const own = ends.slice(first, last);
  const free = own.findIndex((end) => end + 2 <= x);
  return first + (free >= 0 ? free : own.indexOf(Math.min(...own)));
}

/** The mark under a pointer, current ones first, or null. */
export function markAt(all: Mark[], x: number, lane: number): Mark | null {
  const hits = all.filter((mark) => mark.lane === lane && x >= mark.x - 4 && x <= mark.x + mark.width + 4);
  return hits.find((mark) => mark.current) ?? hits[0] ?? null;
}
