/** The one module of the editor that knows Leaflet's map: candidates, the place, its circle and its shape. */
import type { LatLng, Layer as LeafletLayer, LeafletEvent, LeafletMouseEvent, Marker as LeafletMarker } from "leaflet";
import * as DomUtil from "leaflet/src/dom/DomUtil.js";
import { GeoJSON, geoJSON } from "leaflet/src/layer/GeoJSON.js";
import { DivIcon } from "leaflet/src/layer/marker/DivIcon.js";
import { Marker } from "leaflet/src/layer/marker/Marker.js";
import { GridLayer } from "leaflet/src/layer/tile/GridLayer.js";
import { circleMarker } from "leaflet/src/layer/vector/CircleMarker.js";
import { Polygon } from "leaflet/src/layer/vector/Polygon.js";
import "leaflet/src/layer/vector/Renderer.getRenderer.js";
import { Map } from "leaflet/src/map/Map.js";
import "leaflet/src/map/handler/Map.DoubleClickZoom.js";
import "leaflet/src/map/handler/Map.Drag.js";
import "leaflet/src/map/handler/Map.Keyboard.js";
import "leaflet/src/map/handler/Map.ScrollWheelZoom.js";
import "leaflet/src/map/handler/Map.TouchZoom.js";
import type { Detail, PlaceName, Taken } from "../../player/basemap/detail.ts";
import type { Geometry, Position } from "../../player/document.ts";
import { layOn, lieOf } from "../../player/map.ts";
import { boxAround, fit, near, smallestZoom } from "../../player/mercator.ts";
import type { PaintBase } from "../../player/outline.ts";
import { boxesOver } from "../../player/over.ts";
import { readPalette } from "../../player/palette.ts";
import type { Translate } from "../../player/strings.ts";
import { Surface } from "../../player/surface.ts";
import { draw, type Drawn } from "./drawing.ts";
import { groundAt, outlineAt, type GroundUrls } from "./ground.ts";
import { candidateMark, handle, labelOfPlace, neighbourMark, type Candidate } from "./handles.ts";
import { allPositions, written } from "./positions.ts";
import { sheetOn, type Sheet } from "./sheet.ts";
import { circle, destination, distanceKm, nudged, rounded, roundedKm } from "./radius.ts";

const PADDING = { top: 36, right: 80, bottom: 36, left: 40 };
/** A place alone is shown with this much around it. */
const CLOSE = 9;
/** Half the width of a mark in pixels. */
const MARK = 14;

/** Whether two marks would cover each other. */
function under(one: { x: number; y: number }, other: { x: number; y: number }): boolean {
  return Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y)) < 27;
}

export interface MapHandlers {
  /** The person put the place somewhere: by a click, by dragging, by arrow keys. */
  place(position: Position): void;
  choose(index: number): void;
  radius(km: number): void;
}

/** What the map shows. */
export interface Shown {
  name: string;
  position: Position | null;
  km: number | null;
  uncertain: boolean;
  geometry: Geometry | null;
  candidates: readonly Candidate[];
  chosen: number | null;
  neighbours: readonly { name: string; position: Position }[];
  sheet?: Sheet | null;
}

export interface MapSetting {
  t: Translate;
  urls: GroundUrls;
  language: string;
  /** Ids of the elements that explain the handles. */
  help: { place: string; radius: string };
  /** Whether a click and the handles may change anything. */
  editable: boolean;
}

/** A map on which a person finds, moves and draws one place. */
export class PlaceMap {
  private readonly map: Map;
  private readonly base: Surface;
  private readonly writing: Surface;
  private readonly sheet: ReturnType<typeof sheetOn>;
  private readonly setting: MapSetting;
  private readonly handlers: MapHandlers;
  private paintBase: PaintBase = () => {};
  private palette = readPalette();
  private detail: Detail | null = null;
  private names: PlaceName[] = [];
  private marks: { marker: LeafletMarker; position: Position }[] = [];
  private shapes: LeafletLayer[] = [];
  private place: { marker: LeafletMarker; button: HTMLButtonElement } | null = null;
  private edge: LeafletMarker | null = null;
  private ring: Polygon | null = null;
  private shown: Shown | null = null;
  private endDrawing: (() => void) | null = null;
  /** Where the map stands since it last looked; null while its frame is hidden and there is nothing to fit into. */
  private stood: { center: LatLng; zoom: number } | null = null;

  constructor(container: HTMLElement, setting: MapSetting, handlers: MapHandlers) {
    this.setting = setting;
    this.handlers = handlers;
    this.map = new Map(container, {
      zoomControl: false, attributionControl: false, zoomAnimation: false, fadeAnimation: false, zoomSnap: 0, inertia: false,
      wheelPxPerZoomLevel: 110, maxZoom: 18, minZoom: 1, maxBounds: [[-86, -1e6], [86, 1e6]], maxBoundsViscosity: 1, doubleClickZoom: false,
      trackResize: false, // Leaflet's own way still fires after the map is gone; `resize` is told by the frame
    });
    container.setAttribute("role", "group");
    this.map.createPane("outline").style.zIndex = "150";
    this.map.createPane("names").style.zIndex = "350";
    this.base = layOn(this.map, "outline", new Surface((ctx, frame) => this.paintBase(ctx, frame, this.palette)));
    this.writing = layOn(this.map, "names", new Surface((ctx, frame) => this.detail?.write(ctx, frame, this.names, this.palette, this.taken(), []), { asked: true }));
    this.sheet = sheetOn(this.map);
    this.map.on("move moveend resize", ({ type }) => { for (const surface of [this.base, this.sheet.surface, this.writing]) surface.lies(lieOf(this.map), type === "moveend"); });
    this.map.on("zoom", () => { this.map.getPane("names")!.style.display = "none"; });
    this.map.on("moveend", () => { this.placeMarks(); void this.writeNames(); });
    this.map.on("click", (event: LeafletMouseEvent) => { if (setting.editable && !this.endDrawing) handlers.place(this.exact(event.latlng)); });
    this.map.setView([20, 0], 2, { animate: false });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", this.repaint);
    void this.load();
  }

  /** Take the map away. */
  remove(): void {
    matchMedia("(prefers-color-scheme: dark)").removeEventListener("change", this.repaint);
    this.stopDrawing();
    this.map.remove();
    this.detail = null;
  }

  /** Show this; the frame moves only when `look` says so, or when the place would lie outside. */
  show(shown: Shown, look: boolean): void {
    const before = this.shown;
    this.shown = shown;
    this.showShape(shown);
    this.showPlace(shown);
    this.sheet.show(shown.sheet ?? null);
    if (before?.candidates !== shown.candidates || before.chosen !== shown.chosen || before.neighbours !== shown.neighbours) this.showMarks(shown);
    if (look) this.look();
    const chosen = shown.chosen === null ? undefined : shown.candidates[shown.chosen];
    if (chosen) this.map.panInside(this.latLng([chosen.lon, chosen.lat]), { padding: [30, 30], animate: false });
    else if (shown.position && !look) this.map.panInside(this.latLng(shown.position), { padding: [30, 30], animate: false });
    this.yield();
    this.writing.redraw(); // names make way for marks
  }

  /** Show what there is to choose from, or else the place with all that belongs to it, or else the other places. */
  look(): void {
    if (!this.shown) return;
    const { position, geometry, candidates, km, neighbours } = this.shown;
    const around = position && km ? circle(position, km, 8) : [];
    const own = [...(position ? [position] : []), ...around, ...(geometry ? allPositions(geometry) : [])];
    const choices = candidates.map(({ lon, lat }): Position => [lon, lat]);
    const box = boxAround([choices, own, neighbours.map((one) => one.position)].find(({ length }) => length > 0) ?? []);
    const { x, y } = this.map.getSize();
    if (!box || x === 0) return;
    const { center, zoom } = fit({ bounds: box, max_zoom: CLOSE }, x, y, PADDING, 0);
    if (zoom < this.map.getMinZoom()) this.map.setMinZoom(zoom); // a bare edge is better than a place that is not seen
    this.map.setView([center[1], center[0]], zoom, { animate: false });
    this.stood = { center: this.map.getCenter(), zoom: this.map.getZoom() };
  }

  zoom(by: number): void {
    this.map.setZoom(this.map.getZoom() + by, { animate: false });
  }

  pan(dx: number, dy: number): void {
    const { x, y } = this.map.getSize();
    this.map.panBy([dx * x * 0.4, dy * y * 0.4], { animate: false });
  }

  /** The frame has another size: fit all in again, unless the person has moved the map meanwhile. */
  resize(): void {
    const still = this.stood === null || (this.stood.zoom === this.map.getZoom() && this.stood.center.equals(this.map.getCenter()));
    this.map.invalidateSize({ pan: false });
    this.map.setMinZoom(Math.min(smallestZoom(this.map.getSize().y), 4, this.map.getZoom()));
    if (still) this.look();
  }

  /** The middle of the frame, for "put it here". */
  center(): Position {
    return this.exact(this.map.getCenter());
  }

  /** Let the person draw a line or an area. */
  startDrawing(shape: Drawn, done: (geometry: Geometry) => void): void {
    this.stopDrawing();
    this.endDrawing = draw(this.map, { geoJSON, circleMarker }, shape, this.palette.accent, (geometry) => {
      // the click that ends the drawing still reaches the map
      setTimeout(() => { this.endDrawing = null; });
      done(geometry);
    });
  }

  stopDrawing(): void {
    this.endDrawing?.();
    this.endDrawing = null;
  }

  private readonly repaint = (): void => {
    this.palette = readPalette();
    this.base.redraw();
    void this.load();
  };

  private async load(): Promise<void> {
    const { urls, language } = this.setting;
    this.paintBase = await outlineAt(urls.outline);
    this.base.redraw();
    const ground = await groundAt(urls, language);
    if (!this.map.getPane("mapPane")?.isConnected) return;
    Object.assign(globalThis, { L: { GridLayer, DomUtil } }); // what protomaps-leaflet builds on
    const before = this.detail;
    this.detail = ground.detail(this.palette);
    this.detail.layer.addTo(this.map);
    before?.layer.remove();
    await this.writeNames();
  }

  private async writeNames(): Promise<void> {
    if (!this.detail) return;
    const { x: width, y: height } = this.map.getSize();
    const { min } = this.map.getPixelBounds();
    const world = 256 * 2 ** this.map.getZoom();
    const [names] = await Promise.all([this.detail.names({ left: min!.x, top: min!.y, width, height, world, ratio: 1 }), document.fonts.ready]);
    if (!this.detail || world !== 256 * 2 ** this.map.getZoom()) return;
    this.names = names;
    this.map.getPane("names")!.style.display = "";
    this.writing.redraw();
  }

  /** What no name of the ground may cover, or lie under. */
  private taken(): Taken[] {
    const marks = [...this.marks, ...(this.place ? [this.place] : [])].map(({ marker }) => this.map.latLngToContainerPoint(marker.getLatLng()));
    const spots = marks.map(({ x, y }) => ({ x0: x - MARK, y0: y - MARK, x1: x + MARK, y1: y + MARK }));
    return [...spots, ...boxesOver(this.map.getContainer(), ".map-buttons button")];
  }

  private showMarks({ candidates, chosen, neighbours }: Shown): void {
    const focused = this.marks.findIndex(({ marker }) => marker.getElement()?.contains(document.activeElement));
    for (const { marker } of this.marks) marker.remove();
    const others = neighbours.map(({ name, position }) => this.mark(neighbourMark(name), position, 0));
    const found = candidates.map((candidate, index) =>
      this.mark(candidateMark(candidate.number ?? index + 1, candidate, index === chosen, () => this.handlers.choose(index)), [candidate.lon, candidate.lat], index === chosen ? 3000 : 2000 - index));
    this.marks = [...others, ...found];
    if (focused >= 0) this.marks[focused]?.marker.getElement()?.querySelector("button")?.focus();
  }

  private mark(element: HTMLElement, position: Position, zIndexOffset: number): { marker: LeafletMarker; position: Position } {
    const icon = new DivIcon({ html: element, className: "", iconSize: [0, 0] });
    return { marker: new Marker(this.latLng(position), { icon, interactive: false, keyboard: false, zIndexOffset }).addTo(this.map), position };
  }

  /** Bring every mark into the copy of the world that is shown. */
  private placeMarks(): void {
    for (const { marker, position } of this.marks) marker.setLatLng(this.latLng(position));
    if (this.shown?.position && this.place) { this.place.marker.setLatLng(this.latLng(this.shown.position)); this.showCircle(this.shown.position, this.shown.km); }
    this.yield();
  }

  /** A mark that lies under another one becomes a dot until the map is nearer; the list has it all the same. */
  private yield(): void {
    const point = (marker: LeafletMarker) => { const { x, y } = this.map.latLngToContainerPoint(marker.getLatLng()); return { x, y }; };
    const edge = this.edge?.getElement()?.firstElementChild as HTMLElement | undefined;
    const handles = this.place ? [point(this.place.marker)] : [];
    if (edge) edge.hidden = handles.some((other) => under(point(this.edge!), other));
    if (edge && !edge.hidden) handles.push(point(this.edge!));
    const buttons = this.marks.flatMap(({ marker }) => {
      const button = marker.getElement()?.querySelector("button");
      return button ? [{ button, at: point(marker) }] : [];
    });
    buttons.sort((one, other) => Number(other.button.ariaPressed === "true") - Number(one.button.ariaPressed === "true"));
    for (const { button, at } of buttons) {
      button.disabled = handles.some((other) => under(at, other));
      if (!button.disabled) handles.push(at);
    }
  }

  private showPlace({ name, position, uncertain }: Shown): void {
    if (!position) {
      this.place?.marker.remove();
      this.place = null;
      return;
    }
    this.place ??= this.makePlace(position);
    this.place.marker.setLatLng(this.latLng(position));
    this.place.button.ariaLabel = labelOfPlace(name, written(position), this.setting.t);
    this.place.button.toggleAttribute("data-uncertain", uncertain);
  }

  private makePlace(position: Position): { marker: LeafletMarker; button: HTMLButtonElement } {
    const button = handle("place-handle", "", this.setting.help.place, (event) => this.nudge(event));
    const marker = this.draggable(button, position, 4000);
    marker.on("drag", () => this.showCircle(this.position(marker), this.shown!.km));
    marker.on("dragend", () => this.handlers.place(this.exact(marker.getLatLng())));
    return { marker, button };
  }

  private draggable(element: HTMLElement, position: Position, zIndexOffset: number): LeafletMarker {
    const icon = new DivIcon({ html: element, className: "", iconSize: [0, 0] });
    return new Marker(this.latLng(position), { icon, draggable: this.setting.editable, keyboard: false, bubblingMouseEvents: false, zIndexOffset }).addTo(this.map);
  }

  private nudge({ key, shiftKey }: KeyboardEvent): boolean {
    const { position } = this.shown ?? {};
    const moved = position && this.setting.editable ? nudged(position, key, shiftKey, this.map.getZoom()) : null;
    if (moved) this.handlers.place(moved);
    return moved !== null;
  }

  private showShape({ position, geometry, km }: Shown): void {
    for (const shape of this.shapes) shape.remove();
    this.shapes = geometry ? [new GeoJSON(geometry as GeoJSON.Geometry, { interactive: false, style: { className: "site-shape" } }).addTo(this.map)] : [];
    this.showCircle(position, km);
  }

  private showCircle(position: Position | null, km: number | null): void {
    if (!position || !km) {
      this.ring?.remove();
      this.edge?.remove();
      this.ring = this.edge = null;
      return;
    }
    const middle = this.latLng(position)[1];
    const corners = circle(position, km).map((corner) => this.latLng(corner, middle));
    this.ring ??= new Polygon([], { interactive: false, className: "site-circle" }).addTo(this.map);
    this.ring.setLatLngs(corners);
    this.edge ??= this.makeEdge(position);
    this.edge.setLatLng(this.latLng(destination(position, km, 90), middle));
    (this.edge.getElement()!.firstElementChild as HTMLElement).ariaLabel = this.setting.t("Radius: {km} km", { km });
  }

  private makeEdge(position: Position): LeafletMarker {
    const { editable, help } = this.setting;
    const factors: Record<string, number> = { ArrowRight: 1.1, ArrowUp: 1.1, ArrowLeft: 1 / 1.1, ArrowDown: 1 / 1.1 };
    const edge = this.draggable(handle("edge-handle", "", help.radius, ({ key, shiftKey }) => {
      const factor = factors[key];
      if (factor && editable) this.handlers.radius(roundedKm(this.shown!.km! * factor ** (shiftKey ? 5 : 1)) || 0.1);
      return factor !== undefined;
    }), position, 3900);
    const km = () => Math.max(0.1, roundedKm(distanceKm(this.position(this.place!.marker), this.position(edge))));
    edge.on("drag", (event: LeafletEvent) => {
      const corners = circle(this.position(this.place!.marker), km());
      this.ring?.setLatLngs(corners.map((corner) => this.latLng(corner)));
      (event.target as LeafletMarker).getElement()!.firstElementChild!.ariaLabel = this.setting.t("Radius: {km} km", { km: km() });
    });
    edge.on("dragend", () => this.handlers.radius(km()));
    return edge;
  }

  private position(marker: LeafletMarker): Position {
    const { lng, lat } = marker.getLatLng();
    return [lng, lat];
  }

  private exact({ lng, lat }: LatLng): Position {
    return rounded([lng, lat], this.map.getZoom());
  }

  /** Leaflet's order, in the copy of the world that is shown. */
  private latLng([lon, lat]: Position, reference = this.map.getCenter().lng): [number, number] {
    return [lat, near(lon, reference)];
  }
}
