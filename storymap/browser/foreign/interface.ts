/** The interface's words for foreign layers, in the language that the file shows. */
import { translator } from "../player/strings.ts";

/** The language of the page. */
export function language(): string {
  return document.documentElement.lang;
}

/** A text of the interface in that language; `{name}` in it is filled in. */
export function t(message: string, values: Record<string, string | number> = {}): string {
  return translator(globalThis.storymapPack?.words?.[language()] ?? {})(message, values);
}
