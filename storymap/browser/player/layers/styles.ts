/** Styles that come with lazy code: a sheet of its own, which needs no request and no inline style. */

const adopted = new Set<string>();

/** Let the page use a style sheet, once. */
export function adopt(css: string): void {
  if (adopted.has(css)) return;
  adopted.add(css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
