/** On paper every chapter has its drawn map, and the pictures that it compares; on the screen nobody waits for them. */
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

/** Put the pictures that a chapter compares below its layers: the file holds each once, with the layer's values. */
export function drawCompared(): void {
  for (const layers of document.querySelectorAll<HTMLElement>("[data-compared]")) {
    if (layers.querySelector(".drawn")) continue;
    for (const id of layers.dataset.compared!.split(" ")) {
      const picture = document.querySelector<HTMLImageElement>(`[data-overlay="${CSS.escape(id)}"]`)?.cloneNode() as HTMLImageElement | undefined;
      if (!picture) continue;
      delete picture.dataset.overlay;
      Object.assign(picture, { loading: "eager", decoding: "sync" });
      const figure = element("figure", "drawn"), title = element("figcaption", "", document.getElementById(`layer_${id}_title`)?.textContent ?? "");
      title.dir = "auto";
      figure.append(picture, title);
      layers.append(figure);
    }
  }
}
