/** On paper every chapter has its drawn map; on the screen nobody waits for them. */
import { element } from "../player/page.ts";

/** Put each chapter's map below its text. */
export function drawMaps(maps: Record<string, string>): void {
  for (const [chapter, svg] of Object.entries(maps)) {
    const text = document.getElementById(chapter)?.querySelector(".prose");
    if (!text || text.parentElement!.querySelector(".drawn")) continue;
    const drawn = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    const figure = element("figure", "drawn");
    figure.append(document.importNode(drawn, true));
    text.after(figure);
  }
}
