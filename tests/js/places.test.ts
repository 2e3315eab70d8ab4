/** What the map shows at a step, and which places one mark stands for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Chapter, Site, StoryDocument, StoryEvent } from "../../storymap/browser/player/document.ts";
import { gather, mapState, type Place } from "../../storymap/browser/player/places.ts";

function site(id: string, centre: [number, number] | null, number: number | null): Site {
  return {
    id, geometry: null,
    properties: { name: id, drawn: centre ? "exact" : "none", precision_km: null, certainty: "certain", centre, number },
  };
}

function event(id: string, at: string | null): StoryEvent {
  return { id, site: at, extent: [null, null], also: [], certainty: "certain" };
}

function chapter(id: string, sites: string[], events: string[], on: string[] = []): Chapter {
  const layers = on.map((id) => ({ id, opacity: 1, filter: null, compare: null, window: null }));
  return { id, title: id, view: { center: [0, 0], zoom: 3 }, window: null, sites, events, layers, steps: [], event_sets: [], legs: [], map_text: `Map of ${id}` };
}

const STORY = {
  bounds: [100, 0, 110, 20], sites: { features: [site("a", [100, 10], 1), site("b", [105, 10], 2), site("c", [110, 10], 3), site("nowhere", null, null)] },
  events: [event("e1", "a"), event("e2", "a"), event("e3", "b"), event("e4", null)],
  layers: [{ id: "line", kind: "geojson", title: "Line", colour: "", points: null, shapes: [], names: [], paint: { classes: [], sizes: [], colours: [], width: 1, radius: 1 }, tiles: null, image: null }],
  chapters: [chapter("one", ["a"], ["e1", "e2", "e4"]), chapter("two", ["c", "b"], ["e3"], ["line"])],
} as unknown as StoryDocument;

const look = (step: number) => mapState(STORY, step).places.map(({ site: { id }, state, events }) => `${id} ${state} ${events}`);
const place = (id: string, centre: [number, number]): Place => ({ site: site(id, centre, 1), state: "current", events: 0 });
const ids = (places: Place[], zoom: number, center: [number, number] = [0, 0]) =>
  gather(places, { center, zoom }, 26).map(({ lead, others }) => [lead, ...others].map((one) => one.site.id));

test("the cover shows all places alike", () => assert.deepEqual(look(0), ["a current 0", "b current 0", "c current 0"]));

test("the end shows what the cover shows", () => assert.deepEqual(mapState(STORY, 3), mapState(STORY, 0)));

test("a chapter's places come first, in its order, then the visited ones", () => {
  assert.deepEqual(look(1), ["a current 2", "b later 0", "c later 0"]);
  assert.deepEqual(look(2), ["c current 0", "b current 1", "a visited 0"]);
});

test("a place without coordinates is not on the map", () => assert.ok(!look(1).join().includes("nowhere")));

test("layers and words are the chapter's own", () => {
  assert.deepEqual(mapState(STORY, 1).layers, []);
  assert.deepEqual(mapState(STORY, 2).layers.map(({ id }) => id), ["line"]);
  assert.equal(mapState(STORY, 2).text, "Map of two");
});

test("asking for one state does not change another", () => {
  const before = look(2);
  mapState(STORY, 1);
  mapState(STORY, 0);
  assert.deepEqual(look(2), before);
});

test("far from each other every place has its mark", () => {
  assert.deepEqual(ids([place("a", [0, 0]), place("b", [90, 0])], 0), [["a"], ["b"]]);
});

test("places that would touch gather behind the first", () => {
  assert.deepEqual(ids([place("a", [0, 0]), place("b", [10, 0]), place("c", [90, 0])], 0), [["a", "b"], ["c"]]);
  assert.deepEqual(ids([place("b", [10, 0]), place("a", [0, 0])], 0), [["b", "a"]]);
});

test("nearer, a gathering parts", () => assert.deepEqual(ids([place("a", [0, 0]), place("b", [10, 0])], 4), [["a"], ["b"]]));

test("places at one spot stay together at any zoom", () => {
  assert.deepEqual(ids([place("a", [5, 5]), place("b", [5, 5])], 16), [["a", "b"]]);
});

test("places on both sides of the antimeridian gather", () => {
  assert.deepEqual(ids([place("a", [179.9, 0]), place("b", [-179.9, 0])], 2, [180, 0]), [["a", "b"]]);
});

test("300 places lose none", () => {
  const places = Array.from({ length: 300 }, (_, n) => place(`p${n}`, [(n * 37) % 180, (n * 13) % 60]));
  assert.deepEqual(ids(places, 2).flat().sort(), places.map((one) => one.site.id).sort());
});
