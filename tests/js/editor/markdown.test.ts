import assert from "node:assert/strict";
import test from "node:test";
import { lined, linked, wrapped, type Marked } from "../../../storymap/browser/editor/views/chapters/markdown.ts";

/** A text with the selection between two bars. */
function marked(words: string): Marked {
  const start = words.indexOf("|"), end = words.lastIndexOf("|") - 1;
  return { text: words.replaceAll("|", ""), start, end: Math.max(start, end) };
}

function shown({ text, start, end }: Marked): string {
  return `${text.slice(0, start)}|${text.slice(start, end)}|${text.slice(end)}`;
}

test("a selection becomes bold and plain again", () => {
  const bold = wrapped(marked("the |old| town"), "**", "bold");
  assert.equal(shown(bold), "the **|old|** town");
  assert.equal(shown(wrapped(bold, "**", "bold")), "the |old| town");
  assert.equal(shown(wrapped(marked("the |**old**| town"), "**", "bold")), "the |old| town");
});

test("spaces around a selection stay outside the signs, since Markdown would not see them else", () => {
  assert.equal(wrapped(marked("a| word |b"), "*", "italic").text, "a *word* b");
});

test("italic inside bold is added, not taken for half of it", () => {
  assert.equal(wrapped(marked("**|old|**"), "*", "italic").text, "***old***");
  assert.equal(wrapped(marked("***|old|***"), "*", "italic").text, "**old**");
});

test("without a selection the signs hold a word to write over", () => {
  assert.equal(shown(wrapped(marked("so ||"), "**", "bold")), "so **|bold|**");
});

test("lines become a list, a quotation, a heading, and plain again", () => {
  const list = lined(marked("before\n|one\ntwo|\nafter"), "- ");
  assert.equal(shown(list), "before\n|- one\n- two|\nafter");
  assert.equal(shown(lined(list, "- ")), "before\n|one\ntwo|\nafter");
  assert.equal(lined(marked("|one\ntwo|"), "1. ").text, "1. one\n2. two");
  assert.equal(lined(marked("|1. one\n2. two|"), "1. ").text, "one\ntwo");
  assert.equal(lined(marked("ti||tle"), "## ").text, "## title");
});

test("a selection becomes the words of a link, an address its target", () => {
  assert.equal(shown(linked(marked("see |Huế|."), "words")), "see [Huế](|https://|).");
  assert.equal(shown(linked(marked("|https://example.org/a|"), "words")), "[|words|](https://example.org/a)");
});
