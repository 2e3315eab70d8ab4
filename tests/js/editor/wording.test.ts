/** What a revision changed, in pieces. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { byRecord, nearby, pieces, shown } from "../../../storymap/browser/editor/history/wording.ts";

test("a short text is compared word by word", () => {
  assert.deepEqual(pieces("The old bridge", "The new bridge"), [
    { what: "same", text: "The " }, { what: "gone", text: "old" }, { what: "new", text: "new" }, { what: "same", text: " bridge" },
  ]);
});

test("short texts that have little in common are told whole", () => {
  assert.deepEqual(pieces("CC0 1.0", "CC BY 4.0"), [{ what: "gone", text: "CC0 1.0" }, { what: "new", text: "CC BY 4.0" }]);
});

test("a long text is compared line by line", () => {
  assert.deepEqual(pieces("one\ntwo\nthree\n", "one\n2\nthree\n"), [
    { what: "same", text: "one\n" }, { what: "gone", text: "two\n" }, { what: "new", text: "2\n" }, { what: "same", text: "three\n" },
  ]);
});

test("what was empty is only new, what became empty only gone", () => {
  assert.deepEqual(pieces("", "x"), [{ what: "new", text: "x" }]);
  assert.deepEqual(pieces("x", ""), [{ what: "gone", text: "x" }]);
});

test("what stayed the same is shortened to the lines beside a change", () => {
  const long = "1\n2\n3\n4\n5\n6\n7\n8\n";
  const [before, , after] = nearby([{ what: "same", text: long }, { what: "new", text: "x\n" }, { what: "same", text: long }]);
  assert.deepEqual([before!.text, after!.text], ["…\n8\n", "1\n2\n…"]);
});

test("changes are grouped by record, in their order", () => {
  const grouped = byRecord([
    { op: "set", kind: "site", id: "hue", field: "name", was: "Hue", now: "Huế" },
    { op: "add", kind: "event", id: "e", values: { title: "T", when: "" }, after: null },
    { op: "set", kind: "site", id: "hue", field: "lat", was: "", now: "16.4" },
  ]);
  assert.deepEqual(grouped.map(({ id, what, fields }) => [id, what, fields.map(({ field }) => field)]), [
    ["hue", "changed", ["name", "lat"]], ["e", "added", ["title"]],
  ]);
});

test("lists and maps are shown an entry a line, shapes by their kind", () => {
  assert.equal(shown(["a", "b"]), "a\nb");
  assert.equal(shown({ center: [1, 2], zoom: 5 }), "center: [1,2]\nzoom: 5");
  assert.equal(shown({ type: "Polygon", coordinates: [] }), "Polygon");
  assert.equal(shown(null), "");
});

test("an entry of a list is told by its name, and by what it says more", () => {
  assert.equal(shown(["plan", { id: "areas", opacity: "0.5", filter: { a: ["1"] } }, { file: "a.jpg", alt: "A" }]), 'plan\nareas, opacity: 0.5, filter: {"a":["1"]}\na.jpg, alt: A');
  assert.equal(shown([{ name: "A" }, null, ["1"]]), '{"name":"A"}\nnull\n["1"]');
});
