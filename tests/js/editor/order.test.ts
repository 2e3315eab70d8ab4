import assert from "node:assert/strict";
import { test } from "node:test";
import { before, freeId, inserted, moved, reordered, takenWord } from "../../../storymap/browser/editor/store/order.ts";

test("a record goes behind the one that is named, first, or last", () => {
  assert.deepEqual(inserted(["a", "b"], "x", "a"), ["a", "x", "b"]);
  assert.deepEqual(inserted(["a", "b"], "x", ""), ["x", "a", "b"]);
  assert.deepEqual(inserted(["a", "b"], "x", null), ["a", "b", "x"]);
  assert.deepEqual(inserted(["a", "b"], "x", "gone"), ["a", "b", "x"]);
  assert.equal(before(["a", "b"], "b"), "a");
  assert.equal(before(["a", "b"], "a"), "");
});

test("a move stops at the ends", () => {
  assert.deepEqual(moved(["a", "b", "c"], "a", 1), ["b", "a", "c"]);
  assert.deepEqual(moved(["a", "b", "c"], "a", 9), ["b", "c", "a"]);
  assert.deepEqual(moved(["a", "b", "c"], "c", -9), ["c", "a", "b"]);
  assert.deepEqual(moved(["a"], "gone", 1), ["a"]);
});

test("an order from before keeps who came since behind its neighbour, and drops who is gone", () => {
  assert.deepEqual(reordered(["a", "new", "b"], ["b", "gone", "a"]), ["b", "a", "new"]);
});

test("an id is made from words in any script and never given twice", () => {
  assert.equal(freeId("Đà Nẵng, 1968", new Set(), "place"), "da-nang-1968");
  assert.equal(freeId("Đà Nẵng", new Set(["da-nang", "da-nang-2"]), "place"), "da-nang-3");
  assert.equal(freeId("東京", new Set(["place"]), "place"), "place-2");
  assert.match(freeId("a".repeat(99), new Set(), "x"), /^a{50}$/);
});

test("a chapter is not named as a folder of the story or as one of its further languages", () => {
  const taken = { has: (id: string) => takenWord(id, ["en", "vi", "zh-Hant"]) };
  assert.deepEqual(["Data", "Embed", "VI", "zh Hant", "en", "map"].map((words) => freeId(words, taken, "chapter")), ["data-2", "embed-2", "vi-2", "zh-hant-2", "en", "map"]);
});
