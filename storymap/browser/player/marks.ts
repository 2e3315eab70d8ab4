/** The marks of places as page elements: a named button each, with a number, a badge and a name beside it. */
import { placeNames, type Box, type Mark } from "./labels.ts";
import type { Position } from "./document.ts";
import type { Lie } from "./frame.ts";
import { project } from "./mercator.ts";
import type { Gathering, Place } from "./places.ts";
import type { Translate } from "./strings.ts";
import { boxesOver } from "./over.ts";

/** More tab stops than this make the map a trap for the keyboard; the rest is in the list of places. */
const MOST_TAB_STOPS = 30;

/** The words that name a mark: number, name, how well it is known, and what else stands there. */
export function nameOfMark({ lead, others }: Gathering, t: Translate): string {
  const { number, name, drawn, certainty, precision_km: km } = lead.site.properties;
  const parts = [number === null ? name : `${number}. ${name}`];
  if (drawn === "approximate") parts.push(t("within {km} km", { km: km ?? 0 }));
  if (drawn === "area") parts.push(t("an area"));
  if (certainty !== "certain") parts.push(t("uncertain"));
  if (lead.events > 0) parts.push(lead.events === 1 ? t("1 event") : t("{n} events", { n: lead.events }));
  if (others.length === 1) parts.push(t("and 1 more place here"));
  if (others.length > 1) parts.push(t("and {n} more places here", { n: others.length }));
  return parts.join(", ");
}

/** A new, empty mark; `fillMark` says what it stands for. */
export function createMark(onChoose: (button: HTMLButtonElement) => void): HTMLElement {
  const mark = document.createElement("div");
  mark.className = "place";
  const button = document.createElement("button");
  button.type = "button";
  button.addEventListener("click", () => onChoose(button));
  const badge = document.createElement("span");
  badge.className = "badge";
  badge.ariaHidden = "true";
  const name = document.createElement("span");
  name.className = "name";
  name.ariaHidden = "true";
  name.dir = "auto";
  mark.append(button, badge, name);
  return mark;
}

/** Show a gathering in its mark. */
export function fillMark(mark: HTMLElement, gathering: Gathering, t: Translate): void {
  const { lead, others } = gathering;
  const [button, badge, name] = mark.children as unknown as [HTMLButtonElement, HTMLElement, HTMLElement];
  const { number, drawn, certainty } = lead.site.properties;
  mark.dataset.state = lead.state;
  mark.dataset.drawn = drawn;
  mark.toggleAttribute("data-uncertain", certainty !== "certain");
  button.textContent = certainty === "certain" ? String(number ?? "·") : `${number ?? ""}?`;
  button.ariaLabel = nameOfMark(gathering, t);
  const beside = others.filter(({ state }) => state === lead.state).length;
  const count = beside > 0 ? `+${beside}` : lead.events > 1 ? String(lead.events) : "";
  badge.textContent = count;
  badge.hidden = count === "" || lead.state !== "current";
  name.textContent = lead.state === "current" ? lead.site.properties.name : "";
}

/** How far above others a mark lies, by its state. */
const RISE = { current: 3000, visited: 2000, later: 0 };

/** Put a mark where its place is now, those further south above others; returns where that is in the panes. */
export function stand(mark: HTMLElement, at: Position, state: Place["state"], { world, left, top, origin }: Lie): [x: number, y: number] {
  const [x, y] = project(at), spot: [number, number] = [Math.round(x * world - left + origin.x), Math.round(y * world - top + origin.y)];
  mark.style.transform = `translate3d(${spot[0]}px, ${spot[1]}px, 0)`;
  mark.style.zIndex = String(RISE[state] + spot[1]);
  return spot;
}

/** Put each name on the side of its mark where it covers nothing; call when the map stands still. Returns what is covered. */
export function arrangeNames(marks: { id: string; element: HTMLElement; x: number; y: number; place: Place }[], width: number, height: number): Box[] {
  const names = marks.map(({ element }) => element.lastElementChild as HTMLElement);
  for (const name of names) name.dataset.side = "right";
  const boxes = marks.map(({ id, x, y, place }, index): Mark => ({
    id, x, y,
    radius: place.state === "later" ? 6 : 14,
    width: names[index]!.textContent === "" ? 0 : names[index]!.offsetWidth,
  }));
  const { sides, taken } = placeNames(boxes, width, height, boxesOver(document.getElementById("map")!, ".map-tools button, .map-more > summary"));
  marks.forEach(({ id }, index) => {
    const side = sides.get(id);
    if (side) names[index]!.dataset.side = side;
    else delete names[index]!.dataset.side;
  });
  return taken;
}

/** Let the keyboard reach the first marks in the frame; focus on one outside would drag the map's frame along. */
export function limitTabStops(marks: { element: HTMLElement; inside: boolean }[]): void {
  let stops = 0;
  for (const { element, inside } of marks) {
    const button = element.firstElementChild as HTMLButtonElement;
    button.tabIndex = inside && stops++ < MOST_TAB_STOPS ? 0 : -1;
  }
}

/** Take the names away while the map moves. */
export function hideNames(elements: Iterable<HTMLElement>): void {
  for (const element of elements) delete (element.lastElementChild as HTMLElement).dataset.side;
}
