/** A table on its way into the story: which column is which field, and what became of every row. */
import type { Change, Value } from "../store/changes.ts";
import type { Place } from "../places/candidates.ts";

export type ImportKind = "site" | "event";

/** What POST /api/tables read. */
export interface Table {
  sheets?: string[];
  header: string[];
  rows: string[][];
  /** The number that the spreadsheet shows for the first row. */
  first?: number;
  delimiter?: string | null;
  problems: { message: string; hint?: string | null }[];
}

export type Mapping = Record<string, string>;
export type Status = "found" | "doubtful" | "not-found" | "given";

export interface RowPlace {
  row: number;
  name: string;
  status: Status;
  candidates: Place[];
}

/** What POST import would change; nothing is written by it. */
export interface Plan {
  mapping: Mapping;
  changes: Change[];
  decisions: Value[];
  places: RowPlace[];
  problems: { severity?: string; message: string; hint?: string | null; row?: number | null; column?: string | null }[];
  /** What each column was taken for, and why. */
  guesses?: { column: string; field: string; why: string }[];
  /** Every row in exactly one class; `sites` and `sources` are records that come along. */
  counts?: { rows: number; added: number; existing: number; empty: number; refused: number; sites: number; sources: number };
}

export const NONE = "none";

/** Rows that a person must look at: the doubtful ones, each name once, with all rows that have it. */
export interface Question {
  name: string;
  rows: number[];
  status: Status;
  candidates: Place[];
}

/** The questions of a plan, in the order of their first row. */
export function questionsOf(places: readonly RowPlace[]): Question[] {
  const questions = new Map<string, Question>();
  for (const { row, name, status, candidates } of places) {
    if (status !== "doubtful" && status !== "not-found") continue;
    const key = `${status} ${name.normalize("NFC").toLowerCase()} ${candidates.map(({ id }) => id).join()}`;
    const known = questions.get(key);
    if (known) known.rows.push(row);
    else questions.set(key, { name, rows: [row], status, candidates });
  }
  return [...questions.values()];
}

/** What is sent for the answers: one choice for each row of each answered question. */
export function choicesOf(questions: readonly Question[], answers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(questions.flatMap((question) => {
    const answer = answers[keyOf(question)];
    return answer === undefined ? [] : question.rows.map((row) => [String(row), answer]);
  }));
}

/** A name for a question, stable while the answers change. */
export function keyOf({ rows }: Question): string {
  return String(rows[0]);
}

/** Every row in exactly one class. */
export interface Account {
  found: number;
  chosen: number;
  given: number;
  without: number;
  open: number;
}

/** Count the rows: found by name, chosen by the person, with coordinates of their own, left without a place, still open. */
export function accountOf(places: readonly RowPlace[], choices: Readonly<Record<string, string>>): Account {
  const account: Account = { found: 0, chosen: 0, given: 0, without: 0, open: 0 };
  for (const { row, status, candidates } of places) {
    const choice = choices[String(row)];
    if (choice === NONE || (status === "not-found" && choice === undefined) || candidates.length === 0 && status === "doubtful") account.without += 1;
    else if (choice !== undefined) account.chosen += 1;
    else if (status === "found") account.found += 1;
    else if (status === "given") account.given += 1;
    else account.open += 1;
  }
  return account;
}

/** The fields that a column may become, with the texts in every language; the last ones become others on the way in. */
export function fieldsFor(kind: ImportKind, languages: readonly string[]): string[] {
  const texts = (field: string) => languages.map((language, index) => (index === 0 ? field : `${field}@${language}`));
  return kind === "site"
    ? ["id", ...texts("name"), "lat", "lon", "kind", "country", "precision_km", "certainty", "gazetteer_id", "source", ...texts("note"), "coordinates"]
    : ["id", "site", "place", "lat", "lon", "when", "when_alternative", ...texts("title"), ...texts("text"), "source", "certainty", "tags", ...texts("note"), "coordinates", "start", "end", "year", "month", "day", "kind", "country"];
}
