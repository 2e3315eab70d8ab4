/** Where records stand in their list: ids in order, with additions and moves by the id before. */

/** Put `id` behind `after`: "" is the first place, null the last; an id that is gone means the last. */
export function inserted(order: readonly string[], id: string, after: string | null): string[] {
  const rest = order.filter((one) => one !== id);
  const at = after === "" ? 0 : after === null ? rest.length : rest.indexOf(after) + 1 || rest.length;
  return [...rest.slice(0, at), id, ...rest.slice(at)];
}

/** The id before `id`, "" when it is the first. */
export function before(order: readonly string[], id: string): string {
  return order[order.indexOf(id) - 1] ?? "";
}

/** Move one id by a number of places, not past the ends. */
export function moved(order: readonly string[], id: string, by: number): string[] {
  const at = order.indexOf(id);
  if (at < 0) return [...order];
  const rest = order.filter((one) => one !== id);
  const to = Math.min(rest.length, Math.max(0, at + by));
  return [...rest.slice(0, to), id, ...rest.slice(to)];
}

/** The members of `present` in the order of `wanted`; those that `wanted` does not know stay behind their neighbour. */
export function reordered(present: readonly string[], wanted: readonly string[]): string[] {
  const here = new Set(present), known = new Set(wanted);
  let made = wanted.filter((id) => here.has(id));
  for (const id of present) if (!known.has(id)) made = inserted(made, id, before(present, id));
  return made;
}

/** Whether something else of a story in these languages has the address that a chapter of this id would have (as in storymap/model/taken.py). */
export function takenWord(id: string, languages: readonly string[]): boolean {
  return ["data", "embed", "media", ...languages.slice(1).map((tag) => tag.toLowerCase())].includes(id);
}

/** An id that no record has yet, from words in any script: "Đà Nẵng" -> "da-nang", "da-nang-2". */
export function freeId(words: string, taken: { has(id: string): boolean }, fallback: string): string {
  const plain = words.replace(/[đĐ]/g, "d").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const start = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 50).replace(/-+$/, "") || fallback;
  if (!taken.has(start)) return start;
  for (let number = 2; ; number += 1) if (!taken.has(`${start}-${number}`)) return `${start}-${number}`;
}
