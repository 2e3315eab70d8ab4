import assert from "node:assert/strict";
import { test } from "node:test";
import { compact, inverse, same, type Change } from "../../../storymap/browser/editor/store/changes.ts";

const set = (field: string, was: string, now: string, id = "hue"): Change => ({ op: "set", kind: "site", id, field, was, now });
const add = (id: string, after: string | null, values = {}): Change => ({ op: "add", kind: "site", id, values, after });
const remove = (id: string, was = {}, after: string | null = ""): Change => ({ op: "remove", kind: "site", id, was, after });

test("absent values are the same in every spelling, and lists by what they hold", () => {
  assert.ok(same("", null) && same([], undefined) && same({}, ""));
  assert.ok(same(["a", { b: 1 }], ["a", { b: 1 }]));
  assert.ok(!same(["a"], ["b"]) && !same("1", 1) && !same({ a: 1 }, { b: 1 }) && !same(["a"], { 0: "a" }));
});

test("undoing twice is the change itself", () => {
  for (const change of [set("name", "Hue", "Huế"), add("a", "b", { name: "A" }), remove("a", { name: "A" })]) {
    assert.deepEqual(inverse(inverse(change)), change);
  }
});

test("many keystrokes in one field become one change from the first to the last", () => {
  assert.deepEqual(compact([set("name", "", "H"), set("lat", "", "1"), set("name", "H", "Hu"), set("name", "Hu", "Huế")]), [set("name", "", "Huế"), set("lat", "", "1")]);
});

test("what was typed and taken back is no change", () => {
  assert.deepEqual(compact([set("name", "a", "b"), set("name", "b", "a")]), []);
});

test("fields set on a new record are part of it", () => {
  assert.deepEqual(compact([add("hue", null), set("name", "", "Huế")]), [add("hue", null, { name: "Huế" })]);
});

test("a record added and removed never was, and who stood behind it stands behind its neighbour", () => {
  assert.deepEqual(compact([add("a", "x"), add("b", "a"), remove("a")]), [add("b", "x")]);
});

test("removing says what was there before the changes that were not sent", () => {
  assert.deepEqual(compact([set("name", "Hue", "Huế"), remove("hue", { name: "Huế", lat: "16" })]), [remove("hue", { name: "Hue", lat: "16" })]);
});

test("removed and brought back at once is no change", () => {
  assert.deepEqual(compact([remove("a", { name: "A" }, "x"), add("a", "x", { name: "A" })]), []);
});

test("a list of chapters from before an addition stays apart from one after it", () => {
  const list = (was: string[], now: string[]): Change => ({ op: "set", kind: "story", id: "", field: "chapters", was, now });
  const chapter: Change = { op: "add", kind: "chapter", id: "c", values: {}, after: null };
  const changes = [list(["a", "b"], ["b", "a"]), chapter, list(["b", "a", "c"], ["c", "b", "a"])];
  assert.deepEqual(compact(changes), changes);
});
