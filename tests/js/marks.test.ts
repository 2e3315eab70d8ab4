/** The names of marks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { nameOfMark } from "../../storymap/browser/player/marks.ts";
import type { Gathering, Place } from "../../storymap/browser/player/places.ts";
import { translator } from "../../storymap/browser/player/strings.ts";

const t = translator({});

function place(properties: Partial<Place["site"]["properties"]>, events = 0): Place {
  const whole = { name: "Huế", number: 3, drawn: "exact", certainty: "certain", precision_km: null, ...properties };
  return { site: { id: "x", geometry: null, properties: whole }, state: "current", events } as unknown as Place;
}

const name = (lead: Place, others: Place[] = []) => nameOfMark({ lead, others } satisfies Gathering, t);

test("a place known exactly has its number and name", () => assert.equal(name(place({})), "3. Huế"));

test("a place that no chapter shows has no number", () => assert.equal(name(place({ number: null })), "Huế"));

test("words say how well a place is known", () => {
  assert.equal(name(place({ drawn: "approximate", precision_km: 25 })), "3. Huế, within 25 km");
  assert.equal(name(place({ drawn: "area" })), "3. Huế, an area");
  assert.equal(name(place({ certainty: "uncertain" })), "3. Huế, uncertain");
});

test("words say what else is there", () => {
  assert.equal(name(place({}, 1)), "3. Huế, 1 event");
  assert.equal(name(place({}, 4), [place({}), place({})]), "3. Huế, 4 events, and 2 more places here");
});
