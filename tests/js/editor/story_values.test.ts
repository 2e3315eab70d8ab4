import assert from "node:assert/strict";
import test from "node:test";
import { authorsOf, authorsWritten, basemapOf, languagesFor, languageTag, withBasemap } from "../../../storymap/browser/editor/views/story/values.ts";

test("authors are read in every form, and written as plain names where there is no address", () => {
  assert.deepEqual(authorsOf("A. Writer"), [{ name: "A. Writer", url: "" }]);
  const both = [{ name: "A", url: "https://example.org" }, "B"];
  assert.deepEqual(authorsOf(both), [{ name: "A", url: "https://example.org" }, { name: "B", url: "" }]);
  assert.deepEqual(authorsWritten(authorsOf(both)), both);
  assert.equal(authorsWritten([{ name: " ", url: "" }]), null);
});

test("a key of the basemap changes and the others stay", () => {
  assert.deepEqual(basemapOf("offline"), { style: "", relief: false, tiles: "", pmtiles: "" });
  assert.deepEqual(withBasemap({ style: "muted", pmtiles: "a.pmtiles" }, "relief", "true"), { style: "muted", pmtiles: "a.pmtiles", relief: "true" });
  assert.equal(withBasemap({ style: "muted" }, "style", ""), null);
  assert.deepEqual(withBasemap("OpenStreetMap.Mapnik", "style", "print"), { tiles: "OpenStreetMap.Mapnik", style: "print" });
});

test("a language tag gets its usual form, and what is none is refused", () => {
  assert.equal(languageTag(" pt-br "), "pt-BR");
  assert.equal(languageTag("VI"), "vi");
  assert.equal(languageTag("not a tag"), null);
});

test("a language is found by its name or its tag, and by a tag that no list has", () => {
  const all = [{ value: "vi", label: "Vietnamese" }, { value: "af", label: "Afrikaans" }, { value: "fr", label: "French" }, { value: "de", label: "Thụy Điển" }];
  const nameOf = (tag: string) => ({ fr: "French", vi: "Vietnamese", "pt-BR": "Brazilian Portuguese" })[tag] ?? tag;
  const found = (words: string, without: string[] = []) => languagesFor(words, all, without, nameOf).map(({ value }) => value);
  assert.deepEqual(found("viet"), ["vi"]);
  assert.deepEqual(found("fr"), ["fr"]);
  assert.deepEqual(found("af"), ["af"]);
  assert.deepEqual(found("thuy dien"), ["de"]);
  assert.deepEqual(found("pt-br"), ["pt-BR"]);
  assert.deepEqual(found("vi", ["vi"]), []);
  assert.deepEqual(found("klingonese"), []);
  assert.deepEqual(found(" "), []);
});
