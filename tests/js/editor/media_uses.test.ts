/** A chapter's media: which of them stands where the map is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hung, isInMap, placed } from "../../../storymap/browser/editor/media/uses.ts";

const MEDIA = [{ file: "a.jpg", where: "map", large: "b.jpg" }, { file: "c.ogg" }, { file: "d.jpg", where: "text", note: "kept" }];

test("there is room for one picture in the map's place, and all else stays", () => {
  assert.deepEqual(placed(MEDIA, 2, true), [{ file: "a.jpg", large: "b.jpg" }, { file: "c.ogg" }, { file: "d.jpg", note: "kept", where: "map" }]);
  assert.deepEqual(placed(MEDIA, 0, false), [{ file: "a.jpg", large: "b.jpg" }, { file: "c.ogg" }, MEDIA[2]]);
  assert.deepEqual(placed(MEDIA, 0, true)[2], MEDIA[2]);
});

test("a picture that is hung takes the map's place with its larger file, and keeps the words that it had", () => {
  const items = [{ file: "a.jpg", where: "map" }, { file: "media/b.jpg", alt: "A map." }];
  assert.deepEqual(hung(items, { file: "c.jpg", large: null }), [{ file: "a.jpg" }, items[1], { file: "c.jpg", where: "map" }]);
  assert.deepEqual(hung(items, { file: "b.jpg", large: "d.jpg" }), [{ file: "a.jpg" }, { file: "b.jpg", alt: "A map.", large: "d.jpg", where: "map" }]);
  assert.deepEqual(hung([], { file: "c.jpg", large: "d.jpg" }), [{ file: "c.jpg", large: "d.jpg", where: "map" }]);
});

test("the word counts in any case", () => {
  assert.deepEqual([{ where: "Map " }, { where: "text" }, {}, { where: null }].map(isInMap), [true, false, false, false]);
});
