import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, readRoute } from "../../../storymap/browser/editor/route.ts";

test("an address says section, record and field, whatever their letters", () => {
  for (const route of [{ section: "places", id: "hue", field: "name@vi" }, { section: "events", id: "a/b", field: null }, { section: "media", id: null, field: null }]) {
    assert.deepEqual(readRoute(addressOf(route)), route);
  }
});

test("no address is the story", () => {
  assert.deepEqual(readRoute(""), { section: "story", id: null, field: null });
});
