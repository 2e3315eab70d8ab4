/** Lines and areas written as Google writes them: folium.plugins.PolyLineFromEncoded. */
import "polyline-encoded";
