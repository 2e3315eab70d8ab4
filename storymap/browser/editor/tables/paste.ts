/** What pasted cells mean in a table of records: fields that change, and rows that are new; one step for the person. */
import type { Change, Fields, Kind } from "../store/changes.ts";
import { same } from "../store/changes.ts";

/** The table as it is shown: which records and columns, and where the focus is. */
export interface Place {
  kind: Kind;
  ids: readonly string[];
  columns: readonly string[];
  row: number;
  column: number;
}

/** The records that there are, and a free id for a new one made of its fields. */
export interface Records {
  peek(id: string): Fields | null;
  freeId(fields: Fields, taken: ReadonlySet<string>): string;
}

export interface Pasted {
  changes: Change[];
  added: number;
  updated: number;
  /** Columns of the paste that lie outside the table. */
  left: number;
}

/** The fields that pasted heads name, when the first row is a row of heads; null when it holds values. */
export function headsOf(first: readonly string[], columns: readonly string[], heads: Readonly<Record<string, string>> = {}): (string | null)[] | null {
  const known = new Map<string, string>();
  for (const column of ["id", ...columns]) known.set(column.toLowerCase(), column);
  for (const [column, head] of Object.entries(heads)) known.set(head.toLowerCase(), column);
  const found = first.map((cell) => known.get(cell.toLowerCase()) ?? null);
  const count = found.filter((column) => column !== null).length;
  return count > 0 && count >= first.filter((cell) => cell !== "").length / 2 && new Set(found.filter(Boolean)).size === count ? found : null;
}

/** Turn pasted cells into changes; with a row of heads, rows with a known id change that record and all others are added. */
export function pasteChanges(cells: readonly (readonly string[])[], place: Place, records: Records, heads: Readonly<Record<string, string>> = {}): Pasted {
  const columns = headsOf(cells[0] ?? [], place.columns, heads);
  const rows = (columns ? cells.slice(1) : cells).filter((row) => row.some((cell) => cell !== "") || !columns);
  const named = columns ?? (cells[0] ?? []).map((_, index) => place.columns[place.column + index] ?? null);
  const width = Math.max(0, ...rows.map((row) => row.length));
  while (named.length < width) named.push(columns ? null : place.columns[place.column + named.length] ?? null);
  const pasted: Pasted = { changes: [], added: 0, updated: 0, left: named.filter((column) => column === null).length };
  const taken = new Set(place.ids);
  let after: string | null = null;
  rows.forEach((row, index) => {
    const fields = Object.fromEntries(named.flatMap((column, at) => (column === null ? [] : [[column, row[at] ?? ""]])));
    const { id: wanted, ...values } = fields;
    const target = columns ? (wanted !== undefined && records.peek(wanted) ? wanted : null) : place.ids[place.row + index] ?? null;
    if (target !== null) update(pasted, place.kind, target, values, records.peek(target) ?? {});
    else after = add(pasted, place.kind, wanted ?? "", values, records, taken, after);
  });
  return pasted;
}

function update(pasted: Pasted, kind: Kind, id: string, values: Fields, here: Fields): void {
  const changed = Object.entries(values).filter(([field, now]) => !same(here[field], now));
  for (const [field, now] of changed) pasted.changes.push({ op: "set", kind, id, field, was: here[field] ?? null, now });
  if (changed.length > 0) pasted.updated += 1;
}

function add(pasted: Pasted, kind: Kind, wanted: string, values: Fields, records: Records, taken: Set<string>, after: string | null): string | null {
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
  if (Object.keys(filled).length === 0) return after;
  const usable = /^[a-z0-9][a-z0-9-]*$/.test(wanted) && !taken.has(wanted);
  const id = usable ? wanted : records.freeId(filled, taken);
  taken.add(id);
  pasted.changes.push({ op: "add", kind, id, values: filled, after });
  pasted.added += 1;
  return id;
}
