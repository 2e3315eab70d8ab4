/** What stands over a map and hides names that are written under it. */
import type { Box } from "./labels.ts";

/** The boxes of elements beside a map's own, in pixels of the map. */
export function boxesOver(map: HTMLElement, selector: string): Box[] {
  const frame = map.getBoundingClientRect();
  return Array.from(map.parentElement!.querySelectorAll(selector), (element) => {
    const { x, y, right, bottom } = element.getBoundingClientRect();
    return { x0: x - frame.x, y0: y - frame.y, x1: right - frame.x, y1: bottom - frame.y };
  });
}
