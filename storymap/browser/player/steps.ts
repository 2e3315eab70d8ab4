/** Where a reader is in a story: the cover, a chapter or the end; and what takes them elsewhere. */

export type Mode = "step" | "scroll";
export type Move = "previous" | "next" | "first" | "last";

/** What a reader chose, and keeps from address to address. */
export interface Choices {
  mode: Mode | null;
  kiosk: boolean;
}

/** The lowest frame in which scrolling still works; below it the player steps. */
const SHORTEST_SCROLL = 420;

/** All steps of a story: 0 (cover), 1…chapters, chapters + 1 (end). An embed may show some of them. */
export function allSteps(chapters: number): number[] {
  return Array.from({ length: chapters + 2 }, (_, step) => step);
}

/** The step after a move among the steps that are shown. */
export function moved(step: number, move: Move, steps: number[]): number {
  const at = steps.indexOf(step);
  const target = { previous: at - 1, next: at + 1, first: 0, last: steps.length - 1 }[move];
  return steps[Math.max(0, Math.min(steps.length - 1, target))]!;
}

/** A step that is shown, whatever number came in. */
export function clamp(step: number, steps: number[]): number {
  const wanted = Number.isFinite(step) ? Math.trunc(step) : -Infinity;
  return steps.find((shown) => shown >= wanted) ?? steps.at(-1)!;
}

/** The move that a key asks for, or null; right and left follow the direction of reading. */
export function moveOfKey(key: string, direction: "ltr" | "rtl"): Move | null {
  const forward = direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  if (key === forward || key === "PageDown") return "next";
  if (key === back || key === "PageUp") return "previous";
  return key === "Home" ? "first" : key === "End" ? "last" : null;
}

/** The move that a swipe of (dx, dy) pixels asks for, or null when it is short or leans to the vertical. */
export function moveOfSwipe(dx: number, dy: number, direction: "ltr" | "rtl"): Move | null {
  if (Math.abs(dx) < 48 || Math.abs(dx) < 1.6 * Math.abs(dy)) return null;
  return dx < 0 === (direction === "ltr") ? "next" : "previous";
}

/** The mode that a frame of this height allows. */
export function modeFor(wanted: Mode, height: number): Mode {
  return height < SHORTEST_SCROLL ? "step" : wanted;
}

/** The mode that a word names, or null. */
export function modeOfWord(word: string | null): Mode | null {
  return word === "step" || word === "scroll" ? word : null;
}

/** The step whose address is `location`, or null when none is; links are those of the rail, in order. */
export function stepOfAddress(location: URL, links: URL[]): number | null {
  const exact = links.findIndex((link) => link.hash !== "" && link.hash === location.hash && link.pathname === location.pathname);
  if (exact >= 0) return exact;
  if (location.hash === "#end") return links.length - 1;
  const path = links.findIndex((link) => link.pathname === location.pathname && link.hash === "");
  return path >= 0 ? path : null;
}

/** The address of a step: the rail's link with the reader's choices (mode, kiosk) carried along. */
export function addressOfStep(link: URL, choices: Choices): string {
  const url = withChoices(link, choices);
  return url.pathname + url.search + url.hash;
}

/** The address of a step in another language: what it has below its cover `cover`, below the cover `other`. */
export function addressInLanguage(link: URL, cover: URL, other: URL, choices: Choices): string {
  const url = withChoices(other, choices);
  url.pathname += link.pathname.slice(cover.pathname.length);
  url.hash = link.hash;
  return url.href;
}

function withChoices(link: URL, choices: Choices): URL {
  const url = new URL(link);
  if (choices.mode) url.searchParams.set("mode", choices.mode);
  if (choices.kiosk) url.searchParams.set("kiosk", "1");
  return url;
}
