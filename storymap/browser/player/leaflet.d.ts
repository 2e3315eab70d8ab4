/** Types for Leaflet's source modules: importing them one by one leaves out what a story map never uses. */
declare module "leaflet/src/map/Map.js" { export { Map } from "leaflet"; }
declare module "leaflet/src/map/handler/*" { const nothing: unique symbol; export default nothing; }
declare module "leaflet/src/layer/tile/GridLayer.js" { export { GridLayer } from "leaflet"; }
declare module "leaflet/src/layer/tile/TileLayer.js" { export { TileLayer } from "leaflet"; }
declare module "leaflet/src/layer/marker/Marker.js" { export { Marker } from "leaflet"; }
declare module "leaflet/src/layer/marker/DivIcon.js" { export { DivIcon } from "leaflet"; }
declare module "leaflet/src/dom/DomUtil.js" {
  import { DomUtil } from "leaflet";
  export const create: typeof DomUtil.create;
  export const remove: typeof DomUtil.remove;
  export const removeClass: typeof DomUtil.removeClass;
  export const setPosition: typeof DomUtil.setPosition;
}
declare module "leaflet/src/Leaflet.js" { export * from "leaflet"; }
declare module "leaflet.heat" { const nothing: unique symbol; export default nothing; }
declare module "leaflet-ant-path" { const nothing: unique symbol; export default nothing; }
declare module "*.png" { const url: string; export default url; }
declare module "leaflet/src/geo/crs/CRS.Simple.js" { import { CRS } from "leaflet"; export const Simple: typeof CRS.Simple; }
declare module "leaflet/src/geo/crs/CRS.Earth.js" { const nothing: unique symbol; export default nothing; }
