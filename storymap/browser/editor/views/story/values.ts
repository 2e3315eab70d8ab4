/** Fields of the story that hold more than text: authors, the basemap, the languages. */
import { folded } from "../../tables/arrange.ts";
import { present, type Value } from "../../store/changes.ts";

export interface Author { name: string; url: string }

/** The authors as written: a text, a list of texts, or of maps with name and url. */
export function authorsOf(value: Value): Author[] {
  const list = Array.isArray(value) ? value : present(value) ? [value] : [];
  return list.map((one) => (typeof one === "object" && one !== null && !Array.isArray(one) ? { name: String(one.name ?? ""), url: String(one.url ?? "") } : { name: String(one ?? ""), url: "" }));
}

/** The authors for the file: a plain name where there is no address. */
export function authorsWritten(authors: readonly Author[]): Value {
  const made = authors.filter(({ name, url }) => name.trim() || url.trim()).map(({ name, url }): Value => (url.trim() ? { name, url } : name));
  return made.length > 0 ? made : null;
}

export interface Basemap { style: string; relief: boolean; tiles: string; pmtiles: string }

export function basemapOf(value: Value): Basemap {
  if (typeof value === "string") return { style: "", relief: false, tiles: value === "offline" ? "" : value, pmtiles: "" };
  const map = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  const text = (key: string) => (present(map[key]) ? String(map[key]) : "");
  return { style: text("style"), relief: text("relief") === "true", tiles: text("tiles"), pmtiles: text("pmtiles") };
}

/** The value with one key changed; the others stay as they were written. */
export function withBasemap(value: Value, key: keyof Basemap, now: string): Value {
  const { tiles } = basemapOf(value);
  const before = typeof value === "object" && value !== null && !Array.isArray(value) ? value : tiles ? { tiles } : {};
  const made = Object.fromEntries(Object.entries({ ...before, [key]: now }).filter(([, one]) => present(one)));
  return Object.keys(made).length > 0 ? made : null;
}

export interface Named { value: string; label: string }

/** The languages that all words begin, without those that are there; of a tag that no list has, the language it names. */
export function languagesFor(words: string, all: readonly Named[], without: readonly string[], nameOf: (tag: string) => string): Named[] {
  const asked = folded(words).split(/\s+/).filter(Boolean);
  if (asked.length === 0) return [];
  const found = all.filter(({ value, label }) => !without.includes(value) && asked.every((word) => beginsOne(`${label} ${value}`, word)));
  const tag = languageTag(words);
  found.sort((one, other) => Number(other.value === tag) - Number(one.value === tag));
  if (!tag || without.includes(tag) || found.some(({ value }) => value === tag) || nameOf(tag) === tag) return found;
  return [...found, { value: tag, label: nameOf(tag) }];
}

function beginsOne(text: string, asked: string): boolean {
  return folded(text).split(/[\s()]+/).some((word) => word.startsWith(asked));
}

/** A language tag in its usual form ("pt-BR"), or null for what is none (BCP 47). */
export function languageTag(written: string): string | null {
  try {
    return Intl.getCanonicalLocales(written.trim())[0] ?? null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
