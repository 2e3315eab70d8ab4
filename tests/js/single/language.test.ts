/** The address of a file says in which of its languages it is shown. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { languageOf } from "../../../storymap/browser/single/language.ts";

const shown = (address: string) => languageOf(new URL(address), { vi: "<html></html>" }, "en");

test("the file's own language is shown unless the address asks for one that it has", () => {
  assert.equal(shown("file:///story.html"), "en");
  assert.equal(shown("file:///story.html?lang=vi#hue"), "vi");
  assert.equal(shown("file:///story.html?lang=en"), "en");
  assert.equal(shown("file:///story.html?lang=fr"), "en");
  assert.equal(shown("file:///story.html?lang=toString"), "en");
});
