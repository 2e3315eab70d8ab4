/** Lines of longitude and latitude, with their names at the left and lower edge of the map. */
import { copies } from "../frame.ts";
import { project } from "../mercator.ts";
import { outlinesOf } from "./areas.ts";
import type { Paint } from "./painter.ts";
import { outlines, type Shown } from "./shown.ts";

const EDGE = 6;

/** A graticule; its names are written over it. */
export function graticule(shown: Shown): Paint {
  const lines = outlinesOf(shown);
  const ends = outlines(shown).flatMap(([feature, geometry]) => {
    if (geometry.type !== "LineString") return [];
    const [first, last] = [geometry.coordinates[0]!, geometry.coordinates.at(-1)!];
    return [{ name: shown.layer.names[feature] ?? "", upright: first[0] === last[0], at: project(first) }];
  });
  return (ctx, frame, palette, strength) => {
    lines(ctx, frame, palette, strength * 0.7);
    ctx.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0);
    ctx.globalAlpha = strength;
    ctx.font = `11px ${getComputedStyle(document.documentElement).fontFamily}`;
    ctx.textAlign = "left";
    ctx.textBaseline = "bottom";
    ctx.strokeStyle = palette.halo;
    ctx.fillStyle = palette.ink;
    ctx.lineWidth = 3;
    const write = (name: string, x: number, y: number) => { ctx.strokeText(name, x, y); ctx.fillText(name, x, y); };
    for (const { name, upright, at: [x, y] } of ends) {
      if (!upright) write(name, EDGE, y * frame.world - frame.top - 2);
      else for (const copy of copies(frame)) write(name, (x + copy) * frame.world - frame.left + 3, frame.height - EDGE);
    }
  };
}
