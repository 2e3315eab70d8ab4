/** A picture that lies on the map: bent over its mesh once, and then drawn like a stamp. */
import type { Layer } from "../document.ts";
import { part } from "../page.ts";
import type { Paint } from "./painter.ts";
import { bend, drawStamp, type Stamp } from "./stamp.ts";

/** The picture of a layer: the page has it, with its alternative text. */
export function picture(layer: Layer, changed: () => void): Paint {
  let stamp: Stamp | null = null;
  void load(layer).then((image) => {
    if (!image || !layer.image) return;
    stamp = bend(image, layer.image.mesh, layer.image.cells);
    changed();
    image.dataset.placed = "";
  });
  return (ctx, frame, _palette, strength) => {
    if (stamp) drawStamp(ctx, frame, stamp, strength);
  };
}

async function load(layer: Layer): Promise<HTMLImageElement | null> {
  const image = part<HTMLImageElement>(`[data-overlay="${CSS.escape(layer.id)}"]`);
  image.loading = "eager";
  if (image.dataset.src) image.src = image.dataset.src;
  try {
    await image.decode();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return null; // the page shows its alternative text
  }
  return image;
}
