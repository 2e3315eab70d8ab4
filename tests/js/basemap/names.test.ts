/** The basemap's names in the story's language. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { textOf } from "../../../storymap/browser/player/basemap/names.ts";

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
