/** Round, square and pin-shaped marks: folium.plugins.BeautifyIcon. A sign of a font is a dot, as in other pins. */
import "beautifymarker";
import looks from "beautifymarker/leaflet-beautify-marker-icon.css";
import further from "./badges.css";

// Foreign code may ask for anything that Leaflet has.
type Anything = any;
const { Icon } = (globalThis as unknown as { L: Anything }).L.BeautifyIcon;
const { createIconInnerHtml } = Icon.prototype;

Icon.include({
  createIconInnerHtml(this: Anything): string {
    return createIconInnerHtml.call({ ...this, getInnerIconStyle: this.getInnerIconStyle, options: this.options.isAlphaNumericIcon ? this.options : { ...this.options, isAlphaNumericIcon: true, text: "•" } });
  },
});
document.head.append(Object.assign(document.createElement("style"), { textContent: `${looks}\n${further}` }));
