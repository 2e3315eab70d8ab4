import assert from "node:assert/strict";
import { test } from "node:test";
import { joined, joins, KEPT, nextBatch, outdated, stacks, undoing, type Entry } from "../../../storymap/browser/editor/store/log.ts";
import type { Change } from "../../../storymap/browser/editor/store/changes.ts";

const set = (was: string, now: string, id = "hue"): Change => ({ op: "set", kind: "site", id, field: "name", was, now });
const entry = (n: number, more: Partial<Entry> = {}): Entry =>
  ({ n, what: "do", of: null, label: "", group: "", at: 0, changes: [set("a", "b")], decisions: [], message: "", saved: false, ...more });

test("undo and redo move steps between the stacks, and a new step empties the second", () => {
  const log = [entry(1), entry(2), entry(3, { what: "undo", of: 2 }), entry(4, { what: "undo", of: 1 }), entry(5, { what: "redo", of: 1 })];
  assert.deepEqual(stacks(log), { done: [1], undone: [2] });
  assert.deepEqual(stacks([...log, entry(6)]), { done: [1, 6], undone: [] });
});

test("a step that is not kept any more can neither be undone nor done again", () => {
  assert.deepEqual(stacks([entry(2), entry(3, { what: "undo", of: 1 })]), { done: [2], undone: [] });
});

test("merges are no steps", () => {
  assert.deepEqual(stacks([entry(1), entry(2, { what: "merge" })]).done, [1]);
});

test("undoing goes backwards", () => {
  assert.deepEqual(undoing(entry(1, { changes: [set("a", "b"), set("b", "c")] })), [set("c", "b"), set("b", "a")]);
});

test("typing joins until a pause, in one field, and not with what is saved", () => {
  const last = entry(1, { group: "g", at: 1000 });
  assert.ok(joins(last, "g", 1500));
  assert.ok(!joins(last, "g", 9000) && !joins(last, "h", 1500) && !joins(last, "", 1500) && !joins(entry(1, { group: "g", at: 1000, saved: true }), "g", 1500) && !joins(undefined, "g", 0));
  assert.deepEqual(joined(last, [set("b", "bc")], 1500).changes, [set("a", "bc")]);
});

test("a step of several fields keeps them all when another of its group joins", () => {
  const at = (field: string, was: string, now: string): Change => ({ op: "set", kind: "site", id: "hue", field, was, now });
  const first = entry(1, { group: "position", changes: [at("lat", "16", "17"), at("lon", "107", "108")] });
  assert.deepEqual(joined(first, [at("lat", "17", "18"), at("lon", "108", "109")], 1500).changes, [at("lat", "16", "18"), at("lon", "107", "109")]);
});

test("old steps go only once they are saved", () => {
  const log = Array.from({ length: KEPT + 3 }, (_, at) => entry(at + 1, { saved: at !== 1 }));
  assert.deepEqual(outdated(log).map(({ n }) => n), [1, 3]);
});

test("a record whose change was refused does not hold up the others", () => {
  const log = [entry(1, { saved: true }), entry(2), entry(3, { changes: [set("a", "b", "hanoi")] })];
  assert.deepEqual(nextBatch(log, new Set(["site hue"]), false).map(({ n }) => n), [3]);
  assert.deepEqual(nextBatch(log, new Set(), true).map(({ n }) => n), [2]);
  assert.deepEqual(nextBatch(log, new Set(), false).map(({ n }) => n), [2, 3]);
});
