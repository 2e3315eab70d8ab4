/** Names are written by what they name, and never over one another. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlaceName } from "../../../storymap/browser/player/basemap/names.ts";
import { styleOf, writeNames } from "../../../storymap/browser/player/basemap/writing.ts";
import type { Palette } from "../../../storymap/browser/player/palette.ts";

const FRAME = { width: 400, height: 300, world: 1000, left: 0, top: 0, ratio: 1 };
const PALETTE = new Proxy({}, { get: () => "#000000" }) as Palette;

/** A canvas that notes what is written on it; every letter is seven pixels wide. */
function canvas() {
  const written: [text: string, x: number, y: number][] = [];
  const ctx = {
    measureText: (text: string) => ({ width: text.length * 7 }), strokeText() {}, beginPath() {}, arc() {}, fill() {},
    fillText: (text: string, x: number, y: number) => written.push([text, x, y]),
  };
  return { ctx: ctx as unknown as CanvasRenderingContext2D, written };
}

function town(text: string, x: number, y: number, more: Partial<PlaceName> = {}): PlaceName {
  return { text, x: x / 1000, y: y / 1000, kind: "town", capital: false, rank: 8, early: false, ...more };
}

function texts(names: PlaceName[], taken = [] as { x0: number; y0: number; x1: number; y1: number }[], known: string[] = []): string[] {
  const { ctx, written } = canvas();
  writeNames(ctx, FRAME, names, PALETTE, taken, known);
  return written.map(([text]) => text);
}

test("a larger town is written larger, and a capital a little more", () => {
  const sizes = [2, 5, 8, 11].map((rank) => parseFloat(/([\d.]+)px/.exec(styleOf({ kind: "town", rank, capital: false }).font)![1]!));
  assert.deepEqual(sizes, [...sizes].sort((a, b) => b - a));
  assert.equal(styleOf({ kind: "city", rank: 4, capital: true }), styleOf({ kind: "city", rank: 3, capital: false }));
});

test("a name that the story writes itself is not written twice", () => {
  assert.deepEqual(texts([town("Đà Nẵng", 100, 100), town("Huế", 100, 50)], [], ["Da Nang"]), ["Huế"]);
});

test("a name gives way to a mark of the story", () => {
  assert.deepEqual(texts([town("Huế", 100, 100)], [{ x0: 0, y0: 0, x1: 400, y1: 300 }]), []);
});

test("a second name at nearly the same place finds another side or is left out", () => {
  const { ctx, written } = canvas();
  writeNames(ctx, FRAME, [town("Biên Hòa", 200, 150), town("Trảng Bom", 206, 165)], PALETTE, [], []);
  assert.equal(written.length, 2);
  assert.ok(Math.abs(written[0]![2] - written[1]![2]) >= 8 || written[1]![1] < 150);
  assert.deepEqual(texts([town("Biên Hòa", 200, 150), town("On its dot", 202, 151)]), ["Biên Hòa"]);
});

test("an early name needs room around it", () => {
  const near = [town("Huế", 200, 150), town("Phú Bài", 200, 166)];
  assert.equal(texts(near).length, 2);
  assert.deepEqual(texts([near[0]!, { ...near[1]!, early: true }]), ["Huế"]);
});

test("no name is cut by the frame", () => assert.deepEqual(texts([town("At the very edge", 390, 150, { rank: 1 })]), ["At the very edge"]));
