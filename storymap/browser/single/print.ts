/** On paper every chapter has its drawn map; on the screen nobody waits for them. */
import { element } from "../player/page.ts";
import type { Pack } from "./pack.ts";

/** Put each chapter's map below its text. */
export function drawMaps(maps: Pack["maps"], language: string): void {
  for (const [chapter, drawings] of Object.entries(maps)) {
    const text = (document.querySelector(`.chapter[data-chapter="${chapter}"]`) ?? document.getElementById(chapter))?.querySelector(".prose");
    if (!text || text.parentElement!.querySelector(".drawn")) continue;
    const drawn = new DOMParser().parseFromString(drawings[language]!, "image/svg+xml").documentElement;
    const figure = element("figure", "drawn");
    figure.append(document.importNode(drawn, true));
    text.after(figure);
  }
}
