/** The plugins of Leaflet that a saved notebook carries; each finds the global `L`. */
import "./leaflet.ts";
import "./heat.ts";
import "leaflet-ant-path";
import "leaflet-polylineoffset";
import "leaflet-textpath";
import "leaflet.featuregroup.subgroup";
import "./clusters.ts";
import "./time.ts";
