/** Changes of a revision grouped by record, and what differs between two texts, for people to read. */
import { diffLines, diffWordsWithSpace } from "diff";
import { present, type Change, type Fields, type Kind, type Value } from "../store/changes.ts";

export interface Piece {
  what: "same" | "gone" | "new";
  text: string;
}

/** What happened to one field; long texts line by line, short ones word by word. */
export interface FieldChange {
  field: string;
  pieces: Piece[];
}

export interface RecordChange {
  kind: Kind;
  id: string;
  what: "added" | "removed" | "changed";
  fields: FieldChange[];
}

/** A value as text: lists and maps one entry a line. */
export function shown(value: Value): string {
  if (!present(value)) return "";
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(entry).join("\n");
  if (typeof value === "object" && value !== null && "type" in value) return String(value.type);
  return typeof value === "object" && value !== null ? Object.entries(value).map(([key, one]) => `${key}: ${typeof one === "object" ? JSON.stringify(one) : String(one)}`).join("\n") : String(value);
}

/** An entry of a list; of a map its name first, and then what it says more. */
function entry(value: Value): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return typeof value === "object" ? JSON.stringify(value) : String(value);
  const { id, file, ...rest } = value, name = id ?? file;
  if (name === undefined) return JSON.stringify(value);
  const more = Object.entries(rest).map(([key, one]) => `${key}: ${typeof one === "object" ? JSON.stringify(one) : String(one)}`);
  return [String(name), ...more].join(", ");
}

/** Texts of which less than this stayed are told as one that went and one that came. */
const ALIKE = 0.4;

/** The pieces of two texts, the gone one before the new one. */
export function pieces(was: string, now: string): Piece[] {
  const whole = [{ what: "gone" as const, text: was }, { what: "new" as const, text: now }].filter(({ text }) => text !== "");
  if (whole.length < 2) return whole;
  const long = was.includes("\n") || now.includes("\n");
  const parts = long ? diffLines(was, now) : diffWordsWithSpace(was, now);
  const stayed = parts.reduce((sum, { added, removed, value }) => (added || removed ? sum : sum + value.trim().length), 0);
  if (!long && stayed < ALIKE * Math.max(was.length, now.length)) return whole;
  return parts.map(({ added, removed, value }) => ({ what: added ? "new" : removed ? "gone" : "same", text: value }));
}

/** Shorten what stayed the same to the lines next to what changed. */
export function nearby(all: readonly Piece[], lines = 1): Piece[] {
  return all.map((piece, index) => {
    if (piece.what !== "same") return piece;
    const rows = piece.text.split("\n");
    const [head, tail] = [index === 0 ? 0 : lines + 1, index === all.length - 1 ? 0 : lines + 1];
    if (rows.length <= head + tail + 1) return piece;
    return { ...piece, text: [...rows.slice(0, head), "…", ...rows.slice(rows.length - tail)].join("\n") };
  });
}

/** Changes grouped by record, in the order of their first change. */
export function byRecord(changes: readonly Change[]): RecordChange[] {
  const records = new Map<string, RecordChange>();
  for (const change of changes) {
    const key = `${change.kind} ${change.id} ${change.op === "set" ? "changed" : change.op}`;
    const record = records.get(key) ?? { kind: change.kind, id: change.id, what: whatOf(change), fields: [] };
    records.set(key, record);
    if (change.op === "set") record.fields.push({ field: change.field, pieces: pieces(shown(change.was), shown(change.now)) });
    else record.fields.push(...whole(change.op === "add" ? change.values : change.was, change.op === "add" ? "new" : "gone"));
  }
  return [...records.values()];
}

function whatOf(change: Change): RecordChange["what"] {
  return change.op === "add" ? "added" : change.op === "remove" ? "removed" : "changed";
}

function whole(fields: Fields, what: "new" | "gone"): FieldChange[] {
  return Object.entries(fields).filter(([, value]) => present(value)).map(([field, value]) => ({ field, pieces: [{ what, text: shown(value) }] }));
}
