/** The editor's words in the person's language; the strings come with the page. */
import { translator, type Translate } from "../player/strings.ts";

let current: Translate = translator({});
let tag = "en";

/** Called once, before anything is drawn. */
export function speak(strings: Record<string, string>, language: string): void {
  current = translator(strings);
  tag = language;
}

/** The interface's language, for dates and numbers. */
export function spoken(): string {
  return tag;
}

/** A message in the person's language; `{name}` is filled in. */
export const t: Translate = (message, values) => current(message, values);

/** "Vietnamese" or "Tiếng Việt": a language by its name in the interface's language. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: "language" }).of(code) ?? code;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return code;
  }
}

/** "14:02". */
export function clock(at: number): string {
  return new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit" }).format(at);
}

/** "22 November 2026, 14:02". */
export function dateAndTime(at: number | string): string {
  return new Intl.DateTimeFormat(tag, { dateStyle: "long", timeStyle: "short" }).format(new Date(at));
}
