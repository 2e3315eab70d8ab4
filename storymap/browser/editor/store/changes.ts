/** Changes of a story as values, the same JSON as the server's, with what was there before. */

export const KINDS = ["story", "chapter", "site", "event", "source"] as const;
export type Kind = (typeof KINDS)[number];
/** A JSON value; "", null, [] and {} mean that the field is absent. */
export type Value = string | number | boolean | null | Value[] | { [key: string]: Value } | undefined;
export type Fields = Readonly<Record<string, Value>>;

export interface SetField { op: "set"; kind: Kind; id: string; field: string; was: Value; now: Value }
/** `after` is the id of the record before it, "" for the first place, null for the last. */
export interface AddRecord { op: "add"; kind: Kind; id: string; values: Fields; after: string | null }
export interface RemoveRecord { op: "remove"; kind: Kind; id: string; was: Fields; after: string | null }
export type Change = SetField | AddRecord | RemoveRecord;

/** Whether a value says something. */
export function present(value: Value): boolean {
  if (value === undefined || value === null || value === "") return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

/** Whether two values of a field mean the same. */
export function same(one: Value, other: Value): boolean {
  if (one === other) return true;
  if (!present(one) && !present(other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const a = one as Record<string, Value>, b = other as Record<string, Value>, keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && equal(a[key], b[key]));
}

function equal(one: Value, other: Value): boolean {
  return typeof one === "object" && typeof other === "object" ? same(one, other) : one === other;
}

/** The change that undoes this one. */
export function inverse(change: Change): Change {
  if (change.op === "set") return { ...change, was: change.now, now: change.was };
  const { kind, id, after } = change;
  if (change.op === "add") return { op: "remove", kind, id, was: change.values, after };
  return { op: "add", kind, id, values: change.was, after };
}

/** Fold changes made one after another into as few as say the same, for one save. */
export function compact(changes: readonly Change[]): Change[] {
  const made: (Change | null)[] = [];
  const added = new Map<string, number>(), set = new Map<string, number>();
  for (const change of changes) {
    const record = `${change.kind} ${change.id}`;
    if (change.op === "set") foldSet(made, change, record, added, set);
    else if (change.op === "add") foldAdd(made, change, record, added, set);
    else foldRemove(made, change, record, added, set);
    if (change.op !== "set" && change.kind === "chapter") set.delete("story  chapters"); // the list changed on the way
  }
  return made.filter((change): change is Change => change !== null && !(change.op === "set" && same(change.was, change.now)));
}

function foldSet(made: (Change | null)[], change: SetField, record: string, added: Map<string, number>, set: Map<string, number>): void {
  const field = `${record} ${change.field}`;
  const start = added.get(record), before = set.get(field);
  if (start !== undefined) {
    const add = made[start] as AddRecord;
    made[start] = { ...add, values: { ...add.values, [change.field]: change.now } };
  } else if (before !== undefined) made[before] = { ...(made[before] as SetField), now: change.now };
  else set.set(field, made.push(change) - 1);
}

/** What was removed just before and comes back as it was has not changed. */
function foldAdd(made: (Change | null)[], change: AddRecord, record: string, added: Map<string, number>, set: Map<string, number>): void {
  const last = made.at(-1);
  forget(set, record);
  if (last?.op === "remove" && `${last.kind} ${last.id}` === record && last.after === change.after && same(last.was, change.values)) made.pop();
  else added.set(record, made.push(change) - 1);
}

function foldRemove(made: (Change | null)[], change: RemoveRecord, record: string, added: Map<string, number>, set: Map<string, number>): void {
  const start = added.get(record);
  added.delete(record);
  if (start !== undefined && change.kind !== "chapter") return unmake(made, start, set, record);
  if (start !== undefined) return void made.push(change); // lists of chapters in between name it
  const was: Record<string, Value> = { ...change.was };
  for (const [at, one] of made.entries()) {
    if (one?.op !== "set" || `${one.kind} ${one.id}` !== record) continue;
    was[one.field] = one.was;
    made[at] = null;
  }
  forget(set, record);
  made.push({ ...change, was: Object.fromEntries(Object.entries(was).filter(([, value]) => present(value))) });
}

/** A record that was added and removed again never was; who stands behind it stands behind its neighbour. */
function unmake(made: (Change | null)[], start: number, set: Map<string, number>, record: string): void {
  const { kind, id, after } = made[start] as AddRecord;
  made[start] = null;
  for (const [at, one] of made.entries()) if (one?.op === "add" && one.kind === kind && one.after === id) made[at] = { ...one, after };
  forget(set, record);
}

function forget(set: Map<string, number>, record: string): void {
  for (const field of [...set.keys()]) if (field.startsWith(`${record} `)) set.delete(field);
}
