/** A chapter's media: files with their words, as the chapter's record holds them. */
import type { Fields, Value } from "../store/changes.ts";

export type Item = { [key: string]: Value };

/** The media of a chapter. */
export function mediaOf(chapter: Fields | null): Item[] {
  return Array.isArray(chapter?.media) ? (chapter.media as Item[]).filter((item) => typeof item === "object" && item !== null) : [];
}

/** The file that an item shows, without its folder. */
export function fileOf(item: Item): string {
  return String(item.file ?? item.src ?? "").replace(/^(\.\.?\/)*media\//, "");
}

/** The media with this file and its words; a chapter that has the file already gets the words only. */
export function withFile(media: readonly Item[], file: string, alt: Readonly<Record<string, string>>): Item[] {
  const words = Object.fromEntries(Object.entries(alt).filter(([, text]) => text.trim() !== ""));
  const wordsOrNone = Object.keys(words).length > 0 ? { alt: words } : {};
  const found = media.findIndex((item) => fileOf(item) === file);
  if (found < 0) return [...media, { file, ...wordsOrNone }];
  return media.map((item, index) => (index === found ? { ...item, ...wordsOrNone } : item));
}

/** Whether a picture stands where the map is. */
export function isInMap(item: Item): boolean {
  return String(item.where ?? "").trim().toLowerCase() === "map";
}

/** The media with one of them in the map's place, or back in the text; there is room for one. */
export function placed(media: readonly Item[], at: number, inMap: boolean): Item[] {
  return media.map((item, index) => {
    if (index !== at && !(inMap && isInMap(item))) return item;
    const { where: _, ...rest } = item;
    return index === at && inMap ? { ...rest, where: "map" } : rest;
  });
}

/** The media with a picture in the map's place, with its larger file; a chapter that has the picture keeps its words. */
export function hung(media: readonly Item[], { file, large }: { file: string; large: string | null }): Item[] {
  const found = media.findIndex((item) => fileOf(item) === file), at = found < 0 ? media.length : found;
  const item: Item = { ...media[at], file, ...(large === null ? {} : { large }) };
  return placed([...media.slice(0, at), item, ...media.slice(at + 1)], at, true);
}

/** "2.4 MB". */
export function size(bytes: number, language: string): string {
  const [value, unit] = bytes >= 1e6 ? [bytes / 1e6, "megabyte"] : [bytes / 1e3, "kilobyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: bytes >= 1e6 ? 1 : 0 }).format(value);
}
