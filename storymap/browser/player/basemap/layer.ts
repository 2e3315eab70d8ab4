/** Tiles of land, water, rivers and borders, drawn by protomaps-leaflet in the colours of the page. */
import { leafletLayer, LineSymbolizer, PolygonSymbolizer, type PaintRule } from "protomaps-leaflet";
import type { Palette } from "../palette.ts";

/** What a line measures at display zoom `zoom`: hairlines when far, a little more when near. */
function hairline(far: number, near: number) {
  return (zoom: number) => Math.max(far, Math.min(near, far + ((zoom - 3) * (near - far)) / 6));
}

function line(colour: string, width: number | ((zoom: number) => number), dash?: number[]): LineSymbolizer {
  return new LineSymbolizer(dash ? { color: colour, width, dash, dashColor: colour, dashWidth: width } : { color: colour, width });
}

/** The layers of `geodata/basemap/world.pmtiles` in the colours of the page, from the ground up. */
export function paintRules(palette: Palette): PaintRule[] {
  const disputed = (_zoom: number, feature?: { props: Record<string, unknown> }) => Boolean(feature?.props["disputed"]);
  return [
    { dataLayer: "earth", symbolizer: new PolygonSymbolizer({ fill: palette.land, stroke: palette.coast, width: 0.6 }) },
    { dataLayer: "water", symbolizer: new PolygonSymbolizer({ fill: palette.water }) },
    { dataLayer: "rivers", symbolizer: line(palette.river, hairline(0.5, 1.4)), minzoom: 3 },
    { dataLayer: "regions", symbolizer: line(palette.line, 0.7, [3, 3]), minzoom: 5 },
    { dataLayer: "borders", symbolizer: line(palette.border, hairline(0.7, 1.3)), filter: (zoom, feature) => !disputed(zoom, feature) },
    { dataLayer: "borders", symbolizer: line(palette.border, hairline(0.7, 1.3), [4, 4]), filter: disputed },
  ];
}

/** What protomaps-leaflet makes: a subclass of Leaflet's GridLayer, which its types leave open. */
export type TileLayer = ReturnType<typeof leafletLayer>;

/** A Leaflet layer over the archive at `url`; it expects Leaflet's classes in the global `L`, as protomaps-leaflet does. */
export function tileLayer(url: string, palette: Palette, language: string): TileLayer {
  return leafletLayer({
    url, paintRules: paintRules(palette), labelRules: [], lang: language, backgroundColor: palette.water, attribution: "",
    maxDataZoom: 6, updateWhenZooming: false, updateWhenIdle: true, keepBuffer: 1, devicePixelRatio: Math.min(2, devicePixelRatio * 1.4),
  } as Parameters<typeof leafletLayer>[0]);
}
