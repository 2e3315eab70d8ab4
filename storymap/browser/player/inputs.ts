/** What a reader does, as moves and named actions: buttons, links, keys, swipes. */
import { part } from "./page.ts";
import { moveOfKey, moveOfSwipe, type Move } from "./steps.ts";

export interface Actions {
  move(move: Move): void;
  go(step: number): void;
  act(name: string, target: HTMLElement): void;
  openSite(id: string, target: HTMLElement): void;
  escape(): void;
}

/** In these the arrow keys have a meaning of their own. */
const OWN_KEYS = "input, textarea, select, audio, video, iframe, dialog, #map, .table, .timeline-marks, .places[data-open]";

/** Keys that a page around this one needs: it scrolls by them. */
const OF_THE_ARTICLE = ["PageUp", "PageDown", "Home", "End"];

/** Listen to the whole page; one that an article shows leaves it the keys that scroll. */
export function listen(actions: Actions, direction: "ltr" | "rtl", framed: boolean): void {
  document.addEventListener("click", (event) => onClick(event, actions));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") actions.escape();
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if ((event.target as Element).closest(OWN_KEYS)) return;
    if (framed && OF_THE_ARTICLE.includes(event.key)) return;
    const move = moveOfKey(event.key, direction);
    if (move === null || !steps()) return;
    event.preventDefault();
    actions.move(move);
  });
  listenToSwipes(actions, direction);
}

/** In scroll mode the page's own keys scroll. */
function steps(): boolean {
  return document.documentElement.dataset.mode === "step";
}

function onClick(event: MouseEvent, actions: Actions): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  const target = (event.target as Element).closest<HTMLElement>("[data-do], [data-step], [data-site], [data-source], [data-embed]");
  if (!target) return;
  const { do: name, step, site, source, embed } = target.dataset;
  if (site !== undefined) actions.openSite(site, target);
  else if (step !== undefined) actions.go(Number(step));
  else if (name !== undefined) actions.act(name, target);
  else if (source !== undefined) actions.act("source", target);
  else if (embed !== undefined) actions.act("embed", target);
  if (target instanceof HTMLAnchorElement) event.preventDefault();
}

function listenToSwipes(actions: Actions, direction: "ltr" | "rtl"): void {
  const card = part(".card");
  let start: Touch | null = null;
  card.addEventListener("touchstart", (event) => { start = event.touches.length === 1 ? event.touches[0]! : null; }, { passive: true });
  card.addEventListener("touchend", (event) => {
    const end = event.changedTouches[0];
    if (!start || !end || !steps() || (event.target as Element).closest(".table, .prose table, .grip")) return;
    const move = moveOfSwipe(end.clientX - start.clientX, end.clientY - start.clientY, direction);
    if (move) actions.move(move);
  }, { passive: true });
}
