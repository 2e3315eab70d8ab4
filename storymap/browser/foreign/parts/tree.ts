/** The list of layers as a tree: folium.plugins.TreeLayerControl. */
import "leaflet.control.layers.tree";
import looks from "leaflet.control.layers.tree/L.Control.Layers.Tree.css";

// Foreign code may ask for anything that Leaflet has.
type Anything = any;
const { Tree } = (globalThis as unknown as { L: Anything }).L.Control.Layers;
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
document.head.append(Object.assign(document.createElement("style"), { textContent: looks }));
