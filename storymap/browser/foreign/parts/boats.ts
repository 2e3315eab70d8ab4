/** Boats: folium.plugins.BoatMarker. */
import "leaflet.boatmarker";
