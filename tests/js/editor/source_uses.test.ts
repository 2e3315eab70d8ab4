/** Who names a source, and its removal with every mention. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { removal, usesBySource, usesOf } from "../../../storymap/browser/editor/views/sources/uses.ts";
import { Book } from "../../../storymap/browser/editor/store/book.ts";

function story(): Book {
  const book = new Book();
  book.load({
    story: {}, chapters: [], sites: [{ id: "hue", source: "letter" }, { id: "hoi-an" }],
    events: [{ id: "one", source: "atlas; letter" }, { id: "two", source: "letters" }], sources: [{ id: "atlas" }, { id: "letter", citation: "A letter" }],
  });
  return book;
}

test("a source is used where its whole id stands in the cell", () => {
  assert.deepEqual(usesOf(story(), "letter"), [{ kind: "event", id: "one" }, { kind: "site", id: "hue" }]);
  assert.deepEqual([...usesBySource(story())], [["atlas", 1], ["letter", 2], ["letters", 1]]);
});

test("removing a source takes it out of the cells, and leaves the others there", () => {
  const book = story();
  const changes = removal(book, "letter", "atlas");
  assert.deepEqual(changes, [
    { op: "set", kind: "event", id: "one", field: "source", was: "atlas; letter", now: "atlas" },
    { op: "set", kind: "site", id: "hue", field: "source", was: "letter", now: null },
    { op: "remove", kind: "source", id: "letter", was: { citation: "A letter" }, after: "atlas" },
  ]);
  book.apply(changes);
  assert.deepEqual(usesOf(book, "letter"), []);
});
