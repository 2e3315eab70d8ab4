/** Markers in one spot that spread at a click: folium.plugins.OverlappingMarkerSpiderfier. */
import "overlapping-marker-spiderfier-leaflet";
