/** The border of day and night: folium.plugins.Terminator. */
import terminator from "@joergdietrich/leaflet.terminator";

// Foreign code may ask for anything that Leaflet has.
(globalThis as unknown as { L: any }).L.terminator = terminator;
