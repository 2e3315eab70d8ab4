/** What an article's snippet says of what was chosen. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { embedAddress, sizeOf } from "../../../storymap/browser/share/snippet.ts";

const EMBED = "https://maps.example/hue/embed?lang=vi";
const PLAIN = { chapter: "", extent: "", theme: "", click: false };

test("an address with nothing chosen stays as it is", () => assert.equal(embedAddress(EMBED, PLAIN), EMBED));

test("all that was chosen stands in the query", () => {
  assert.equal(embedAddress(EMBED, { chapter: "river", extent: "map", theme: "dark", click: true }),
    `${EMBED}&chapter=river&show=map&theme=dark&activate=click`);
});

test("one chapter alone is a passage from it to it, and the beginning is none", () => {
  assert.equal(embedAddress(EMBED, { ...PLAIN, chapter: "river", extent: "chapter" }), `${EMBED}&from=river&to=river`);
  assert.equal(embedAddress(EMBED, { ...PLAIN, extent: "chapter" }), EMBED);
});

test("a size without a width is as wide as the article", () => {
  assert.deepEqual(sizeOf("640x600"), { width: "640", height: "600" });
  assert.deepEqual(sizeOf("x400"), { width: "", height: "400" });
});
