/** What the server's answers to a save mean. */
import { said, type ApiError } from "../api.ts";
import type { Change, Fields, Value } from "./changes.ts";

/** A change that cannot be brought in by itself, and what stands there now. */
export interface Conflict {
  change: Change;
  theirs: Value;
  /** The record as it was here, and what it stood behind, where somebody else has removed it. */
  record?: Fields;
  after?: string;
  /** The text that a person is writing of both, before it is taken. */
  draft?: string;
}

export interface Saved { version: string; revision?: string | null }

export type Failure =
  | { what: "stale"; version: string; clean: Change[]; conflicts: Conflict[] }
  | { what: "refused"; message: string }
  | { what: "shut-out"; message: string }
  | { what: "wait"; message: string };

/** What to do about a save that did not work: bring both together, tell, log in, or try again. */
export function failure(error: ApiError): Failure {
  if (error.status === 412) {
    const { version, clean, conflicts } = error.body as { version: string; clean?: Change[]; conflicts?: Conflict[] };
    return { what: "stale", version, clean: clean ?? [], conflicts: conflicts ?? [] };
  }
  if (error.status === 401 || error.status === 403) return { what: "shut-out", message: error.message };
  if (error.passes) return { what: "wait", message: error.message };
  return { what: "refused", message: said(error) };
}

/** Seconds until the next try: 1, 2, 4 … 30. */
export function pauseBefore(attempt: number): number {
  return Math.min(30, 2 ** Math.max(0, attempt - 1));
}
