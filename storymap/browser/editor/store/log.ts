/** The log of what a person did: one entry a step, in order; undo and redo are entries too. */
import { compact, inverse, type Change, type Value } from "./changes.ts";

export interface Entry {
  /** Counts up within a session. */
  n: number;
  /** "merge" carries on what a save could not bring in at once; it is no step of the person's. */
  what: "do" | "undo" | "redo" | "merge";
  /** The entry that an undo or redo is about. */
  of: number | null;
  /** Words for the button: "Undo: title of Huế". */
  label: string;
  /** Typing into one field is one step until a pause; "" never joins. */
  group: string;
  at: number;
  changes: Change[];
  /** Rows for geocoding.csv that belong to the same save. */
  decisions: Value[];
  message: string;
  /** On the server's disk, or settled in another way (merged, undecided conflict). */
  saved: boolean;
}

export interface Stacks { done: number[]; undone: number[] }

/** Steps that are kept. */
export const KEPT = 400;
const PAUSE = 1200;

/** Which steps can be undone and done again, the next one last. */
export function stacks(entries: readonly Entry[]): Stacks {
  let done: number[] = [], undone: number[] = [];
  for (const { n, what, of } of entries) {
    if (what === "do") { done.push(n); undone = []; }
    if (what === "undo") { done = done.filter((one) => one !== of); if (of !== null) undone.push(of); }
    if (what === "redo") { undone = undone.filter((one) => one !== of); if (of !== null) done.push(of); }
  }
  const kept = new Set(entries.map(({ n }) => n));
  return { done: done.filter((n) => kept.has(n)), undone: undone.filter((n) => kept.has(n)) };
}

/** What undoes an entry, last change first. */
export function undoing(entry: Entry): Change[] {
  return [...entry.changes].reverse().map(inverse);
}

/** Whether typing goes on: the same field, no pause, and nothing of it under way to the server. */
export function joins(last: Entry | undefined, group: string, at: number): last is Entry {
  return last !== undefined && last.what === "do" && group !== "" && last.group === group && at - last.at < PAUSE && !last.saved;
}

/** The entry with more changes of the same group: what was there first, and what is there now. */
export function joined(entry: Entry, changes: readonly Change[], at: number): Entry {
  return { ...entry, at, changes: compact([...entry.changes, ...changes]) };
}

/** The entries that may go: saved ones beyond those that are kept, never one that waits. */
export function outdated(entries: readonly Entry[]): Entry[] {
  return entries.slice(0, Math.max(0, entries.length - KEPT)).filter(({ saved }) => saved);
}

/** What one save carries: whole entries that touch no record whose change the server refused; one at a time when careful. */
export function nextBatch(entries: readonly Entry[], held: { has(record: string): boolean }, careful: boolean): Entry[] {
  const free = entries.filter((entry) => !entry.saved && !recordsOf(entry).some((record) => held.has(record)));
  return careful ? free.slice(0, 1) : free;
}

/** The records that an entry changes, as "kind id". */
export function recordsOf(entry: Pick<Entry, "changes">): string[] {
  return [...new Set(entry.changes.map(({ kind, id }) => `${kind} ${id}`))];
}
