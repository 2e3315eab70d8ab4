/** The timeline strip as numbers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Extent, StoryEvent } from "../../storymap/browser/player/document.ts";
import { markAt, marks, scaleOf, tickLabel, ticks, xOf, type Scale } from "../../storymap/browser/player/timeline.ts";

const SCALE: Scale = { from: 1980, to: 2030, width: 544, inset: 22 }; // 10 px a year
const NONE = new Set<string>();

function event(id: string, extent: Extent, certainty: StoryEvent["certainty"] = "certain"): StoryEvent {
  return { id, site: null, extent, also: [], certainty };
}

test("a scale spans all dated ends with a little air", () => {
  const scale = scaleOf([[1990, 2000], [null, 2010], [1985, null], [null, null]], 600)!;
  assert.ok(Math.abs(scale.from - 1984.5) < 1e-9 && Math.abs(scale.to - 2010.5) < 1e-9);
});

test("one day alone still has a scale", () => {
  const { from, to } = scaleOf([[1995.5, 1995.5]], 600)!;
  assert.ok(from < 1995.5 && to > 1995.5);
});

test("without dates there is no scale", () => assert.equal(scaleOf([[null, null]], 600), null));

test("years stand between the insets", () => {
  assert.equal(xOf(SCALE, 1980), 22);
  assert.equal(xOf(SCALE, 1990), 122);
  assert.equal(xOf(SCALE, 2030), 522);
});

test("years are written in round steps that don't crowd", () => {
  assert.deepEqual(ticks(SCALE).map(({ at }) => at), [1980, 1990, 2000, 2010, 2020, 2030]);
  assert.deepEqual(ticks({ ...SCALE, width: 244 }).map(({ at }) => at), [1980, 2000, 2020]);
});

test("a short story is measured in months or days", () => {
  assert.equal(ticks({ ...SCALE, from: 1995, to: 1996 })[0]!.unit, "month");
  assert.equal(ticks({ ...SCALE, from: 1995, to: 1995.02 })[0]!.unit, "day");
});

test("ticks are apart and inside, whatever the span", () => {
  for (const span of [0.01, 0.1, 0.5, 1, 3, 7, 40, 333, 5000, 90000]) {
    const scale = { ...SCALE, from: 1980, to: 1980 + span };
    const all = ticks(scale).map(({ x }) => x);
    assert.ok(all.every((x) => x >= 21.999 && x <= 522.001), `span ${span}`);
    assert.ok(all.slice(1).every((x, n) => x - all[n]! >= 71.999), `span ${span}`);
  }
});

test("ticks are written in the story's language", () => {
  assert.equal(tickLabel({ at: 1995, x: 0, unit: "year" }, "vi"), "1995");
  assert.equal(tickLabel({ at: 1995 + 6 / 12, x: 0, unit: "month" }, "en"), "Jul 1995");
  assert.equal(tickLabel({ at: 1995, x: 0, unit: "day" }, "en"), "Jan 1");
});

test("every month of a year is written once and in order", () => {
  const names = Array.from({ length: 12 }, (_, month) => tickLabel({ at: 1995 + month / 12, x: 0, unit: "month" }, "en").slice(0, 3));
  assert.deepEqual(names, ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]);
});

test("a day is a tick that can be seen", () => {
  const [mark] = marks([event("day", [1995.52, 1995.523])], NONE, SCALE, 3);
  assert.equal(mark!.width, 3);
});

test("a decade is a bar of its length", () => {
  const [mark] = marks([event("1990s", [1990, 2000])], NONE, SCALE, 3);
  assert.deepEqual([mark!.x, mark!.width, mark!.fadeStart, mark!.fadeEnd], [122, 100, false, false]);
});

test("an open end runs to the edge and fades", () => {
  const [since, until] = marks([event("1988 on", [1988, null]), event("until 1990", [null, 1990])], NONE, SCALE, 3);
  assert.deepEqual([since!.x, since!.width, since!.fadeStart, since!.fadeEnd], [102, 420, false, true]);
  assert.deepEqual([until!.x, until!.width, until!.fadeStart, until!.fadeEnd], [22, 100, true, false]);
});

test("an event without a date has no mark", () => assert.deepEqual(marks([event("?", [null, null])], NONE, SCALE, 3), []));

test("events at one time stand in lanes of their own", () => {
  const all = marks([event("a", [1990, 1992]), event("b", [1991, 1993]), event("c", [1993, 1994])], NONE, SCALE, 6);
  assert.deepEqual(all.map(({ lane }) => lane), [0, 1, 0]);
});

test("when all lanes are full, the one that ends first is used", () => {
  const all = marks([event("a", [1990, 1992]), event("b", [1990, 1991]), event("c", [1990, 1992])], NONE, SCALE, 4);
  assert.deepEqual(all.map(({ lane }) => lane), [0, 1, 1]);
});

test("long marks stand below the short ones", () => {
  const all = marks([event("decade", [1990, 2000]), event("day", [1995, 1995]), event("since", [1996, null])], NONE, SCALE, 4);
  assert.deepEqual(all.map(({ lane }) => lane), [2, 0, 3]);
});

test("one lane takes all", () => {
  const all = marks([event("decade", [1990, 2000]), event("day", [1995, 1995])], NONE, SCALE, 1);
  assert.deepEqual(all.map(({ lane }) => lane), [0, 0]);
});

test("an event with two dates has two marks, both doubtful", () => {
  const twice = { ...event("twice", [1990, 1990]), also: [{ extent: [1995, 1995] as Extent }] };
  assert.deepEqual(marks([twice], NONE, SCALE, 4).map(({ id, x, doubtful }) => [id, x, doubtful]), [["twice", 122, true], ["twice", 172, true]]);
});

test("marks know what is current and what is doubtful", () => {
  const all = marks([event("a", [1990, 1991]), event("b", [1994, 1995], "uncertain")], new Set(["a"]), SCALE, 2);
  assert.deepEqual(all.map(({ current, doubtful }) => [current, doubtful]), [[true, false], [false, true]]);
});

test("a pointer finds the mark under it, the current one first", () => {
  const all = marks([event("a", [1990, 2000]), event("b", [1990, 2000])], new Set(["b"]), SCALE, 1);
  assert.equal(markAt(all, 150, 0)!.id, "b");
  assert.equal(markAt(all, 119, 0)!.id, "b");
  assert.equal(markAt(all, 300, 0), null);
  assert.equal(markAt(all, 150, 1), null);
});
