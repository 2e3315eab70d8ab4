/** What passes between the editor and its preview. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readMessage, standing } from "../../../storymap/browser/preview/messages.ts";

test("a chapter's text comes in whole", () => {
  const message = { type: "storymap:chapter", id: "hue", title: "Huế", html: "<p>Sông Hương</p>" };
  assert.deepEqual(readMessage(message), message);
});

test("anything else is no message", () => {
  for (const value of [null, "storymap:go", 7, {}, { type: "storymap:go" }, { type: "storymap:chapter", id: "hue" }, { type: "message", value: 1 }]) {
    assert.equal(readMessage(value), null);
  }
});

test("a view beyond the date line is written on the globe's one turn", () => {
  const view = standing({ center: [481.234567, 10.5], zoom: 6.12345, bounds: [480, 9, 482.5, 12] });
  assert.deepEqual(view, { center: [121.23457, 10.5], zoom: 6.12, bounds: [120, 9, 122.5, 12] });
});

test("a view over the date line keeps its east beyond its west", () => {
  assert.deepEqual(standing({ center: [-185, 0], zoom: 3, bounds: [-200, -10, -170, 10] }).bounds, [160, -10, 190, 10]);
});
