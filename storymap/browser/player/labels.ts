/** Which side of its mark each name stands on, so that no name covers a mark or another name. */

export type Side = "right" | "left" | "below" | "above";

export interface Mark {
  id: string;
  x: number;
  y: number;
  /** Radius of the mark in pixels. */
  radius: number;
  /** Width of the name in pixels; 0 when the mark has no name to show. */
  width: number;
}

/** A rectangle in pixels. */
export interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export interface Arrangement {
  sides: Map<string, Side>;
  /** Everything that marks and names cover. */
  taken: Box[];
}

const HEIGHT = 20;
/** Pixels that a name keeps from the edge of the map. */
const EDGE = 4;
const SIDES: Side[] = ["right", "left", "below", "above"];

function overlap(a: Box, b: Box): boolean {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

function nameBox(mark: Mark, side: Side): Box {
  const gap = mark.radius + 4;
  const left = { right: mark.x + gap, left: mark.x - gap - mark.width, below: mark.x - mark.width / 2, above: mark.x - mark.width / 2 }[side];
  const top = { right: mark.y - HEIGHT / 2, left: mark.y - HEIGHT / 2, below: mark.y + mark.radius, above: mark.y - mark.radius - HEIGHT }[side];
  return { x0: left, y0: top, x1: left + mark.width, y1: top + HEIGHT };
}

/** The side of each named mark, earlier marks first; a name that fits nowhere is left out. `tools` stand over the map. */
export function placeNames(marks: Mark[], width: number, height: number, tools: Box[] = []): Arrangement {
  const taken: Box[] = [...marks.map(({ x, y, radius }) => ({ x0: x - radius, y0: y - radius, x1: x + radius, y1: y + radius })), ...tools];
  const sides = new Map<string, Side>();
  marks.forEach((mark, own) => {
    if (mark.width === 0) return;
    for (const side of SIDES) {
      const box = nameBox(mark, side);
      const inside = box.x0 >= EDGE && box.y0 >= EDGE && box.x1 <= width - EDGE && box.y1 <= height - EDGE;
      if (!inside || taken.some((other, index) => index !== own && overlap(box, other))) continue;
      taken.push(box);
      sides.set(mark.id, side);
      return;
    }
  });
  return { sides, taken };
}
