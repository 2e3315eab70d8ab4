/** A chapter's fields that hold more than text: what it shows, where its map stands, its words for pictures. */
import { present, type Fields, type Value } from "../../store/changes.ts";
import type { MapView } from "../../app.ts";

export type Shown = "sites" | "events" | "tags";

/** A list of ids as it stands in a field: a list, or one id. */
export function listOf(value: Value): string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" && value.trim() ? value.split(/[;,]/).map((one) => one.trim()).filter(Boolean) : [];
}

/** The ids under a key of `show`. */
export function shownIds(chapter: Fields | null, key: Shown): string[] {
  const show = chapter?.show;
  return typeof show === "object" && show !== null && !Array.isArray(show) ? listOf(show[key]) : [];
}

/** `show` with other ids under a key; null when nothing is left. */
export function withShown(chapter: Fields | null, key: Shown, ids: readonly string[]): Value {
  const show = chapter?.show, before = typeof show === "object" && show !== null && !Array.isArray(show) ? show : {};
  const entries = Object.entries({ ...before, [key]: [...ids] }).filter(([, value]) => present(value));
  return entries.length > 0 ? Object.fromEntries(entries) : null;
}

/** A view of the map as the chapter's file has it; texts, since that is how files are read. */
export function viewAt({ center: [lon, lat], zoom }: MapView): Value {
  return { center: [String(lon), String(lat)], zoom: String(zoom) };
}

export type View = { kind: "all" } | { kind: "sites"; ids: string[] } | { kind: "center"; lon: string; lat: string; zoom: string } | { kind: "bounds"; box: string[] };

/** What a chapter's `view` says. */
export function viewOf(value: Value): View {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { kind: "all" };
  if (Array.isArray(value.bounds)) return { kind: "bounds", box: value.bounds.map(String) };
  if (Array.isArray(value.center)) return { kind: "center", lon: String(value.center[0] ?? ""), lat: String(value.center[1] ?? ""), zoom: String(value.zoom ?? "") };
  const ids = listOf(value.fit);
  return ids.length > 0 ? { kind: "sites", ids } : { kind: "all" };
}

/** A text of a picture in one language: written for all languages at once, or by language. */
export function wordsIn(value: Value, language: string, first: string): string {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return String(value[language] ?? "");
  return language === first && present(value) ? String(value) : "";
}

/** The text with other words in one language; a story of one language keeps plain text. */
export function withWords(value: Value, language: string, words: string, languages: readonly string[]): Value {
  const first = languages[0]!, before = typeof value === "object" && value !== null && !Array.isArray(value) ? value : present(value) ? { [first]: value } : {};
  const made = Object.fromEntries(Object.entries({ ...before, [language]: words }).filter(([, text]) => present(text)));
  const keys = Object.keys(made);
  if (keys.length === 0) return null;
  return keys.length === 1 && keys[0] === first ? made[first]! : made;
}
