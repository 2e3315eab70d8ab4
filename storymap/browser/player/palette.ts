/** The colours of the map, read from the page's style sheet so that there is one place for them. */

const NAMES = ["land", "water", "coast", "border", "region", "river", "label", "town", "halo", "relief", "ink", "paper", "muted", "line", "accent"] as const;

export type Palette = Record<(typeof NAMES)[number], string>;

/** The colours in force now (light or dark). */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, resolved(style, name)])) as Palette;
}

/** A custom property may point to another one; the computed style of the root resolves it. */
function resolved(style: CSSStyleDeclaration, name: string): string {
  return style.getPropertyValue(`--${name}`).trim();
}
