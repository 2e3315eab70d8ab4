/** What buttons, keys and the clipboard do to the events; each is one step that can be undone. */
import { app } from "../../app.ts";
import type { Change, Fields } from "../../store/changes.ts";
import { before, freeId } from "../../store/order.ts";
import { wordsOf } from "../../pick/choices.tsx";
import { pasteChanges, type Place } from "../../tables/paste.ts";
import { t } from "../../words.ts";
import { headOf } from "./columns.ts";

/** Add an empty event behind another one; returns its id. */
export function addEvent(after: string | null): string {
  const { store } = app(), id = freeId("", { has: (one) => store.book.has("event", one) }, "event");
  store.add("event", id, { title: t("New event") }, after, { label: t("New event") });
  store.say(t("A row was added."));
  return id;
}

export function removeEvents(gone: readonly string[]): void {
  const { store } = app();
  if (gone.length === 0) return;
  let order = store.book.order("event");
  const changes = gone.map((id): Change => {
    const change: Change = { op: "remove", kind: "event", id, was: store.book.peek("event", id)!, after: before(order, id) };
    order = order.filter((one) => one !== id);
    return change;
  });
  store.change(changes, { label: gone.length === 1 ? store.nameOf("event", gone[0]!) : t("{n} events", { n: gone.length }) });
  store.say(gone.length === 1 ? t("1 row was removed. Undo brings it back.") : t("{n} rows were removed. Undo brings them back.", { n: gone.length }));
}

export function clearCells(rows: readonly string[], fields: readonly string[]): void {
  const { store } = app();
  const changes = rows.flatMap((id) => fields.flatMap((field): Change[] => {
    const was = store.book.peek("event", id)?.[field];
    return was === undefined || was === null || was === "" ? [] : [{ op: "set", kind: "event", id, field, was, now: null }];
  }));
  store.change(changes, { label: t("cells") });
}

/** Bring in cells of the clipboard. */
export function pasteCells(cells: string[][], place: Omit<Place, "kind">): void {
  const { store } = app();
  const records = { peek: (id: string) => store.book.peek("event", id), freeId: freeEventId };
  const heads = Object.fromEntries(place.columns.map((field) => [field, headOf(field)]));
  const { changes, added, updated, left } = pasteChanges(cells, { ...place, kind: "event" }, records, heads);
  store.change(changes, { label: t("pasted rows"), message: t("Pasted rows into events") });
  const words = t("{added} rows added, {updated} changed.", { added, updated });
  const without = t("{n} columns had no place in the table and were left out.", { n: left });
  store.say(left > 0 ? `${words} ${without}` : words);
}

function freeEventId(fields: Fields, taken: ReadonlySet<string>): string {
  const { book } = app().store;
  return freeId(String(fields.title ?? Object.values(fields)[0] ?? ""), { has: (id) => taken.has(id) || book.has("event", id) }, "event");
}

/** A cell's text, looked at without following it: rows don't jump while they are edited. */
export function lookedAt(id: string, field: string): string {
  const value = app().store.book.peek("event", id)?.[field];
  if (field === "site" && typeof value === "string" && value) return wordsOf("site", value);
  return typeof value === "string" ? value : value === null || value === undefined ? "" : String(value);
}
