/** The player document, version 1, as the page hands it over (texts in HTML stay in the page). */

export type Position = [lon: number, lat: number];
export type Box = [west: number, south: number, east: number, north: number];
/** Decimal years; null is an open or unknown end. */
export type Extent = [from: number | null, to: number | null];
export type Drawn = "exact" | "approximate" | "area" | "line" | "none";
export type Certainty = "certain" | "less-certain" | "uncertain";

export type Geometry =
  | { type: "Point"; coordinates: Position }
  | { type: "MultiPoint" | "LineString"; coordinates: Position[] }
  | { type: "MultiLineString" | "Polygon"; coordinates: Position[][] }
  | { type: "MultiPolygon"; coordinates: Position[][][] };

export interface Feature<P> {
  id: string;
  geometry: Geometry | null;
  properties: P;
}

export interface SiteProperties {
  name: string;
  drawn: Drawn;
  precision_km: number | null;
  certainty: Certainty;
  centre: Position | null;
  number: number | null;
}

export type Site = Feature<SiteProperties>;

export interface StoryEvent {
  id: string;
  site: string | null;
  extent: Extent;
  also: { extent: Extent }[];
  certainty: Certainty;
}

export type View = { bounds: Box; max_zoom: number } | { center: Position; zoom: number };

export interface Leg {
  from: string;
  to: string;
  state: "travelled" | "current" | "next";
  line: Position[];
}

/** A time in words, and its extent. */
export interface Spell {
  label: string;
  extent: Extent;
}

export interface Chapter {
  id: string;
  title: string;
  view: View;
  window: { extent: Extent; label: string } | null;
  sites: string[];
  events: string[];
  layers: LayerState[];
  /** Spans of time, one after the other, by which a reader goes through the layers with dates. */
  steps: Spell[];
  legs: Leg[];
  map_text: string;
  event_sets: EventSetState[];
}

export type LayerKind = "geojson" | "choropleth" | "circles" | "heat" | "clusters" | "flows" | "graticule" | "tiles" | "image";

export interface Layer {
  id: string;
  kind: LayerKind;
  title: string;
  colour: string;
  /** Positions in whole numbers, times 10 to the power of `decimals`, when all features are points, else null. */
  points: { decimals: number; lon: number[]; lat: number[] } | null;
  /** The features' geometries, where they aren't all points. */
  shapes: (Geometry | null)[];
  /** The names of a graticule's lines. */
  names: string[];
  /** `classes` and `sizes` go with the features, in order, or are empty. */
  paint: { classes: (number | null)[]; sizes: (number | null)[]; colours: string[]; width: number; radius: number };
  /** Names and numbers in words, which go with the features, in order, or are empty. */
  told: { names: string[]; values: (string | null)[]; unit: string | null };
  /** The different dates, and the number of each feature's. */
  time: { dates: Spell[]; of: (number | null)[]; undated: number } | null;
  tiles: { url: string; host: string } | null;
  image: { host: string | null; cells: number; mesh: Position[] } | null;
}

/** How a chapter shows a layer; `filter` holds the numbers of the features that are shown, null for all. */
export interface LayerState {
  id: string;
  opacity: number;
  filter: number[] | null;
  compare: "swipe" | "glass" | null;
  /** The time that a layer with dates is kept to. */
  window: Spell | null;
}

/** A large event set; its addresses count from the page. */
export interface EventSet {
  id: string;
  title: string;
  archive: string;
  summary: string;
  places: string;
}

/** How a chapter shows an event set: months as `1968-02`; what is left out is not limited. */
export interface EventSetState {
  id: string;
  from?: string;
  to?: string;
  categories?: string[];
}

interface Ground {
  style: "calm" | "muted" | "print";
  relief: boolean;
}

export type Basemap =
  | (Ground & { kind: "offline"; archive: { url: string; host: string | null } | null })
  | (Ground & { kind: "tiles"; name: string; url: string; host: string; attribution: string; max_zoom: number });

export interface StoryDocument {
  version: 1;
  language: string;
  direction: "ltr" | "rtl";
  title: string;
  dwell: number;
  span: { extent: Extent; label: string } | null;
  bounds: Box;
  basemap: Basemap;
  layers: Layer[];
  sites: { features: Site[] };
  events: StoryEvent[];
  event_sets: EventSet[];
  chapters: Chapter[];
  strings: Record<string, string>;
  /** `cut`: the basemap lacks fine tiles where the story shows nothing closely. */
  urls: { outline: string; basemap: string; detail: string; layers: string; events: string; events_style: string; relief: string; archive: string; share: string; cut?: boolean };
}
