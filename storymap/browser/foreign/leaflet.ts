/** All of Leaflet under the global name `L`, made of the classes of the player's map, and that map itself. */
import * as Leaflet from "leaflet/src/Leaflet.js";
import iconUrl from "leaflet/dist/images/marker-icon.png";
import iconRetinaUrl from "leaflet/dist/images/marker-icon-2x.png";
import shadowUrl from "leaflet/dist/images/marker-shadow.png";
import { t } from "./interface.ts";
import { pinAddress } from "./pins.ts";
import { legend, parsed } from "./words.ts";

// Foreign code may ask for anything that Leaflet has.
type Anything = any;

let map: Anything = null;

/** A pin in the colour that folium's icon asks for. */
function pin(wanted?: { markerColor?: string }): Anything {
  if (!wanted?.markerColor) return new L.Icon.Default();
  const iconUrl = pinAddress(wanted.markerColor);
  return new L.Icon({ iconUrl, shadowUrl: L.Icon.Default.prototype.options.shadowUrl, iconSize: [25, 41], iconAnchor: [12, 41], popupAnchor: [1, -34], tooltipAnchor: [16, -28], shadowSize: [41, 41] });
}

/** Heat is read back from its canvas again and again; the first call decides how the canvas is kept. */
function create(tag: string, name?: string, parent?: HTMLElement): HTMLElement {
  const element = Leaflet.DomUtil.create(tag as "div", name, parent) as HTMLElement;
  if (element instanceof HTMLCanvasElement) element.getContext("2d", { willReadFrequently: true });
  return element;
}

const L: Anything = { ...Leaflet, DomUtil: { ...Leaflet.DomUtil, create } };
L.Map.addInitHook(function (this: unknown) { if (!map) map = this; });
const addControl = L.Control.prototype.addTo;
L.Control.include({ // a control adds itself and doesn't ask the map, as layers do
  addTo(this: unknown, target: Anything) {
    if (typeof target.guest !== "function") return addControl.call(this, target);
    target.guest(this);
    return this;
  },
});
L.Icon.Default.imagePath = "";
L.Icon.Default.mergeOptions({ iconUrl, iconRetinaUrl, shadowUrl });
L.AwesomeMarkers = { icon: pin, Icon: pin };
const { _initLayout } = L.Control.Layers.prototype;
L.Control.Layers.include({
  _initLayout(this: Anything) {
    _initLayout.call(this);
    this._layersLink.title = this._layersLink.ariaLabel = t("Layers on the map");
  },
});
Object.assign(globalThis, { L, $: parsed, storymapLegend: (caption: string, steps: [string, string][]) => {
  const control = new L.Control({ position: "bottomleft" });
  control.onAdd = () => legend(caption, steps);
  return control;
} });

/** The player's map, once it is there. */
export function ownMap(): Anything {
  return map;
}
