/** What an article chooses in the query; `tests/render/test_embed_choices.py` reads the same table. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { passage, readChoices, stepsOf } from "../../../storymap/browser/frame/choices.ts";

interface Case { query: string; chapter: string; shown: string[]; map?: true; theme?: string; click?: true }
const CASES = JSON.parse(readFileSync(new URL("../../embed_choices.json", import.meta.url), "utf8")) as Case[];
const CHAPTERS = ["a", "b", "c", "d"];

for (const { query, chapter, shown, map = false, theme = null, click = false } of CASES) {
  test(`"${query}" chooses what the table says`, () => {
    const chosen = readChoices(new URLSearchParams(query), CHAPTERS);
    assert.equal(chosen.chapter, chapter);
    assert.deepEqual(passage(chosen, CHAPTERS), shown);
    assert.deepEqual([chosen.mapOnly, chosen.theme, chosen.click], [map, theme, click]);
  });
}

test("a passage that begins in the middle has no cover, and every one has the end", () => {
  const steps = (query: string) => stepsOf(readChoices(new URLSearchParams(query), CHAPTERS), CHAPTERS);
  assert.deepEqual(steps(""), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(steps("to=b"), [0, 1, 2, 5]);
  assert.deepEqual(steps("from=b&to=c"), [2, 3, 5]);
});
