/** A scanned map on the ground while its points are placed, as readers will see it, and see-through. */
import type { Position } from "../../player/document.ts";
import { layOn } from "../../player/map.ts";
import { bend, drawStamp, type Stamp } from "../../player/layers/stamp.ts";
import { Surface } from "../../player/surface.ts";

export interface Sheet {
  image: HTMLImageElement;
  mesh: Position[];
  cells: number;
  /** From 0 to 1. */
  strength: number;
}

/** Lay a surface for a sheet on a map, above the ground and below names and marks; the result shows one, or none. */
export function sheetOn(map: Parameters<typeof layOn>[0]): { surface: Surface; show(sheet: Sheet | null): void } {
  let shown: Sheet | null = null, stamp: Stamp | null = null;
  map.createPane("sheet").style.zIndex = "250";
  const surface = layOn(map, "sheet", new Surface((ctx, frame) => { if (stamp && shown) drawStamp(ctx, frame, stamp, shown.strength); }, { empty: () => stamp === null }));
  return {
    surface,
    show(sheet) {
      if (sheet === shown) return;
      if (!sheet) stamp = null;
      else if (!stamp || sheet.mesh !== shown?.mesh || sheet.image !== shown.image) stamp = bend(sheet.image, sheet.mesh, sheet.cells);
      shown = sheet;
      surface.redraw();
    },
  };
}
