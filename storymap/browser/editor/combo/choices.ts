/** Keys in a list of choices under a field: which choice becomes the active one. */

/** The active choice after a key, -1 for none; null when the key does something else. */
export function movedChoice(key: string, active: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return active + 1 >= count ? 0 : active + 1;
  if (key === "ArrowUp") return active <= 0 ? count - 1 : active - 1;
  if (active >= 0 && key === "PageDown") return Math.min(count - 1, active + 10);
  if (active >= 0 && key === "PageUp") return Math.max(0, active - 10);
  return null;
}
