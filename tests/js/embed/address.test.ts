/** Addresses of frames. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { frameAddress } from "../../../storymap/browser/embed/address.ts";

const BASE = "https://paper.example/2026/article.html";

test("a chapter goes into the query, beside what stands there", () => {
  assert.equal(frameAddress("https://maps.example/hue/embed", null, BASE), "https://maps.example/hue/embed");
  assert.equal(frameAddress("https://maps.example/hue/embed?lang=vi", "the-river", BASE), "https://maps.example/hue/embed?lang=vi&chapter=the-river");
});

test("an address may be relative to the article", () => {
  assert.equal(frameAddress("../maps/hue/embed/", "", BASE), "https://paper.example/maps/hue/embed/");
});

test("code is no address", () => {
  for (const src of [null, "", "javascript:alert(1)", "data:text/html,x", "blob:https://a.example/1", "https://["]) {
    assert.equal(frameAddress(src, "a", BASE), null);
  }
});
