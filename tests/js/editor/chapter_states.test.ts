import assert from "node:assert/strict";
import test from "node:test";
import { beside, entriesOf, isLater, isMonth, listed, percentOf, shareOf, sidesChanged, stateOf, withState } from "../../../storymap/browser/editor/views/chapters/states.ts";

test("what a story lists is named by its title in the first language, or by its id", () => {
  const layers = [{ id: "plan", title: { en: "Plan", vi: "Bản đồ" } }, { id: "areas", title: "Areas" }, { id: "bare" }, { title: "No id" }, "text", null];
  assert.deepEqual(listed(layers, "en").map(({ id, title }) => [id, title]), [["plan", "Plan"], ["areas", "Areas"], ["bare", "bare"]]);
  assert.deepEqual(listed("plan", "en"), []);
});

test("an entry is an id or a map, and a chapter may have just one", () => {
  assert.deepEqual(entriesOf("plan"), ["plan"]);
  assert.deepEqual(entriesOf({ id: "plan", opacity: "0.5" }), [{ id: "plan", opacity: "0.5" }]);
  assert.deepEqual(entriesOf(undefined), []);
  const entries = ["areas", { id: "plan", opacity: "0.5" }];
  assert.deepEqual(stateOf(entries, "areas"), {});
  assert.deepEqual(stateOf(entries, "plan"), { opacity: "0.5" });
  assert.equal(stateOf(entries, "other"), null);
});

test("a state is changed where it stands, and says no more than it must", () => {
  const entries = ["areas", { id: "plan", opacity: "0.5", filter: { a: ["1"] } }, { id: "unknown", own: "x" }];
  assert.deepEqual(withState(entries, "areas", { compare: "swipe" })[0], { id: "areas", compare: "swipe" });
  assert.deepEqual(withState(entries, "plan", { filter: { a: ["1"] }, opacity: "" }), ["areas", { id: "plan", filter: { a: ["1"] } }, { id: "unknown", own: "x" }]);
  assert.deepEqual(withState(entries, "plan", { categories: [] })[1], "plan");
  assert.deepEqual(withState(entries, "plan", null), ["areas", { id: "unknown", own: "x" }]);
  assert.deepEqual(withState(entries, "new", {}).at(-1), "new");
});

test("the first layer beside the divider is on its left, and changes over with the second", () => {
  const entries = ["areas", { id: "one", compare: "swipe" }, { id: "seen", compare: "glass" }, { id: "two", compare: "swipe" }, { id: "three", compare: "swipe" }];
  assert.deepEqual(beside(entries), ["one", "two", "three"]);
  assert.deepEqual(beside(sidesChanged(entries)), ["two", "one", "three"]);
  assert.deepEqual(sidesChanged(sidesChanged(entries)), entries);
  assert.deepEqual(sidesChanged(["areas"]), ["areas"]);
});

test("an opacity is a share in the file and percent in the form", () => {
  assert.deepEqual([percentOf("0.57"), percentOf("0,3"), percentOf(0.2), percentOf("0")], [57, 30, 20, 0]);
  assert.deepEqual([percentOf(undefined, 80), percentOf("", 80), percentOf("much", 80), percentOf("3", 80)], [80, 80, 80, 80]);
  assert.deepEqual([shareOf(57), shareOf(7), shareOf(100), shareOf(0)], ["0.57", "0.07", "1", "0"]);
});

test("months are years, months and dates, and the first may not be later", () => {
  for (const month of ["1968", "1968-02", " 1968-12 ", "1968-02-29"]) assert.ok(isMonth(month), month);
  for (const none of ["", "68", "1968-13", "1968-00", "Feb 1968", "1968/1970"]) assert.ok(!isMonth(none), none);
  assert.ok(isLater("1968-02", "1968-01"));
  assert.ok(isLater("1969", "1968"));
  assert.ok(!isLater("1968", "1968"));
  assert.ok(!isLater("1968-12", "1968"));
  assert.ok(!isLater("1968-02-20", "1968-02-01"));
  assert.ok(!isLater("", "1968"));
});
