/** What a person has to decide, and what follows from the answer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { changesFor, isText, questions, type FieldQuestion, type GoneQuestion } from "../../../storymap/browser/editor/conflicts/questions.ts";
import { Book } from "../../../storymap/browser/editor/store/book.ts";
import type { SetField } from "../../../storymap/browser/editor/store/changes.ts";

function story(): Book {
  const book = new Book();
  book.load({
    story: { title: "T", chapters: ["a", "b", "c"] }, chapters: [{ id: "a", text: "One.\n\nTheirs." }, { id: "b" }, { id: "c" }],
    sites: [{ id: "hue", name: "Theirs", lat: "16" }], events: [], sources: [],
  });
  return book;
}
const set = (kind: SetField["kind"], id: string, field: string, was: unknown, now: unknown): SetField => ({ op: "set", kind, id, field, was, now }) as SetField;

test("two values of one field are one question", () => {
  const book = story(), asked = questions([{ change: set("site", "hue", "name", "Hue", "Mine"), theirs: "Theirs" }], book) as FieldQuestion[];
  assert.deepEqual(asked.map(({ what, mine, theirs }) => [what, mine, theirs]), [["field", "Mine", "Theirs"]]);
  assert.ok(isText(asked[0]!));
  assert.deepEqual(changesFor(asked[0]!, "mine", book), [set("site", "hue", "name", "Theirs", "Mine")]);
  assert.deepEqual(changesFor(asked[0]!, "theirs", book), []);
  assert.deepEqual(changesFor(asked[0]!, { text: "Both" }, book), [set("site", "hue", "name", "Theirs", "Both")]);
});

test("theirs is what the story holds now, though somebody went on since", () => {
  const book = story();
  book.apply([set("site", "hue", "name", "Theirs", "Theirs, later")]);
  const [asked] = questions([{ change: set("site", "hue", "name", "Hue", "Mine"), theirs: "Theirs" }], book) as FieldQuestion[];
  assert.equal(asked!.theirs, "Theirs, later");
  book.apply([set("site", "hue", "name", "Theirs, later", "Mine")]);
  assert.deepEqual(questions([{ change: set("site", "hue", "name", "Hue", "Mine"), theirs: "Theirs" }], book), []);
});

test("of a long text the paragraphs of one alone are kept, whoever is chosen", () => {
  const book = story(), [asked] = questions([{ change: set("chapter", "a", "text", "One.\n\nTwo.", "One, mine.\n\nMine."), theirs: "" }], book) as FieldQuestion[];
  assert.deepEqual([asked!.mine, asked!.theirs, asked!.both], ["One, mine.\n\nMine.", "One, mine.\n\nTheirs.", "One, mine.\n\nMine.\n\nTheirs."]);
  assert.deepEqual(changesFor(asked!, "theirs", book), [set("chapter", "a", "text", "One.\n\nTheirs.", "One, mine.\n\nTheirs.")]);
});

test("the order of the chapters keeps those that came since", () => {
  const book = story(), [asked] = questions([{ change: set("story", "", "chapters", ["a", "b"], ["b", "a"]), theirs: [] }], book) as FieldQuestion[];
  assert.ok(!isText(asked!));
  assert.deepEqual(changesFor(asked!, "mine", book), [set("story", "", "chapters", ["a", "b", "c"], ["b", "c", "a"])]);
});

test("a record that they removed comes back whole, with all that was written here", () => {
  const book = story(), record = { title: "Hội An", text: "Old", draft: true };
  const conflicts = [
    { change: set("chapter", "hoi-an", "text", "Old", "Mine"), theirs: null, record, after: "a" },
    { change: set("chapter", "hoi-an", "title", "Hội An", "Hội An, mine"), theirs: null, record, after: "a" },
  ];
  const asked = questions(conflicts, book) as GoneQuestion[];
  assert.deepEqual(asked.map(({ what, conflicts: { length } }) => [what, length]), [["gone", 2]]);
  assert.deepEqual(changesFor(asked[0]!, "mine", book), [
    { op: "add", kind: "chapter", id: "hoi-an", values: { title: "Hội An, mine", text: "Mine", draft: true }, after: "a" },
  ]);
  assert.deepEqual(changesFor(asked[0]!, "theirs", book), []);
});

test("a record that was removed here and changed there goes only if the person says so", () => {
  const book = story(), [asked] = questions([{ change: { op: "remove", kind: "site", id: "hue", was: { name: "Hue" }, after: "" }, theirs: {} }], book);
  assert.deepEqual(changesFor(asked!, "mine", book), [{ op: "remove", kind: "site", id: "hue", was: { name: "Theirs", lat: "16" }, after: "" }]);
  assert.deepEqual(changesFor(asked!, "theirs", book), []);
});

test("of two new records with one id both can stay", () => {
  const book = story(), [asked] = questions([{ change: { op: "add", kind: "site", id: "hue", values: { name: "Mine" }, after: null }, theirs: {} }], book);
  assert.deepEqual(changesFor(asked!, "both", book), [{ op: "add", kind: "site", id: "hue-2", values: { name: "Mine" }, after: "hue" }]);
  assert.deepEqual(changesFor(asked!, "mine", book), [set("site", "hue", "name", "Theirs", "Mine"), set("site", "hue", "lat", "16", null)]);
  assert.deepEqual(changesFor(asked!, "theirs", book), []);
});
