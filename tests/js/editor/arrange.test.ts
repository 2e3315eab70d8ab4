/** Rows found, sorted and windowed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { arranged, folded, windowOf } from "../../../storymap/browser/editor/tables/arrange.ts";

const ROWS: Record<string, Record<string, string>> = {
  a: { title: "Đà Nẵng", when: "1968" },
  b: { title: "Huế", when: "" },
  c: { title: "An Khê", when: "945" },
};
const show = (query: string, column = "", down = false) =>
  arranged(Object.keys(ROWS), query, column ? { column, down } : null, (id, field) => ROWS[id]![field] ?? "", ["title", "when"], "vi");

test("words are found without their marks, all of them, in any column", () => {
  assert.deepEqual(show("da nang"), ["a"]);
  assert.deepEqual(show("1968 ĐÀ"), ["a"]);
  assert.deepEqual(show("hue 1968"), []);
  assert.equal(folded("Đường"), "duong");
});

test("rows are sorted as the language sorts, and empty cells stand last both ways", () => {
  assert.deepEqual(show("", "title"), ["c", "a", "b"]);
  assert.deepEqual(show("", "when"), ["c", "a", "b"]);
  assert.deepEqual(show("", "when", true), ["a", "c", "b"]);
  assert.deepEqual(show(""), ["a", "b", "c"]);
});

test("a window shows the rows in it and a few beside", () => {
  assert.deepEqual(windowOf(0, 400, 40, 20_000), { from: 0, to: 18 });
  assert.deepEqual(windowOf(4000, 400, 40, 20_000), { from: 92, to: 118 });
  assert.deepEqual(windowOf(0, 400, 40, 3), { from: 0, to: 3 });
});
