/** Shapes that share their borders: folium.TopoJson. */
import { feature } from "topojson-client";

Object.assign(globalThis, { topojson: { feature } });
