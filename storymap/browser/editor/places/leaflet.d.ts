/** Types for the source modules of Leaflet that only the editor's map needs. */
declare module "leaflet/src/layer/GeoJSON.js" { export { GeoJSON, geoJSON } from "leaflet"; }
declare module "leaflet/src/layer/vector/CircleMarker.js" { import { circleMarker } from "leaflet"; export { circleMarker }; }
declare module "leaflet/src/layer/vector/Polygon.js" { export { Polygon } from "leaflet"; }
declare module "leaflet/src/layer/vector/Renderer.getRenderer.js" { const nothing: unique symbol; export default nothing; }
