/** Ids in one cell, with ";" between, as the columns `source` and `tags` hold them. */

/** The ids of a cell, each once. */
export function idsIn(cell: string): string[] {
  return [...new Set(cell.split(";").map((id) => id.trim()).filter(Boolean))];
}

/** The cell that holds these ids. */
export function cellOf(ids: readonly string[]): string {
  return ids.join("; ");
}

/** A cell that is being typed: the ids before the last ";", and the words after it. */
export function typedIn(cell: string): { before: string[]; words: string } {
  const at = cell.lastIndexOf(";");
  return { before: idsIn(cell.slice(0, Math.max(0, at))), words: cell.slice(at + 1).trim() };
}
