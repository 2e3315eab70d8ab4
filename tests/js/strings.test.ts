/** The interface's words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { translator } from "../../storymap/browser/player/strings.ts";

const t = translator({ "Chapter {n} of {total}": "Chương {n} trên {total}", Close: "Đóng" });

test("a message is said in the reader's language", () => assert.equal(t("Close"), "Đóng"));

test("values are filled in where the language wants them", () => {
  assert.equal(t("Chapter {n} of {total}", { n: 3, total: 16 }), "Chương 3 trên 16");
});

test("a message without a translation stays as it is", () => assert.equal(t("{n} places here", { n: 2 }), "2 places here"));

test("a value that is missing leaves its name", () => assert.equal(t("{n} places here"), "{n} places here"));

test("zero and an empty text are values", () => assert.equal(t("{a}{b}", { a: 0, b: "" }), "0"));

test("a value is never read as a message", () => assert.equal(t("{a}", { a: "{b}", b: "x" }), "{b}"));
