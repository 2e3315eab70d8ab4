/** The layers and event sets that a chapter shows: an entry is an id, or a map that says more about it. */
import { present, type Fields, type Value } from "../../store/changes.ts";
import { listOf, wordsIn } from "./values.ts";

/** A layer or an event set as story.yaml describes it. */
export interface Listed { id: string; title: string; fields: Fields }

function isMap(value: Value): value is { [key: string]: Value } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What story.yaml lists and can be named by an id. */
export function listed(value: Value, first: string): Listed[] {
  const entries = (Array.isArray(value) ? value : []).filter(isMap).filter(({ id }) => present(id));
  return entries.map((fields) => ({ id: String(fields.id), title: wordsIn(fields.title, first, first) || String(fields.id), fields }));
}

/** The entries of a chapter: a list, or one. */
export function entriesOf(value: Value): Value[] {
  return Array.isArray(value) ? value : isMap(value) ? [value] : listOf(value);
}

export function entryId(entry: Value): string {
  return String(isMap(entry) ? entry.id : entry);
}

/** What a chapter says of one of them beyond its id; null where it isn't shown. */
export function stateOf(entries: readonly Value[], id: string): Fields | null {
  const entry = entries.find((one) => entryId(one) === id);
  if (entry === undefined) return null;
  if (!isMap(entry)) return {};
  const { id: _, ...state } = entry;
  return state;
}

/** The entries with another state of one of them: null takes it out, nothing to say leaves its id. */
export function withState(entries: readonly Value[], id: string, state: Fields | null): Value[] {
  if (state === null) return entries.filter((one) => entryId(one) !== id);
  const said = Object.fromEntries(Object.entries(state).filter(([, value]) => present(value)));
  const entry: Value = Object.keys(said).length > 0 ? { id, ...said } : id;
  return entries.some((one) => entryId(one) === id) ? entries.map((one) => (entryId(one) === id ? entry : one)) : [...entries, entry];
}

/** The ids of the layers beside the divider: the first is on its left, the others on its right. */
export function beside(entries: readonly Value[]): string[] {
  return entries.filter((one) => isMap(one) && one.compare === "swipe").map(entryId);
}

/** The entries with the first two layers beside the divider changed over. */
export function sidesChanged(entries: readonly Value[]): Value[] {
  const [left, right] = beside(entries), made = [...entries];
  const at = made.findIndex((one) => entryId(one) === left), other = made.findIndex((one) => entryId(one) === right);
  if (right !== undefined) [made[at], made[other]] = [made[other]!, made[at]!];
  return made;
}

/** An opacity in percent; of nothing, or of what is no number from 0 to 1, that of `otherwise`. */
export function percentOf(value: Value, otherwise = 100): number {
  const share = present(value) ? Number(String(value).replace(",", ".")) : Number.NaN;
  return share >= 0 && share <= 1 ? Math.round(share * 100) : otherwise;
}

/** An opacity as files hold it. */
export function shareOf(percent: number): string {
  return String(percent / 100);
}

const MONTH = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;

/** Whether a text is a year, a month or a date. */
export function isMonth(text: string): boolean {
  return MONTH.test(text.trim());
}

/** Whether the first of two of them is later; years begin in January and end in December. */
export function isLater(from: string, to: string): boolean {
  if (!isMonth(from) || !isMonth(to)) return false;
  const month = (text: string, ofAYear: string) => (text.length === 4 ? `${text}-${ofAYear}` : text.slice(0, 7));
  return month(from.trim(), "01") > month(to.trim(), "12");
}
