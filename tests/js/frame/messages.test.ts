/** The messages that an embed sends, and the few that it answers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { around, asksForHeight, heightMessages, worthSaying } from "../../../storymap/browser/frame/messages.ts";

const at = (rest: string) => around(new URL(`https://maps.test/s/embed${rest}`));

test("the secret of WordPress stands in the fragment, the name of pym in the query", () => {
  assert.deepEqual(at("?chapter=a#?secret=Ab12"), { secret: "Ab12", child: "" });
  assert.deepEqual(at("?initialWidth=600&childId=graphic-1"), { secret: "", child: "graphic-1" });
  for (const rest of ["", "#secret=x", "#?secret=%3Cb%3E", "?childId=a%20b"]) assert.deepEqual(at(rest), { secret: "", child: "" }, rest);
});

test("a height is said in every way that the page around may understand", () => {
  assert.deepEqual(heightMessages(500, { secret: "", child: "" }), [
    { storymap: 1, type: "height", height: 500 }, { sentinel: "amp", type: "embed-size", height: 500 },
  ]);
  assert.deepEqual(heightMessages(500, { secret: "s", child: "c" }).slice(2), [
    { message: "height", value: 500, secret: "s" }, "pymxPYMxcxPYMxheightxPYMx500",
  ]);
});

test("only WordPress with the right secret, and pym with the right name, ask for the height again", () => {
  const here = { secret: "s", child: "c" };
  assert.ok(asksForHeight({ message: "ready", secret: "s" }, here));
  assert.ok(asksForHeight("pymxPYMxcxPYMxwidthxPYMx600", here));
  for (const other of [{ message: "ready", secret: "t" }, { message: "height", secret: "s" }, null, 7, "", "pymxPYMxdxPYMxwidthxPYMx600"]) {
    assert.ok(!asksForHeight(other, here));
  }
  assert.ok(!asksForHeight({ message: "ready", secret: "" }, { secret: "", child: "" }));
});

test("a change of less than two pixels is not said", () => {
  assert.deepEqual([498, 499, 500, 501, 502].map((height) => worthSaying(height, 500)), [true, false, false, false, true]);
});
