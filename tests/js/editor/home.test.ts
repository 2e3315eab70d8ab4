/** Addresses and languages on the page of all stories. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { editorOf, inThisLanguage } from "../../../storymap/browser/editor/home/address.ts";
import { languageChoices } from "../../../storymap/browser/editor/home/languages.ts";

test("links keep the language that was chosen, and ask for none otherwise", () => {
  assert.equal(inThisLanguage("/edit/hue", "https://x.org/edit/?lang=vi"), "/edit/hue?lang=vi");
  assert.equal(inThisLanguage("/edit/hue", "https://x.org/edit/"), "/edit/hue");
  assert.equal(inThisLanguage("/edit/hue?lang=en", "https://x.org/edit/?lang=vi"), "/edit/hue?lang=en");
});

test("a story is edited beside the list, below a path of the site's own too", () => {
  assert.equal(editorOf("hue", "/maps/edit/?lang=vi", "https://x.org/maps/edit/?lang=vi"), "/maps/edit/hue?lang=vi");
});

test("languages come by their names, those of the interface first", () => {
  const names = new Intl.DisplayNames(["vi"], { type: "language" });
  const choices = languageChoices((tag) => names.of(tag)!, "vi", ["en", "vi"]);
  assert.deepEqual(choices.slice(0, 2).map(({ value }) => value), ["en", "vi"]);
  assert.equal(new Set(choices.map(({ value }) => value)).size, choices.length);
  const rest = choices.slice(2).map(({ label }) => label);
  assert.deepEqual(rest, [...rest].sort(new Intl.Collator("vi").compare));
});
