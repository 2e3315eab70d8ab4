import assert from "node:assert/strict";
import test from "node:test";
import { listOf, shownIds, viewAt, viewOf, withShown, withWords, wordsIn } from "../../../storymap/browser/editor/views/chapters/values.ts";

test("what a chapter shows is changed key by key, and goes when nothing is left", () => {
  const chapter = { show: { events: ["a"], tags: ["x"] } };
  assert.deepEqual(shownIds(chapter, "events"), ["a"]);
  assert.deepEqual(shownIds(chapter, "sites"), []);
  assert.deepEqual(withShown(chapter, "events", ["a", "b"]), { events: ["a", "b"], tags: ["x"] });
  assert.deepEqual(withShown(chapter, "events", []), { tags: ["x"] });
  assert.equal(withShown({ show: { events: ["a"] } }, "events", []), null);
  assert.deepEqual(withShown(null, "sites", ["hue"]), { sites: ["hue"] });
});

test("one id, or ids with commas, are a list too", () => {
  assert.deepEqual(listOf("hue"), ["hue"]);
  assert.deepEqual(listOf("hue; hoi-an"), ["hue", "hoi-an"]);
  assert.deepEqual(listOf(undefined), []);
});

test("a view is read in each of its forms, and written as a center", () => {
  const view = viewAt({ center: [107.58, 16.47], zoom: 9.25, bounds: [0, 0, 1, 1] });
  assert.deepEqual(view, { center: ["107.58", "16.47"], zoom: "9.25" });
  assert.deepEqual(viewOf(view), { kind: "center", lon: "107.58", lat: "16.47", zoom: "9.25" });
  assert.deepEqual(viewOf({ bounds: ["102", "8", "110", "24"] }), { kind: "bounds", box: ["102", "8", "110", "24"] });
  assert.deepEqual(viewOf({ fit: ["hue"] }), { kind: "sites", ids: ["hue"] });
  for (const all of ["fit", undefined, null, {}, { fit: [] }]) assert.deepEqual(viewOf(all), { kind: "all" });
});

test("words of a picture stay plain in one language and become a map with a second", () => {
  assert.equal(wordsIn("A bridge", "en", "en"), "A bridge");
  assert.equal(wordsIn("A bridge", "vi", "en"), "");
  assert.equal(withWords(null, "en", "A bridge", ["en", "vi"]), "A bridge");
  const both = withWords("A bridge", "vi", "Cây cầu", ["en", "vi"]);
  assert.deepEqual(both, { en: "A bridge", vi: "Cây cầu" });
  assert.equal(wordsIn(both, "vi", "en"), "Cây cầu");
  assert.equal(withWords(both, "vi", "", ["en", "vi"]), "A bridge");
  assert.equal(withWords("A bridge", "en", "", ["en"]), null);
});
