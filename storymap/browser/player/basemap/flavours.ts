/** Stands for the ready-made colours of @protomaps/basemaps: ours come from the page's style sheet, so nobody asks for them. */

export function namedFlavor(name: string): never {
  throw new Error(`The basemap has no flavour ${name}.`);
}
