import assert from "node:assert/strict";
import { test } from "node:test";
import { Book, effect } from "../../../storymap/browser/editor/store/book.ts";
import type { Change } from "../../../storymap/browser/editor/store/changes.ts";

const state = () => ({
  story: { title: "Rivers", chapters: ["a", "b"] }, chapters: [{ id: "a", title: "A" }, { id: "b", title: "B" }],
  sites: [{ id: "hue", name: "Huế" }, { id: "hanoi", name: "Hà Nội" }], events: [], sources: [],
});
const book = () => { const made = new Book(); made.load(state()); return made; };
const set = (id: string, field: string, was: unknown, now: unknown, kind = "site") => ({ op: "set", kind, id, field, was, now }) as Change;

test("a field that is set to nothing is absent", () => {
  const here = book();
  here.apply([set("hue", "name", "Huế", "")]);
  assert.deepEqual(here.peek("site", "hue"), {});
});

test("a keystroke redraws one record and no list", () => {
  const here = book(), drawn: string[] = [];
  effect(() => { here.record("site", "hue"); drawn.push("hue"); });
  effect(() => { here.record("site", "hanoi"); drawn.push("hanoi"); });
  effect(() => { here.ids("site"); drawn.push("list"); });
  drawn.length = 0;
  here.apply([set("hue", "name", "Huế", "Hue")]);
  assert.deepEqual(drawn, ["hue"]);
  drawn.length = 0;
  here.load({ ...state(), sites: [{ id: "hue", name: "Hue" }, { id: "hanoi", name: "Hanoi" }] });
  assert.deepEqual(drawn, ["hanoi"]);
});

test("adding and removing a chapter keeps the story's list", () => {
  const here = book();
  here.apply([{ op: "add", kind: "chapter", id: "c", values: { title: "C" }, after: "a" }]);
  assert.deepEqual(here.peek("story", "")?.chapters, ["a", "c", "b"]);
  here.apply([{ op: "remove", kind: "chapter", id: "a", was: { title: "A" }, after: "" }]);
  assert.deepEqual(here.order("chapter"), ["c", "b"]);
  here.apply([set("", "chapters", ["c", "b"], ["b", "c"], "story")]);
  assert.deepEqual(here.order("chapter"), ["b", "c"]);
});

test("undo leaves alone what somebody else has changed since", () => {
  const here = book();
  assert.equal(here.fitted(set("hue", "name", "Mine", "Before")), null);
  assert.deepEqual(here.fitted(set("hue", "name", "Huế", "Hue")), set("hue", "name", "Huế", "Hue"));
  assert.equal(here.fitted({ op: "add", kind: "site", id: "hue", values: {}, after: null }), null);
});

test("undoing an addition removes the record as it is now", () => {
  const here = book();
  here.apply([set("hanoi", "lat", "", "21")]);
  assert.deepEqual(here.fitted({ op: "remove", kind: "site", id: "hanoi", was: { name: "Hà Nội" }, after: null }),
    { op: "remove", kind: "site", id: "hanoi", was: { name: "Hà Nội", lat: "21" }, after: "hue" });
});

test("undoing a reorder keeps a chapter that came since", () => {
  const here = book();
  here.apply([set("", "chapters", ["a", "b"], ["b", "a"], "story"), { op: "add", kind: "chapter", id: "c", values: {}, after: "a" }]);
  assert.deepEqual(here.fitted(set("", "chapters", ["b", "a"], ["a", "b"], "story")), set("", "chapters", ["b", "a", "c"], ["a", "c", "b"], "story"));
});

test("a record that is gone from the server's state is gone here", () => {
  const here = book();
  here.load({ ...state(), sites: [{ id: "hanoi", name: "Hà Nội" }] });
  assert.ok(!here.has("site", "hue"));
  assert.deepEqual(here.order("site"), ["hanoi"]);
});
