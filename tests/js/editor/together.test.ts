/** Two versions of one text. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sides, together } from "../../../storymap/browser/editor/history/together.ts";

const was = "One.\n\nTwo.\n\nThree.\n\nFour.";

test("what only one of them changed is in both versions", () => {
  const made = together(was, "One, mine.\n\nTwo.\n\nThree.\n\nFour.", "One.\n\nTwo.\n\nThree.\n\nFour, theirs.");
  assert.equal(made.mine, "One, mine.\n\nTwo.\n\nThree.\n\nFour, theirs.");
  assert.deepEqual(made, { mine: made.mine, theirs: made.mine, both: made.mine });
});

test("only the paragraph that both changed differs, and both words can be had", () => {
  const made = together(was, "One, mine.\n\nTwo, mine.\n\nThree.\n\nFour.", "One.\n\nTwo, theirs.\n\nThree.\n\nFour, theirs.");
  assert.deepEqual(made, {
    mine: "One, mine.\n\nTwo, mine.\n\nThree.\n\nFour, theirs.", theirs: "One, mine.\n\nTwo, theirs.\n\nThree.\n\nFour, theirs.",
    both: "One, mine.\n\nTwo, mine.\n\nTwo, theirs.\n\nThree.\n\nFour, theirs.",
  });
});

test("a paragraph that one deleted and the other changed is kept by whoever changed it", () => {
  const made = together(was, "One.\n\nThree.\n\nFour.", "One.\n\nTwo, theirs.\n\nThree.\n\nFour.");
  assert.equal(made.mine, "One.\n\nThree.\n\nFour.");
  assert.equal(made.theirs, "One.\n\nTwo, theirs.\n\nThree.\n\nFour.");
  assert.match(made.both, /Two, theirs\./);
});

test("two texts where none was stand one after the other", () => {
  assert.deepEqual(together("", "Mine.", "Theirs."), { mine: "Mine.", theirs: "Theirs.", both: "Mine.\n\nTheirs." });
});

test("what both wrote in the same words stands there once", () => {
  assert.equal(together("", "Mine.\n\nSame.\n\nMine too.", "Theirs.\n\nSame.\n\nTheirs too.").both, "Mine.\n\nTheirs.\n\nSame.\n\nMine too.\n\nTheirs too.");
});

test("paragraphs added at one place by both are both there", () => {
  const made = together("One.", "One.\n\nMine.", "One.\n\nTheirs.");
  assert.deepEqual([made.mine, made.theirs], ["One.\n\nMine.", "One.\n\nTheirs."]);
  assert.match(made.both, /^One\.\n\nMine\.\n\n+Theirs\.$/);
});

test("no word of either is lost, whatever was written", () => {
  const words = ["A", "B", "C", "D"], breaks = "\n\n";
  let seed = 7;
  const pick = (n: number) => { seed = (seed * 48271) % 2147483647; return seed % n; };
  const change = (text: string, by: string) => text.split(breaks).flatMap((part, at) => [[part], [], [`${part}${by}${at}`], [part, `${by}n${at}`]][pick(4)]!).join(breaks);
  for (let round = 0; round < 500; round += 1) {
    const base = words.slice(0, 1 + pick(4)).join(breaks), mine = change(base, "m"), theirs = change(base, "t");
    const made = together(base, mine, theirs), both = new Set(made.both.split(/\s+/));
    for (const word of `${mine} ${theirs}`.match(/\S+[mt]n?\d/g) ?? []) assert.ok(both.has(word), `${word} of ${JSON.stringify([base, mine, theirs, made])}`);
    for (const word of mine.match(/\S*mn?\d/g) ?? []) assert.ok(made.mine.includes(word));
    for (const word of theirs.match(/\S*tn?\d/g) ?? []) assert.ok(made.theirs.includes(word));
    assert.deepEqual(together(base, mine, base), { mine, theirs: mine, both: mine });
    assert.deepEqual(together(base, base, theirs).theirs, theirs);
  }
});

test("each side is shown with the words that only it has", () => {
  const { mine, theirs } = sides("The new bridge", "The old bridge");
  assert.deepEqual(mine, [{ what: "same", text: "The " }, { what: "new", text: "new" }, { what: "same", text: " bridge" }]);
  assert.deepEqual(theirs.map(({ text }) => text).join(""), "The old bridge");
});

test("a comma between two other words belongs to them", () => {
  assert.deepEqual(sides("Mine, before.", "Theirs, meanwhile.").mine, [{ what: "new", text: "Mine, before" }, { what: "same", text: "." }]);
  assert.deepEqual(sides("Mine too", "Mine").mine, [{ what: "same", text: "Mine" }, { what: "new", text: " too" }]);
});
