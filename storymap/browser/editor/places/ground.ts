/** The ground that the editor's map is drawn on: the same outline and finer detail as readers see, loaded once. */
import type { Ground } from "../../player/basemap/detail.ts";
import { outlinePainter, type Outline, type PaintBase } from "../../player/outline.ts";

/** Addresses of the page's files: the outline, the code for finer detail, and its archive. */
export interface GroundUrls {
  outline: string;
  detail: string;
  basemap: string;
}

const painters = new Map<string, Promise<PaintBase>>();
const grounds = new Map<string, Promise<Ground>>();

/** The painter of land and lakes. */
export function outlineAt(url: string): Promise<PaintBase> {
  let painter = painters.get(url);
  if (!painter) {
    painter = fetch(url).then((answer) => answer.json() as Promise<Outline>).then(outlinePainter);
    painters.set(url, painter);
  }
  return painter;
}

/** The finer detail, with names in `language`. */
export function groundAt(urls: GroundUrls, language: string): Promise<Ground> {
  const key = `${urls.basemap} ${language}`;
  let ground = grounds.get(key);
  if (!ground) {
    ground = import(urls.detail).then((made: { Ground: typeof Ground }) => new made.Ground(new URL(urls.basemap, location.href).href, language));
    grounds.set(key, ground);
  }
  return ground;
}
