/** Parts of circles: folium.plugins.SemiCircle. */
import "leaflet-semicircle";
