/** Where a problem of the files is mended. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bySeverity } from "../../../storymap/browser/editor/problems/groups.ts";
import { targetOf } from "../../../storymap/browser/editor/problems/target.ts";
import { Book } from "../../../storymap/browser/editor/store/book.ts";

const book = new Book();
book.load({
  story: { title: "T", chapters: ["hue"] }, chapters: [{ id: "hue", title: "Huế" }], sites: [{ id: "hue" }, { id: "hoi-an" }],
  events: [{ id: "one" }, { id: "two" }], sources: [{ id: "letter" }],
});
const at = (file: string, more = {}) => targetOf({ message: "", file, ...more }, book, ["en", "vi"]);

test("a row of a table is the record that stands in it", () => {
  assert.deepEqual(at("events.csv", { row: 3, column: "when" }), { section: "events", kind: "event", id: "two", field: "when" });
  assert.deepEqual(at("sites.csv", { row: 2, column: "lat" }), { section: "places", kind: "site", id: "hue", field: "lat" });
  assert.deepEqual(at("sources.csv", { row: 2 }), { section: "sources", kind: "source", id: "letter", field: null });
});

test("where empty rows make the numbers wrong, what was found leads to the record", () => {
  const book = new Book();
  book.load({ story: {}, chapters: [], sites: [], events: [{ id: "one", when: "1968" }, { id: "two", when: "soon" }, { id: "three", when: "2021" }], sources: [] });
  const found = (row: number, text: string) => targetOf({ message: "", file: "events.csv", row, column: "when", found: text }, book, ["en"])?.id;
  assert.equal(found(4, "soon"), "two");
  assert.equal(found(2, "1968"), "one");
  assert.equal(found(4, "nowhere in the file"), "three");
});

test("the server's word about the record counts more than the row", () => {
  assert.equal(at("events.csv", { row: 2, id: "two" })?.id, "two");
});

test("a row that is there no more leads to the table", () => {
  assert.deepEqual(at("events.csv", { row: 99, column: "when" }), { section: "events", kind: null, id: null, field: null });
});

test("a chapter's file tells the field, in the language of the file", () => {
  assert.deepEqual(at("chapters/hue.md", { row: 4, column: "show.tags" }), { section: "chapters", kind: "chapter", id: "hue", field: "show" });
  assert.equal(at("chapters/hue.vi.md", { column: "title" })?.field, "title@vi");
  assert.equal(at("chapters/hue.vi.md")?.field, "text@vi");
  assert.equal(at("chapters/gone.md")?.id, null);
  assert.equal(at("chapters", { found: "hue" })?.id, "hue");
});

test("the list of chapters is mended among the chapters, all else of the story in its form", () => {
  assert.equal(at("story.yaml", { column: "chapters" })?.section, "chapters");
  assert.deepEqual(at("story.yaml", { column: "languages" }), { section: "story", kind: "story", id: null, field: "languages" });
});

test("a file that the editor does not show has no place", () => {
  assert.equal(at("layers/dmz.geojson"), null);
  assert.equal(at("media/bridge.jpg")?.section, "media");
});

test("problems come in the order of what they cost readers", () => {
  const all = ["notice", "error", "odd", "error"].map((severity, n) => ({ severity, message: String(n) }));
  assert.deepEqual(bySeverity(all).map(({ severity, problems }) => [severity, problems.map(({ message }) => message)]), [["error", ["1", "3"]], ["notice", ["0", "2"]]]);
});

test("what is wrong with a scanned map leads to it, or to all of them", () => {
  const one = { id: "plan", kind: "image" }, two = { id: "sketch", kind: "image" }, grid = { id: "grid", kind: "graticule" };
  const found = (layers: object[], column: string) => {
    const book = new Book();
    book.load({ story: { layers: layers as never }, chapters: [], sites: [], events: [], sources: [] });
    const target = targetOf({ message: "", file: "story.yaml", column }, book, ["en"]);
    return [target?.section, target?.id, target?.field];
  };
  assert.deepEqual(found([grid, one], "layers.alt"), ["scans", "plan", "alt"]);
  assert.deepEqual(found([grid, one], "layers.points.at"), ["scans", "plan", "points"]);
  assert.deepEqual(found([one, two], "layers.corners"), ["scans", null, null]);
  assert.deepEqual(found([grid], "layers.alt"), ["story", null, "layers"]);
  assert.deepEqual(found([one], "layers.data"), ["story", null, "layers"]);
});
