/** One painter per kind of layer: it prepares what it can once, and then paints every frame. */
import type { Layer } from "../document.ts";
import type { Frame } from "../frame.ts";
import type { Palette } from "../palette.ts";
import { choropleth, outlinesOf } from "./areas.ts";
import { circles, clusters, dots } from "./points.ts";
import { flows } from "./flows.ts";
import { graticule } from "./graticule.ts";
import { heat } from "./heat.ts";
import { picture } from "./picture.ts";
import { shownOf } from "./shown.ts";

/** Paint a frame; `strength` (0 to 1) is how far the layer is there. */
export type Paint = (ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette, strength: number) => void;

/** The painter of a layer; `filter` says which features it shows, `changed` asks for a new frame. */
export function painterOf(layer: Layer, filter: number[] | null, changed: () => void): Paint {
  if (layer.kind === "image") return picture(layer, changed);
  const shown = shownOf(layer, filter);
  switch (layer.kind) {
    case "choropleth": return choropleth(shown);
    case "circles": return circles(shown);
    case "clusters": return clusters(shown);
    case "flows": return flows(shown);
    case "graticule": return graticule(shown);
    case "heat": return heat(shown);
    case "tiles": return () => {};
    case "geojson": {
      const [lines, points] = [outlinesOf(shown), dots(shown)];
      return (...frame) => { lines(...frame); points(...frame); };
    }
  }
}
