/** The one module that knows Leaflet: it turns the state of the map into panes, marks and flights. */
import type { LatLng, MapOptions } from "leaflet";
import * as DomUtil from "leaflet/src/dom/DomUtil.js";
import { GridLayer } from "leaflet/src/layer/tile/GridLayer.js";
import { TileLayer } from "leaflet/src/layer/tile/TileLayer.js";
import { Map } from "leaflet/src/map/Map.js";
import "leaflet/src/map/handler/Map.DoubleClickZoom.js";
import "leaflet/src/map/handler/Map.Drag.js";
import "leaflet/src/map/handler/Map.Keyboard.js";
import "leaflet/src/map/handler/Map.ScrollWheelZoom.js";
import "leaflet/src/map/handler/Map.TouchZoom.js";
import type { Detail, Flat, PlaceName, Taken } from "./basemap/detail.ts";
import type { Basemap, Box, Position } from "./document.ts";
import type { Frame, Lie } from "./frame.ts";
import { arrangeNames, createMark, fillMark, hideNames, limitTabStops, stand } from "./marks.ts";
import type { Raster } from "./layers/layers.ts";
import { fit, flightSeconds, near, paddingFor, smallestZoom, tileBox, type Camera } from "./mercator.ts";
import type { PaintBase } from "./outline.ts";
import { readPalette, type Palette } from "./palette.ts";
import { gather, type Gathering, type MapState } from "./places.ts";
import { paintShapes, shapesOf, type Arrival, type Shapes } from "./shapes.ts";
import type { Translate } from "./strings.ts";
import { Surface, type PaintFrame, type Ways } from "./surface.ts";

const GATHER_PIXELS = 26;

export interface MapHandlers {
  /** A reader chose a mark. */
  choose(gathering: Gathering, button: HTMLButtonElement): void;
  /** A reader moved the map away from the chapter's view. */
  explore(): void;
}

interface Shown {
  element: HTMLElement;
  gathering: Gathering;
  /** Where it stands; the longitude may lie beyond 180°. */
  at: Position;
}

type Paint = (ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette, seen: Frame) => void;

/** A map for something else than the world, that readers move as the story's. */
export const furtherMap = (container: HTMLElement, options: MapOptions): Map => new Map(container, options);

/** How a map lies on the world now. */
export function lieOf(map: Map): Lie {
  const { x: width, y: height } = map.getSize(), { x: left, y: top } = map.getPixelBounds().min!;
  const origin = map.containerPointToLayerPoint([0, 0]);
  return { width, height, left, top, origin, world: 256 * 2 ** map.getZoom(), ratio: Math.min(devicePixelRatio, 2) };
}

/** Lay a surface on a map, in one of its panes. */
export function layOn(map: Map, pane: string, surface: Surface): Surface {
  map.getPane(pane)!.append(surface.canvas);
  return surface;
}

/** The map of a story. */
export class StoryMap {
  private readonly map: Map;
  private readonly shown = new globalThis.Map<string, Shown>();
  private readonly base: Surface;
  private readonly overlay: Surface;
  private readonly writing: Surface;
  private layers: Surface | null = null;
  private flat: Flat | null = null;
  /** Who hears where the map lies: at every move, and when it stands. */
  private readonly told: ((lie: Lie, still: boolean) => void)[] = [];
  private paintBase: PaintBase = () => {};
  private palette: Palette = readPalette();
  private state: MapState | null = null;
  private shapes: Shapes = { areas: [], legs: [] };
  private arrival: Arrival = { fade: 1, route: 1 };
  /** Counts the flights, so that what one left behind stops when the next begins. */
  private flight = 0;
  private flying = false;
  private exploring = false;
  private detail: Detail | null = null;
  private names: PlaceName[] = [];
  private taken: Taken[] = [];

  private readonly container: HTMLElement;
  private readonly t: Translate;
  private readonly handlers: MapHandlers;
  private readonly still: () => boolean;

  constructor(container: HTMLElement, t: Translate, handlers: MapHandlers, still: () => boolean) {
    this.container = container;
    this.t = t;
    this.handlers = handlers;
    this.still = still;
    this.map = new Map(container, {
      zoomControl: false, attributionControl: false, zoomAnimation: false, fadeAnimation: false, zoomSnap: 0,
      wheelPxPerZoomLevel: 110, maxZoom: 16, minZoom: 1, bounceAtZoomLimits: false, inertia: !still(),
      maxBounds: [[-86, -1e6], [86, 1e6]], maxBoundsViscosity: 1,
    });
    container.setAttribute("role", "group");
    this.map.createPane("outline").style.zIndex = "150";
    this.map.createPane("rasters").style.zIndex = "250";
    this.map.createPane("layers").style.zIndex = "350";
    this.map.createPane("shapes").style.zIndex = "450";
    this.map.createPane("names").style.zIndex = "500";
    this.base = this.surface("outline", (ctx, frame) => this.paintBase(ctx, frame, this.palette), { empty: (seen) => Boolean(this.flat?.hides(seen)) });
    this.overlay = this.surface("shapes", (ctx, frame, seen) => paintShapes(ctx, frame, seen, this.shapes, this.palette, this.arrival, this.shown), { empty: () => this.shapes.areas.length + this.shapes.legs.length === 0 });
    this.writing = this.surface("names", (ctx, frame) => this.detail?.write(ctx, frame, this.names, this.palette, this.taken, this.ownNames()), { asked: true });
    this.map.on("move resize", () => this.lies(false));
    this.map.on("zoom", () => this.showNames(false));
    this.map.on("move", (event) => { if ((event as { pinch?: boolean }).pinch) this.explored(); }); // its end is silent
    this.map.on("dragstart", () => this.explored());
    this.map.on("zoomend", () => { if (!this.flying) this.explored(); });
    this.map.on("moveend", () => this.moved());
    container.addEventListener("wheel", () => this.interrupt(), { passive: true });
  }

  /** Draw the first map picture. */
  setBase(paint: PaintBase): void {
    this.paintBase = paint;
    this.base.redraw();
  }

  /** Show a state: fly there, or stand there at once; what is new on the map comes in after the flight. */
  show(state: MapState, animate: boolean): void {
    this.state = state;
    this.shapes = shapesOf(state);
    this.container.ariaLabel = state.text || this.t("Map");
    this.goTo(animate && !this.still());
  }

  /** Go back to the view of the current state. */
  resume(): void {
    this.goTo(!this.still());
  }

  /** The frame has another size: keep the chapter's view in it. */
  resize(): void {
    this.map.invalidateSize({ pan: false, debounceMoveend: true });
    const { exploring } = this;
    this.exploring = true; // what a larger smallest zoom moves, no reader did
    this.map.setMinZoom(Math.min(smallestZoom(this.map.getSize().y), 4));
    this.exploring = exploring;
    if (this.state && !this.exploring) this.goTo(false);
  }

  /** The reader asked for nearer or farther. */
  zoom(by: number): void {
    this.explored();
    this.travel({ center: this.camera().center, zoom: this.camera().zoom + by }, !this.still(), 0.25);
  }

  /** The reader asked to move the map by shares of the frame. */
  pan(dx: number, dy: number): void {
    this.explored();
    const { x, y } = this.map.getSize();
    this.map.panBy([dx * x * 0.4, dy * y * 0.4], { animate: !this.still() });
  }

  /** Show a box, as the reader opened a gathering; false when it can't be shown nearer. */
  open(box: Box): boolean {
    const camera = this.cameraOf({ bounds: box, max_zoom: 15 });
    if (camera.zoom < this.camera().zoom + 0.5) return false;
    this.explored();
    this.travel(camera, !this.still());
    return true;
  }

  /** Bring a box into sight, no nearer than the map stands. */
  look(bounds: Box): void {
    this.explored();
    this.travel(this.cameraOf({ bounds, max_zoom: this.camera().zoom }), !this.still());
  }

  /** Mark the place that the reader's panel or pointer is about. */
  highlight(id: string | null): void {
    for (const { element, gathering } of this.shown.values()) {
      const ids = [gathering.lead, ...gathering.others].map(({ site }) => site.id);
      element.toggleAttribute("data-chosen", id !== null && ids.includes(id));
    }
  }

  /** Light and dark have changed. */
  repaint(): void {
    this.palette = readPalette();
    this.base.redraw();
    this.layers?.redraw();
    this.overlay.redraw();
  }

  /** Let Leaflet's scrolling and one-finger dragging sleep, so that the page can scroll over the map. */
  letPageScroll(on: boolean): void {
    this.map.scrollWheelZoom[on ? "disable" : "enable"]();
    this.container.style.touchAction = on ? "pan-y pinch-zoom" : "";
  }

  /** Put finer detail over the outline; `make` may build on Leaflet's classes in the global `L`. */
  setDetail(make: (palette: Palette) => Detail): void {
    Object.assign(globalThis, { L: { GridLayer, DomUtil, ...(globalThis as { L?: object }).L } });
    const before = this.detail;
    this.detail = make(this.palette);
    this.flat?.canvas.remove();
    this.flat = this.detail.flat();
    this.base.canvas.after(this.flat.canvas);
    this.detail.layer.addTo(this.map);
    before?.layer.remove();
    this.lies(!this.flying);
    if (!this.flying) void this.writeNames();
  }

  /** Lay a painter between the ground and the story's marks; the answer paints it anew. */
  lay(paint: Paint, ways: Ways): () => void {
    this.layers = this.surface("layers", (ctx, frame, seen) => paint(ctx, frame, this.palette, seen), ways);
    this.lies(false);
    return () => this.layers?.redraw();
  }

  /** Put a canvas under the story's marks: `lies` hears of every move, `pressed` where the ground was chosen. */
  attach(canvas: HTMLElement, lies: (lie: Lie, still: boolean) => void, pressed: (x: number, y: number) => void): void {
    const { map } = this;
    map.getPane("layers")!.append(canvas);
    this.told.push(lies);
    map.on("click", ({ containerPoint: { x, y }, originalEvent: { target } }) => { if (!(target as Element).closest("button")) pressed(x, y); });
    lies(lieOf(map), true);
  }

  /** A canvas in a pane of the map. */
  private surface(pane: string, paint: PaintFrame, ways: Ways): Surface {
    const made = layOn(this.map, pane, new Surface(paint, ways));
    this.told.push((lie, still) => made.lies(lie, still));
    return made;
  }

  private lies(still: boolean): void {
    const lie = lieOf(this.map);
    for (const { element, at, gathering } of this.shown.values()) stand(element, at, gathering.lead.state, lie);
    this.flat?.lies(lie, still);
    for (const lies of this.told) lies(lie, still);
  }

  /** Lay raster tiles over the ground; `{bbox-epsg-3857}` in their address stands for a tile's box in metres. */
  layTiles(url: string, failed: () => void): Raster {
    const box = { "bbox-epsg-3857": ({ x, y, z }: { x: number; y: number; z: number }) => tileBox(x, y, z).join(",") };
    const tiles = new TileLayer(url, { maxNativeZoom: 18, maxZoom: 20, pane: "rasters", updateWhenZooming: false, ...box });
    tiles.once("tileerror", () => { tiles.remove(); failed(); }).addTo(this.map);
    const clip: Raster["clip"] = (shape) => { const { x, y } = this.map.layerPointToContainerPoint([0, 0]); tiles.getContainer()?.style.setProperty("clip-path", shape(x, y)); };
    return { fade: (opacity) => tiles.setOpacity(opacity), clip, remove: () => { tiles.remove(); } };
  }

  /** Load live tiles that the reader agreed to; when they fail, the offline basemap stays. */
  addTiles(basemap: Basemap & { kind: "tiles" }, failed: () => void): void {
    const tiles = new TileLayer(basemap.url, { maxNativeZoom: basemap.max_zoom, maxZoom: 18, updateWhenZooming: false });
    tiles.once("tileerror", () => { tiles.remove(); failed(); });
    tiles.addTo(this.map);
  }

  private camera(): Camera {
    const { lng, lat }: LatLng = this.map.getCenter();
    return { center: [lng, lat], zoom: this.map.getZoom() };
  }

  private cameraOf(view: MapState["view"]): Camera {
    const { x, y } = this.map.getSize();
    return fit(view, x, y, paddingFor(x, y, Boolean(this.state?.steps.length)), smallestZoom(y));
  }

  private goTo(animate: boolean): void {
    if (!this.state) return;
    this.exploring = false;
    this.travel(this.cameraOf(this.state.view), animate);
  }

  private travel(to: Camera, animate: boolean, seconds?: number): void {
    const flight = ++this.flight;
    this.flying = true;
    const first = flight === 1;
    if (first) this.map.setView([to.center[1], to.center[0]], to.zoom, { animate: false });
    const from = this.camera();
    const center: Camera["center"] = [near(to.center[0], from.center[0]), to.center[1]];
    const target = { center, zoom: to.zoom };
    this.placeMarks(target);
    hideNames(this.elements());
    this.arrival = { fade: 0, route: 0 };
    this.overlay.redraw();
    if (animate && !first) {
      this.container.setAttribute("data-flying", "");
      this.map.flyTo([center[1], center[0]], target.zoom, { duration: seconds ?? flightSeconds(from, target, this.map.getSize().x) });
    } else {
      this.map.setView([center[1], center[0]], target.zoom, { animate: false });
      this.arrive(flight, false);
    }
  }

  private moved(): void {
    if (this.flying) {
      const flight = this.flight;
      queueMicrotask(() => { if (this.flying && flight === this.flight) this.arrive(flight, !this.still()); });
    } else {
      this.settle();
    }
  }

  /** The map stands: place marks and names, and tell the page where it is; a preview passes it on to the editor. */
  private settle(): void {
    this.placeMarks(this.camera());
    this.arrangeNames();
    this.lies(true);
    const box = this.map.getBounds();
    const bounds: Box = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
    this.container.dispatchEvent(new CustomEvent("storymap:view", { bubbles: true, detail: { ...this.camera(), bounds } }));
  }

  /** The map stands: names appear, then areas fade in and the route is drawn. */
  private arrive(flight: number, animate: boolean): void {
    this.flying = false;
    this.container.removeAttribute("data-flying");
    this.settle();
    const hasRoute = this.shapes.legs.some(({ state }) => state === "current");
    const begin = performance.now();
    const step = (now: number) => {
      if (flight !== this.flight) return;
      const passed = animate ? now - begin : Infinity;
      this.arrival = { fade: Math.min(1, passed / 220), route: Math.min(1, Math.max(0, passed - 120) / 900) };
      this.overlay.redraw();
      if (this.arrival.fade < 1 || (hasRoute && this.arrival.route < 1)) requestAnimationFrame(step);
    };
    step(begin);
  }

  private explored(): void {
    if (this.exploring) return;
    this.interrupt();
    this.exploring = true;
    this.handlers.explore();
  }

  /** End a flight where it is. */
  private interrupt(): void {
    if (!this.flying) return;
    this.map.stop();
    this.arrive(this.flight, false);
    this.explored();
  }

  private elements(): HTMLElement[] {
    return [...this.shown.values()].map(({ element }) => element);
  }

  private arrangeNames(): void {
    const lie = lieOf(this.map), { width, height, origin } = lie;
    const marks = [...this.shown].map(([id, { at, element, gathering }]) => {
      const [left, top] = stand(element, at, gathering.lead.state, lie), [x, y] = [left - origin.x, top - origin.y];
      return { id, element, x, y, place: gathering.lead, inside: x > 0 && y > 0 && x < width && y < height };
    });
    limitTabStops(marks);
    this.taken = arrangeNames(marks.filter(({ inside }) => inside), width, height);
    void this.writeNames();
  }

  /** Write the names of the basemap around the story's own. */
  private async writeNames(): Promise<void> {
    if (!this.detail) return;
    const frame = { ...lieOf(this.map), ratio: 1 }, { world } = frame;
    const [names] = await Promise.all([this.detail.names(frame), document.fonts.ready]);
    if (this.flying || world !== 256 * 2 ** this.map.getZoom()) return;
    this.names = names;
    this.showNames(true);
    this.writing.redraw();
  }

  private showNames(on: boolean): void {
    this.map.getPane("names")!.style.display = on ? "" : "none";
  }

  /** Names that the story writes itself. */
  private ownNames(): string[] {
    const current = (this.state?.places ?? []).filter(({ state }) => state === "current");
    return current.map(({ site }) => site.properties.name);
  }

  /** One mark per gathering at this camera; marks that stay keep their element and the reader's focus. */
  private placeMarks(camera: Camera): void {
    if (!this.state) return;
    const gatherings = gather(this.state.places, camera, GATHER_PIXELS);
    const kept = new Set(gatherings.map(({ lead }) => lead.site.id));
    for (const [id, { element }] of this.shown) {
      if (!kept.has(id)) { element.remove(); this.shown.delete(id); }
    }
    for (const gathering of gatherings) this.placeMark(gathering, camera);
  }

  private placeMark(gathering: Gathering, camera: Camera): void {
    const { id, properties } = gathering.lead.site;
    const [lon, lat] = properties.centre!;
    const at: Position = [near(lon, camera.center[0]), lat];
    const element = this.shown.get(id)?.element ?? createMark((button) => this.handlers.choose(this.shown.get(id)!.gathering, button));
    if (!element.parentElement) this.map.getPane("markerPane")!.append(element);
    this.shown.set(id, { element, gathering, at });
    stand(element, at, gathering.lead.state, lieOf(this.map));
    fillMark(element, gathering, this.t);
  }
}
