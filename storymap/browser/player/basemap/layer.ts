/** Tiles of land, water, rivers and borders, drawn by protomaps-leaflet in the colours of the page. */
import { leafletLayer, LineSymbolizer, PolygonSymbolizer, type Feature, type PaintRule } from "protomaps-leaflet";
import type { Palette } from "../palette.ts";
import type { Sources } from "./archive.ts";
import { whereabouts, type Relief } from "./relief.ts";

const LINES = 2;
const AREAS = 3;

type Test = (zoom: number, feature?: Feature) => boolean;

/** What a line measures at display zoom `zoom`: hairlines when far, a little more when near. */
function hairline(far: number, near: number) {
  return (zoom: number) => Math.max(far, Math.min(near, far + ((zoom - 3) * (near - far)) / 6));
}

function line(colour: string, width: number | ((zoom: number) => number), dash?: number[]): LineSymbolizer {
  return new LineSymbolizer(dash ? { color: colour, width, dash, dashColor: colour, dashWidth: width } : { color: colour, width });
}

const is = (key: string, ...values: unknown[]): Test => (_zoom, feature) => values.includes(feature?.props[key]);
const shaped = (type: number): Test => (_zoom, feature) => feature?.geomType === type;
const disputed: Test = (_zoom, feature) => Boolean(feature?.props["disputed"]);
const both = (one: Test, other: Test): Test => (zoom, feature) => one(zoom, feature) && other(zoom, feature);
const not = (test: Test): Test => (zoom, feature) => !test(zoom, feature);

/** The layers of `geodata/basemap/world.pmtiles` in the colours of the page, from the ground up. */
export function paintRules(palette: Palette, dataSource: string): PaintRule[] {
  const rules: PaintRule[] = [
    { dataLayer: "earth", symbolizer: new PolygonSymbolizer({ fill: palette.land, stroke: palette.coast, width: 0.6 }), filter: shaped(AREAS) },
    { dataLayer: "water", symbolizer: new PolygonSymbolizer({ fill: palette.water }), filter: shaped(AREAS) },
    { dataLayer: "rivers", symbolizer: line(palette.river, hairline(0.5, 1.4)), minzoom: 3 },
    { dataLayer: "regions", symbolizer: line(palette.region, 0.7, [3, 3]), minzoom: 5 },
    { dataLayer: "borders", symbolizer: line(palette.border, hairline(0.7, 1.3)), filter: not(disputed) },
    { dataLayer: "borders", symbolizer: line(palette.border, hairline(0.7, 1.3), [4, 4]), filter: disputed },
  ];
  return rules.map((rule) => ({ ...rule, dataSource }));
}

/** What else the Protomaps basemap has, schema version 4: rivers among the water, roads, one layer for all boundaries. */
export function protomapsRules(palette: Palette, dataSource: string): PaintRule[] {
  const country = both(is("kind", "country"), not(disputed));
  const rules: PaintRule[] = [
    { dataLayer: "water", symbolizer: line(palette.river, hairline(0.5, 1.4)), filter: shaped(LINES), minzoom: 6 },
    { dataLayer: "roads", symbolizer: line(palette.region, 0.6), filter: is("kind", "minor_road"), minzoom: 12 },
    { dataLayer: "roads", symbolizer: line(palette.region, hairline(0.5, 2)), filter: is("kind", "major_road"), minzoom: 8 },
    { dataLayer: "roads", symbolizer: line(palette.region, hairline(0.6, 2.6)), filter: is("kind", "highway"), minzoom: 6 },
    { dataLayer: "boundaries", symbolizer: line(palette.region, 0.7, [3, 3]), filter: both(is("kind", "region"), not(disputed)), minzoom: 5 },
    { dataLayer: "boundaries", symbolizer: line(palette.border, hairline(0.7, 1.3)), filter: country },
    { dataLayer: "boundaries", symbolizer: line(palette.border, hairline(0.7, 1.3), [4, 4]), filter: disputed },
  ];
  return rules.map((rule) => ({ ...rule, dataSource }));
}

/** What protomaps-leaflet makes: a subclass of Leaflet's GridLayer, which its types leave open. */
export type TileLayer = ReturnType<typeof leafletLayer>;

/** A Leaflet layer over the archives; it expects Leaflet's classes in the global `L`, as protomaps-leaflet does. */
export function tileLayer(sources: Sources, relief: Relief | null, palette: Palette, language: string): TileLayer {
  const rules = Object.keys(sources).flatMap((name) => [...paintRules(palette, name), ...(name === "world" ? [] : protomapsRules(palette, name))]);
  // Hills lie on the land of the lowest archive: above its ground, below everything that is written or drawn on it.
  if (relief) rules.splice(1, 0, { dataSource: "world", dataLayer: "earth", symbolizer: relief.symbolizer(Number(palette.relief)), maxzoom: relief.maxZoom });
  const layer = leafletLayer({
    sources, paintRules: rules, labelRules: [], lang: language, backgroundColor: palette.water, attribution: "",
    updateWhenZooming: false, updateWhenIdle: true, keepBuffer: 1, devicePixelRatio: Math.min(2, devicePixelRatio * 1.4),
  } as Parameters<typeof leafletLayer>[0]);
  return whereabouts(layer);
}
