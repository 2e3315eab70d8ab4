/** What pasted cells do to a table. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { headsOf, pasteChanges, type Place, type Records } from "../../../storymap/browser/editor/tables/paste.ts";
import type { Fields } from "../../../storymap/browser/editor/store/changes.ts";

const HERE: Record<string, Fields> = { one: { when: "1968", title: "First" }, two: { title: "Second" } };
const records: Records = {
  peek: (id) => HERE[id] ?? null,
  freeId: (_, taken) => `new-${taken.size}`,
};
const place = (row: number, column: number): Place => ({ kind: "event", ids: ["one", "two"], columns: ["when", "title", "site"], row, column });

test("cells fill from the focused one to the right and down, and rows beyond the end are added", () => {
  const pasted = pasteChanges([["Zweite", "hue"], ["Third", "da-nang"], ["Fourth", ""]], place(1, 1), records);
  assert.deepEqual(pasted.changes, [
    { op: "set", kind: "event", id: "two", field: "title", was: "Second", now: "Zweite" },
    { op: "set", kind: "event", id: "two", field: "site", was: null, now: "hue" },
    { op: "add", kind: "event", id: "new-2", values: { title: "Third", site: "da-nang" }, after: null },
    { op: "add", kind: "event", id: "new-3", values: { title: "Fourth" }, after: "new-2" },
  ]);
  assert.deepEqual([pasted.added, pasted.updated, pasted.left], [2, 1, 0]);
});

test("columns beyond the table's last are counted, not guessed", () => {
  const pasted = pasteChanges([["hue", "x", "y"]], place(0, 2), records);
  assert.deepEqual(pasted.changes.map((change) => change.op === "set" && change.field), ["site"]);
  assert.equal(pasted.left, 2);
});

test("a row of heads names the columns; a known id changes its record and all others are new", () => {
  const pasted = pasteChanges([["id", "Title", "colour"], ["one", "Uno", "red"], ["three", "Tre", ""], ["", "", ""]], place(0, 0), records, { title: "Title" });
  assert.deepEqual(pasted.changes, [
    { op: "set", kind: "event", id: "one", field: "title", was: "First", now: "Uno" },
    { op: "add", kind: "event", id: "three", values: { title: "Tre" }, after: null },
  ]);
  assert.equal(pasted.left, 1);
});

test("what is already there is no change", () => {
  const pasted = pasteChanges([["1968", "First"]], place(0, 0), records);
  assert.deepEqual([pasted.changes, pasted.updated], [[], 0]);
});

test("a first row of values is not taken for heads", () => {
  assert.equal(headsOf(["1968", "title of a book"], ["when", "title"]), null);
  assert.equal(headsOf(["when", "When"], ["when"]), null);
  assert.deepEqual(headsOf(["WHEN", "x"], ["when"]), ["when", null]);
});
