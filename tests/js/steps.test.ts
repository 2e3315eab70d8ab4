/** Where a reader is, and what takes them elsewhere. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addressInLanguage, addressOfStep, allSteps, clamp, modeFor, moved, moveOfKey, moveOfSwipe, stepOfAddress,
} from "../../storymap/browser/player/steps.ts";

const RAIL = ["/s/?lang=ar", "/s/oakland?lang=ar", "/s/suva?lang=ar", "/s/?lang=ar#end"].map((path) => new URL(path, "http://a.test"));
const at = (path: string) => stepOfAddress(new URL(path, "http://a.test"), RAIL);

test("moves go one step, to the cover and to the end", () => {
  assert.deepEqual((["next", "previous", "first", "last"] as const).map((move) => moved(2, move, allSteps(4))), [3, 1, 0, 5]);
});

test("no move leaves the story", () => {
  assert.equal(moved(0, "previous", allSteps(4)), 0);
  assert.equal(moved(5, "next", allSteps(4)), 5);
});

test("any number becomes a step of the story", () => {
  assert.deepEqual([-3, 2.7, 99, NaN, Infinity].map((step) => clamp(step, allSteps(4))), [0, 2, 5, 0, 0]);
});

test("a story without chapters has a cover and an end", () => {
  assert.equal(moved(0, "next", allSteps(0)), 1);
  assert.equal(moved(1, "next", allSteps(0)), 1);
});

test("the right arrow goes on in a text that runs to the right", () => {
  assert.equal(moveOfKey("ArrowRight", "ltr"), "next");
  assert.equal(moveOfKey("ArrowLeft", "ltr"), "previous");
});

test("the left arrow goes on in a text that runs to the left", () => {
  assert.equal(moveOfKey("ArrowLeft", "rtl"), "next");
  assert.equal(moveOfKey("ArrowRight", "rtl"), "previous");
});

test("Home, End and the page keys move in any direction of reading", () => {
  for (const direction of ["ltr", "rtl"] as const) {
    assert.deepEqual(["Home", "End", "PageDown", "PageUp"].map((key) => moveOfKey(key, direction)), ["first", "last", "next", "previous"]);
  }
});

test("other keys are left alone", () => {
  assert.deepEqual(["ArrowUp", "ArrowDown", " ", "Enter", "n", "Tab"].map((key) => moveOfKey(key, "ltr")), [null, null, null, null, null, null]);
});

test("a swipe to the left goes on, mirrored in a text that runs to the left", () => {
  assert.equal(moveOfSwipe(-80, 10, "ltr"), "next");
  assert.equal(moveOfSwipe(80, 10, "ltr"), "previous");
  assert.equal(moveOfSwipe(80, 10, "rtl"), "next");
  assert.equal(moveOfSwipe(-80, 10, "rtl"), "previous");
});

test("a short swipe, or one that scrolls, is no move", () => {
  assert.equal(moveOfSwipe(-40, 0, "ltr"), null);
  assert.equal(moveOfSwipe(-80, 70, "ltr"), null);
});

test("a frame too short for scrolling steps", () => {
  assert.equal(modeFor("scroll", 419), "step");
  assert.equal(modeFor("scroll", 420), "scroll");
  assert.equal(modeFor("step", 900), "step");
});

test("the step of an address is found by path, whatever its parameters", () => {
  assert.equal(at("/s/"), 0);
  assert.equal(at("/s/suva?mode=scroll"), 2);
});

test("the end has the cover's path and an anchor", () => {
  assert.equal(at("/s/?lang=ar#end"), 3);
  assert.equal(at("/s/suva#end"), 3);
});

test("an anchor inside a chapter leaves the reader in that chapter", () => {
  assert.equal(at("/s/suva#source_log"), 2);
});

test("an address of another page has no step", () => {
  assert.equal(at("/other/suva"), null);
});

test("a step's address carries what the reader chose", () => {
  assert.equal(addressOfStep(RAIL[1]!, { mode: null, kiosk: false }), "/s/oakland?lang=ar");
  assert.equal(addressOfStep(RAIL[1]!, { mode: "scroll", kiosk: false }), "/s/oakland?lang=ar&mode=scroll");
  assert.equal(addressOfStep(RAIL[3]!, { mode: "step", kiosk: true }), "/s/?lang=ar&mode=step&kiosk=1#end");
});

test("every step's address leads back to the step", () => {
  RAIL.forEach((link, step) => assert.equal(at(addressOfStep(link, { mode: "scroll", kiosk: true })), step));
});

test("a step in another language has the same place below that language's cover", () => {
  const address = (step: number, other: string) =>
    addressInLanguage(RAIL[step]!, RAIL[0]!, new URL(other, "https://x.org/"), { mode: "scroll", kiosk: false });
  assert.equal(address(0, "/s/?lang=en"), "https://x.org/s/?lang=en&mode=scroll");
  assert.equal(address(2, "/s/?lang=en"), "https://x.org/s/suva?lang=en&mode=scroll");
  assert.equal(address(2, "/elsewhere/s/en/"), "https://x.org/elsewhere/s/en/suva?mode=scroll");
  assert.equal(address(3, "/s/"), "https://x.org/s/?mode=scroll#end");
});

test("a story of which some steps are shown leads from one of them to the next", () => {
  const shown = [2, 3, 6];
  assert.deepEqual((["next", "previous", "first", "last"] as const).map((move) => moved(3, move, shown)), [6, 2, 2, 6]);
  assert.deepEqual([0, 2, 4, 9, NaN].map((step) => clamp(step, shown)), [2, 2, 6, 6, 2]);
});
