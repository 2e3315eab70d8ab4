/** Finer detail of the basemap: vector tiles from one PMTiles file, drawn by protomaps-leaflet after the first picture. */
export { detailLayer } from "./layer.ts";
