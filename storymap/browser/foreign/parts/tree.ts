/** Lists of layers as a tree and in groups: folium.plugins.TreeLayerControl and GroupedLayerControl. */
import "leaflet.control.layers.tree";
import { asHtml } from "../html.ts";
import looks from "leaflet.control.layers.tree/L.Control.Layers.Tree.css";

// Foreign code may ask for anything that Leaflet has.
type Anything = any;
const { L } = globalThis as unknown as { L: Anything }, { Tree } = L.Control.Layers;
const { _update } = Tree.prototype;
const HIDDEN = "leaflet-layerstree-hide";

Tree.include({
  /** Say what folds and what a box without a word of its own is for. */
  _update(this: Anything): unknown {
    const made = _update.call(this);
    for (const header of (this._container as HTMLElement).querySelectorAll<HTMLElement>(".leaflet-layerstree-header")) {
      const name = header.querySelector(".leaflet-layerstree-header-name")?.textContent?.trim() ?? "";
      for (const box of header.querySelectorAll<HTMLElement>(".leaflet-layerstree-sel-all-checkbox")) box.ariaLabel = name;
      const folds = header.matches("[tabindex]") ? header : header.querySelector<HTMLElement>("[tabindex]");
      if (!folds || folds.querySelector("input")) continue;
      const tell = (): void => { folds.ariaExpanded = String(!header.nextElementSibling?.classList.contains(HIDDEN)); };
      folds.role = "button";
      folds.ariaLabel = name;
      for (const kind of ["click", "keydown"]) folds.addEventListener(kind, tell);
      tell();
    }
    return made;
  },
});

interface Group {
  name: string;
  /** Whether one of its layers is shown at a time. */
  exclusive: boolean;
  layers: [name: string, layer: Anything][];
}

/** A list of layers in groups; `off` are not shown at first, whenever the list comes. */
function groups(all: Group[], off: Anything[], options: Record<string, unknown>): Anything {
  const overlays = all.map(({ name, exclusive, layers }, at) => ({
    label: asHtml(name),
    children: layers.map(([label, layer]) => ({ label: asHtml(label), layer, ...(exclusive ? { radioGroup: `group-${at}` } : {}) })),
  }));
  const control = new Tree(null, overlays, options), { onAdd } = control;
  return Object.assign(control, {
    onAdd(map: Anything): HTMLElement {
      for (const layer of off) layer.remove();
      return onAdd.call(control, map);
    },
  });
}

Object.assign(globalThis, { storymapGroups: groups });
document.head.append(Object.assign(document.createElement("style"), { textContent: looks }));
