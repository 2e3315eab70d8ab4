/** The marks on the editor's map as buttons: numbered candidates, the place itself, and the edge of its circle. */
import type { Translate } from "../../player/strings.ts";

/** A place that may be meant. */
export interface Candidate {
  lon: number;
  lat: number;
  /** What is written on it; else its place in the list. */
  number?: number;
  /** "2. Huế, city, Vietnam": what the button says. */
  words: string;
}

function button(className: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  return made;
}

/** The numbered mark of a candidate. */
export function candidateMark(number: number, { words }: Candidate, chosen: boolean, choose: () => void): HTMLElement {
  const mark = button("candidate-mark");
  mark.textContent = String(number);
  mark.ariaLabel = words;
  mark.ariaPressed = String(chosen);
  mark.addEventListener("click", choose);
  return mark;
}

/** The mark of another place of the story, which says its name and does nothing. */
export function neighbourMark(name: string): HTMLElement {
  const mark = document.createElement("span");
  mark.className = "neighbour-mark";
  mark.title = name;
  return mark;
}

/** A handle that a pointer drags and arrow keys move. */
export function handle(className: string, label: string, describedBy: string, move: (event: KeyboardEvent) => boolean): HTMLButtonElement {
  const made = button(className);
  made.ariaLabel = label;
  made.setAttribute("aria-describedby", describedBy);
  made.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !move(event)) return;
    event.preventDefault();
    event.stopPropagation(); // the map would move as well
  });
  return made;
}

/** What the handle of the place is called. */
export function labelOfPlace(name: string, written: string, t: Translate): string {
  return name ? t("Position of {name}: {position}", { name, position: written }) : t("Position: {position}", { position: written });
}
