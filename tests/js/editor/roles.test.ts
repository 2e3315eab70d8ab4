/** The people of a story in one list. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { people } from "../../../storymap/browser/editor/views/sharing/roles.ts";

test("everybody stands there once, with the greater of both roles, by name", () => {
  const found = people({ roles: { Đức: "editor", Bình: "owner", Ana: "viewer" }, everywhere: { Ana: "owner", Bình: "viewer", Chi: "viewer" } }, "vi");
  assert.deepEqual(found, [
    { name: "Ana", role: "owner", everywhere: true }, { name: "Bình", role: "owner", everywhere: false },
    { name: "Chi", role: "viewer", everywhere: true }, { name: "Đức", role: "editor", everywhere: false },
  ]);
});
