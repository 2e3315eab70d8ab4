/** What a person has to decide, one question a field or record, and the changes that carry out the answer. */
import { together } from "../history/together.ts";
import type { Conflict } from "../store/answers.ts";
import type { Book } from "../store/book.ts";
import { present, same, type AddRecord, type Change, type Fields, type Kind, type RemoveRecord, type SetField, type Value } from "../store/changes.ts";
import { before, freeId, reordered } from "../store/order.ts";

interface About {
  /** The conflicts that the answer settles. */
  conflicts: readonly Conflict[];
  kind: Kind;
  id: string;
}

/** Both gave one field another value. */
export interface FieldQuestion extends About { what: "field"; field: string; was: Value; mine: Value; theirs: Value; both: string | null }
/** They removed the record that was changed here; `record` is what it was here, null when nobody knows any more. */
export interface GoneQuestion extends About { what: "gone"; record: Fields | null; after: string | null; changes: readonly SetField[] }
/** They changed the record that was removed here. */
export interface RemovalQuestion extends About { what: "removal"; was: Fields; theirs: Fields }
/** Both added a record of one id. */
export interface TakenQuestion extends About { what: "taken"; mine: Fields; theirs: Fields; after: string | null }

export type Question = FieldQuestion | GoneQuestion | RemovalQuestion | TakenQuestion;
export type Answer = "mine" | "theirs" | "both" | { text: string };

type Records = Pick<Book, "order" | "peek" | "has">;

/** The questions, in the order in which they came; conflicts that have settled themselves meanwhile ask nothing. */
export function questions(conflicts: readonly Conflict[], book: Records): Question[] {
  const found: Question[] = [], gone = new Map<string, GoneQuestion & { conflicts: Conflict[]; changes: SetField[] }>();
  for (const conflict of conflicts) {
    const { change } = conflict, { kind, id } = change, here = book.peek(kind, id), about = { conflicts: [conflict], kind, id };
    if (change.op === "add") { if (here && !holds(here, change.values)) found.push({ ...about, what: "taken", mine: change.values, theirs: here, after: change.after }); }
    else if (change.op === "remove") { if (here) found.push({ ...about, what: "removal", was: change.was, theirs: here }); }
    else if (here) { if (!same(here[change.field], change.now)) found.push(fieldQuestion(about, change, here[change.field])); }
    else if (gone.has(`${kind} ${id}`)) joinIn(gone.get(`${kind} ${id}`)!, conflict, change);
    else {
      const question = { ...about, what: "gone" as const, record: conflict.record ?? null, after: conflict.after ?? null, changes: [change] };
      gone.set(`${kind} ${id}`, question);
      found.push(question);
    }
  }
  return found;
}

function joinIn(question: GoneQuestion & { conflicts: Conflict[]; changes: SetField[] }, conflict: Conflict, change: SetField): void {
  question.conflicts.push(conflict);
  question.changes.push(change);
  question.record ??= conflict.record ?? null;
}

/** Where both are texts, what only one of them changed is in both versions. */
function fieldQuestion(about: About, { field, was, now }: SetField, theirs: Value): FieldQuestion {
  const question = { ...about, what: "field" as const, field, was, mine: now, theirs, both: null };
  if (![was, now, theirs].every((value) => typeof value === "string" || !present(value)) || !`${was ?? ""}${now ?? ""}${theirs ?? ""}`.includes("\n")) return question;
  const made = together(text(was), text(now), text(theirs));
  return { ...question, mine: made.mine, theirs: made.theirs, both: made.both };
}

/** Whether a field holds words that a person can write together. */
export function isText({ was, mine, theirs }: FieldQuestion): boolean {
  return [was, mine, theirs].every((value) => typeof value === "string" || !present(value));
}

/** The changes that an answer makes of the story as it is now. */
export function changesFor(question: Question, answer: Answer, book: Records): Change[] {
  if (question.what === "field") return fieldChanges(question, answer, book);
  if (answer === "theirs") return [];
  const { kind, id } = question, here = book.peek(kind, id);
  if (question.what === "gone") return here ? [] : [bringBack(question)];
  if (question.what === "removal") return here ? [{ op: "remove", kind, id, was: here, after: before(book.order(kind), id) } satisfies RemoveRecord] : [];
  if (answer === "both") return [{ op: "add", kind: kind as AddRecord["kind"], id: freeId(id, { has: (one) => book.has(kind, one) }, kind), values: question.mine, after: id }];
  return here ? replaced(kind, id, here, question.mine) : [];
}

function fieldChanges({ kind, id, field, mine, theirs }: FieldQuestion, answer: Answer, book: Records): Change[] {
  const here = book.peek(kind, id)?.[field];
  const wanted = typeof answer === "object" ? answer.text : answer === "mine" ? mine : theirs;
  const chapters = kind === "story" && field === "chapters" && Array.isArray(wanted);
  const now = chapters ? reordered(book.order("chapter"), wanted.map(String)) : wanted ?? null;
  return same(here, now) ? [] : [{ op: "set", kind, id, field, was: here ?? null, now }];
}

function bringBack({ kind, id, record, after, changes }: GoneQuestion): Change {
  const values = { ...record, ...Object.fromEntries(changes.map(({ field, now }) => [field, now])) };
  return { op: "add", kind, id, values: Object.fromEntries(Object.entries(values).filter(([, value]) => present(value))), after };
}

function replaced(kind: Kind, id: string, here: Fields, mine: Fields): Change[] {
  const fields = [...new Set([...Object.keys(here), ...Object.keys(mine)])];
  return fields.filter((field) => !same(here[field], mine[field])).map((field) => ({ op: "set", kind, id, field, was: here[field] ?? null, now: mine[field] ?? null }));
}

function holds(here: Fields, values: Fields): boolean {
  return [...new Set([...Object.keys(here), ...Object.keys(values)])].every((field) => same(here[field], values[field]));
}

function text(value: Value): string {
  return typeof value === "string" ? value : "";
}
