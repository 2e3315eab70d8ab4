/** Which rows of a table are shown, and in which order: a filter over all words, and a column to sort by. */

export interface Sorting {
  column: string;
  down: boolean;
}

/** Words folded for searching: no case, no marks, and đ found by d. */
export function folded(text: string): string {
  return text.replace(/[đĐ]/g, "d").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The ids whose cells hold all words of the query, sorted; empty cells stand last whichever way. */
export function arranged(ids: readonly string[], query: string, sorting: Sorting | null, cell: (id: string, column: string) => string, columns: readonly string[], language: string): readonly string[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const found = words.length === 0 ? ids : ids.filter((id) => {
    const text = folded([id, ...columns.map((column) => cell(id, column))].join("\n"));
    return words.every((word) => text.includes(word));
  });
  if (!sorting) return found;
  const { compare } = new Intl.Collator(language, { numeric: true });
  const keyed = found.map((id) => ({ id, value: cell(id, sorting.column) }));
  keyed.sort((one, other) => {
    if (one.value === "" || other.value === "") return Number(one.value === "") - Number(other.value === "");
    return compare(one.value, other.value) * (sorting.down ? -1 : 1);
  });
  return keyed.map(({ id }) => id);
}

/** The rows that a window of `height` pixels shows, with some more on both sides; `to` is not included. */
export function windowOf(scrolled: number, height: number, row: number, rows: number, spare = 8): { from: number; to: number } {
  const from = Math.max(0, Math.floor(scrolled / row) - spare);
  return { from, to: Math.min(rows, Math.ceil((scrolled + height) / row) + spare) };
}
