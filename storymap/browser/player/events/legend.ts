/** What the drawing of a set means: sizes and shades of counts, and what is not drawn. */
import { element } from "../page.ts";
import type { Translate } from "../strings.ts";
import type { Scene } from "./drawing.ts";
import { CLASSES, rounded, type Look } from "./scale.ts";

const SMALLEST = 2;

/** Counts for a legend: the largest disc that fits into a cell, and thirds of it, as round numbers. */
export function examples(scene: Scene): number[] {
  const most = scene.scale.most / scene.across ** 2;
  const found = Array.from({ length: CLASSES - 1 }, (_, at) => rounded((most * 0.99) / 3 ** (CLASSES - 2 - at) / 2));
  return [...new Set(found)];
}

/** Fill a legend for what is on the map; `side` is how wide a tile is there, in pixels. */
export function fillLegend(root: HTMLElement, scene: Scene, side: number, look: Look, t: Translate, figure: (value: number) => string): void {
  const parts: HTMLElement[] = [];
  if (scene.counted.length > 0) {
    const list = element("ul", "signs");
    list.setAttribute("role", "list");
    for (const count of examples(scene)) {
      const item = element("li"), radius = Math.max(SMALLEST, scene.scale.radius(count, side));
      item.append(disc(radius, look.ramp[scene.scale.colour(count, scene.across)]!), element("span", "", figure(count)));
      list.append(item);
    }
    parts.push(element("p", "legend-words", t("A disc stands for all events of its square: the more, the larger and the stronger.")), list);
  }
  if (scene.rows.length > 0) parts.push(element("p", "legend-words", t("Each small sign is one event; its shape and colour tell the category.")));
  root.replaceChildren(...parts);
}

function disc(radius: number, colour: string): HTMLCanvasElement {
  const canvas = element("canvas", "sign"), ratio = Math.min(devicePixelRatio, 2), size = Math.ceil(2 * radius) + 2, ctx = canvas.getContext("2d")!;
  canvas.setAttribute("aria-hidden", "true");
  canvas.width = canvas.height = size * ratio;
  canvas.style.width = canvas.style.height = `${size}px`;
  ctx.scale(ratio, ratio);
  ctx.arc(size / 2, size / 2, radius, 0, 2 * Math.PI);
  ctx.fillStyle = colour;
  ctx.fill();
  return canvas;
}
