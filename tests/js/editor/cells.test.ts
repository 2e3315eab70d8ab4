/** Cells on the clipboard. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { cellsOf, textOfCells } from "../../../storymap/browser/editor/tables/cells.ts";

test("tabs part cells and line ends part rows", () => {
  assert.deepEqual(cellsOf("a\tb\r\n\tc\r\n"), [["a", "b"], ["", "c"]]);
  assert.deepEqual(cellsOf("one"), [["one"]]);
});

test("quoted cells hold tabs, line ends and quotes; a quote inside a word is a quote", () => {
  assert.deepEqual(cellsOf('"a\tb\n""c"""\td'), [['a\tb\n"c"', "d"]]);
  assert.deepEqual(cellsOf('5" gun\tx'), [['5" gun', "x"]]);
});

test("what is copied is pasted the same", () => {
  const rows = [["a", 'say "hi"', "two\nlines"], ["", "tab\there", "Huế"]];
  assert.deepEqual(cellsOf(textOfCells(rows)), rows);
});

test("pasted words are NFC", () => assert.deepEqual(cellsOf("Hue\u0302\u0301"), [["Huế"]]));
