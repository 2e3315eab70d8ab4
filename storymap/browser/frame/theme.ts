/** An article may ask for day or night; the rules for the night then always hold, or never. */
import type { Theme } from "./choices.ts";

const NIGHT = /\(prefers-color-scheme: ?dark\)/;

/** Make the page light or dark, whatever the reader's system says; a page that the server made is so already. */
export function force(theme: Theme): void {
  const when = theme === "dark" ? "screen" : "not all";
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (rule instanceof CSSMediaRule && NIGHT.test(rule.media.mediaText)) rule.media.mediaText = when;
    }
  }
  document.documentElement.style.colorScheme = theme;
  for (const source of document.querySelectorAll<HTMLSourceElement>("picture > source")) {
    if (NIGHT.test(source.media)) source.media = when;
  }
}
