/** The basemap's names in the story's language. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { covered, kindOf, rankOf, textOf, type PlaceName } from "../../../storymap/browser/player/basemap/names.ts";

const LAOS = { kind: "country", country: "LA", name: "Laos", "name:vi": "Lào" };

test("a name is in the story's language where the tiles have it", () => assert.equal(textOf(LAOS, "vi"), "Lào"));

test("a regional language takes the names of its base", () => assert.equal(textOf(LAOS, "vi-VN"), "Lào"));

test("English takes the plain name", () => assert.equal(textOf(LAOS, "en"), "Laos"));

test("a country has a name in every language that the browser knows", () => assert.equal(textOf(LAOS, "ar"), "لاوس"));

test("a country without a code keeps its plain name", () => {
  assert.equal(textOf({ kind: "country", country: "-99", name: "Somewhere" }, "ar"), "Somewhere");
});

test("a town without a translation keeps its own name", () => assert.equal(textOf({ kind: "town", name: "Hội An" }, "ar"), "Hội An"));

test("a thing without a name is written as nothing", () => assert.equal(textOf({ kind: "town" }, "en"), ""));

function place(text: string, kind: PlaceName["kind"], x = 0.5, y = 0.5): PlaceName {
  return { text, kind, x, y, capital: false, rank: 5, early: false };
}

test("towns of a finer archive take the place of ours within its bounds, countries stay", () => {
  const below = [place("Hue", "city", 0.51), place("Paris", "city", 0.2), place("Laos", "country")];
  const found = covered(below, [place("Huế", "town", 0.51)], [0.4, 0.4, 0.6, 0.6]);
  assert.deepEqual(found.map(({ text }) => text), ["Paris", "Laos", "Huế"]);
});

test("the bounds count in every copy of the world", () => {
  assert.deepEqual(covered([place("Suva", "city", 1.5)], [place("Suva", "town")], [0.4, 0.4, 0.6, 0.6]).length, 1);
});

test("an archive without names leaves ours", () => assert.equal(covered([place("Huế", "city")], [], [0, 0, 1, 1]).length, 1));

test("a locality of Protomaps is a city or a town, and a quarter is nothing", () => {
  assert.equal(kindOf({ kind: "locality", kind_detail: "city" }), "city");
  assert.equal(kindOf({ kind: "locality", kind_detail: "village" }), "town");
  assert.equal(kindOf({ kind: "neighbourhood" }), null);
  assert.equal(kindOf({ kind: "region" }), "region");
});

test("Protomaps counts ranks upwards, we count downwards", () => {
  assert.equal(rankOf({ population_rank: 11 }), 5);
  assert.equal(rankOf({ population_rank: 0 }), 12);
  assert.equal(rankOf({ rank: 3 }), 3);
  assert.equal(rankOf({}), 12);
});
