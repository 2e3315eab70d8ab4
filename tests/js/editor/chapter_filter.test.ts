import assert from "node:assert/strict";
import test from "node:test";
import { conditionsNow, conditionsOf, EMPTY, filterOf, isNumber } from "../../../storymap/browser/editor/views/chapters/filter.ts";

test("a filter is a row for each property, whichever way the file writes it", () => {
  const rows = conditionsOf({ region: ["North", "South, too"], code: "01", year: { from: "1960", to: "1969" }, height: { to: "8,5" } });
  assert.deepEqual(rows.map(({ property, kind, values, from, to }) => [property, kind, values, from, to]), [
    ["region", "values", "North\nSouth, too", "", ""], ["code", "values", "01", "", ""], ["year", "range", "", "1960", "1969"], ["height", "range", "", "", "8,5"],
  ]);
  assert.deepEqual(filterOf(rows), { region: ["North", "South, too"], code: ["01"], year: { from: "1960", to: "1969" }, height: { to: "8,5" } });
  for (const nothing of [undefined, null, "", "text", ["list"]]) assert.deepEqual(conditionsOf(nothing as never), []);
});

test("a row that says nothing yet is no part of the filter, and stays in the form", () => {
  const half = [{ ...EMPTY, property: "region" }, { ...EMPTY, values: "North" }, { ...EMPTY, property: "year", kind: "range" as const, from: "x" }];
  assert.equal(filterOf(half), null);
  assert.equal(conditionsNow(half, null), half);
  const typed = [...half, { ...EMPTY, property: " code ", values: " 01 \n\n" }];
  assert.deepEqual(filterOf(typed), { code: ["01"] });
  assert.equal(conditionsNow(typed, { code: "01" }), typed);
});

test("what the file says now goes before what was typed", () => {
  const typed = [{ ...EMPTY, property: "code", values: "01" }];
  assert.deepEqual(conditionsNow(typed, { code: ["02"] }).map(({ values }) => values), ["02"]);
  assert.deepEqual(conditionsNow(typed, null), []);
});

test("numbers may have a decimal comma", () => {
  assert.deepEqual(["8,5", "8.5", "-3", "", " ", "x"].map(isNumber), [true, true, true, false, false, false]);
});
