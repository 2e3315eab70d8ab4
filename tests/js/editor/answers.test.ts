import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../../../storymap/browser/editor/api.ts";
import { failure, pauseBefore } from "../../../storymap/browser/editor/store/answers.ts";

const error = (status: number, body = {}) => new ApiError(status, { code: "x", message: "Words" }, body);

test("a stale save is brought together with what the server holds", () => {
  assert.deepEqual(failure(error(412, { version: "v2", clean: [], conflicts: [] })), { what: "stale", version: "v2", clean: [], conflicts: [] });
});

test("no answer, a server in trouble and a full disk are waited for", () => {
  for (const status of [0, 429, 500, 502, 503, 507]) assert.equal(failure(error(status)).what, "wait");
});

test("a refusal is told once, in the server's words", () => {
  const refused = new ApiError(422, { code: "refused", message: "No such chapter.", problems: [{ message: "No such chapter." }, { message: "Choose another." }] });
  assert.deepEqual(failure(refused), { what: "refused", message: "No such chapter. Choose another." });
});

test("without a role nothing is tried in vain", () => {
  assert.equal(failure(error(401)).what, "shut-out");
  assert.equal(failure(error(403)).what, "shut-out");
});

test("tries come further and further apart", () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 9].map(pauseBefore), [1, 2, 4, 8, 16, 30, 30]);
});
