/** Hatched and dotted areas: folium.plugins.StripePattern and CirclePattern. */
import "../mixin.ts";
import "leaflet.pattern";

// Foreign code may ask for anything that Leaflet has.
(globalThis as unknown as { L: any }).L.Map.prototype._patterns = {}; // the map may be there already
