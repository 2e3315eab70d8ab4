/** Rows of a table that is imported: questions, answers, and the account of every row. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { accountOf, choicesOf, fieldsFor, questionsOf, type RowPlace } from "../../../storymap/browser/editor/import/table.ts";
import type { Place } from "../../../storymap/browser/editor/places/candidates.ts";

const place = (id: string): Place => ({ id, name: id, country: "", country_name: "", kind: "", kind_words: "", lon: 0, lat: 0, parent: "", score: 1, confidence: 0.5, sure: false, reasons: [], distance_km: null, nearest_site: null });
const ROWS: RowPlace[] = [
  { row: 2, name: "Huế", status: "found", candidates: [place("a")] },
  { row: 3, name: "Springfield", status: "doubtful", candidates: [place("b"), place("c")] },
  { row: 4, name: "springfield", status: "doubtful", candidates: [place("b"), place("c")] },
  { row: 5, name: "Nowhere", status: "not-found", candidates: [] },
  { row: 6, name: "", status: "given", candidates: [] },
];

test("a doubtful name is asked once for all its rows", () => {
  assert.deepEqual(questionsOf(ROWS).map(({ name, rows }) => [name, rows]), [["Springfield", [3, 4]], ["Nowhere", [5]]]);
});

test("an answer counts for all rows of its name", () => {
  assert.deepEqual(choicesOf(questionsOf(ROWS), { 3: "c" }), { 3: "c", 4: "c" });
});

test("every row is in exactly one class", () => {
  assert.deepEqual(accountOf(ROWS, {}), { found: 1, chosen: 0, given: 1, without: 1, open: 2 });
  const answered = accountOf(ROWS, { 3: "c", 4: "none" });
  assert.deepEqual(answered, { found: 1, chosen: 1, given: 1, without: 2, open: 0 });
  assert.equal(Object.values(answered).reduce((sum, count) => sum + count), ROWS.length);
});

test("texts may go into any language of the story", () => {
  assert.ok(fieldsFor("event", ["en", "vi"]).includes("title@vi"));
  assert.ok(!fieldsFor("site", ["en"]).some((field) => field.includes("@")));
});
