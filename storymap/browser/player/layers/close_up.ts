/** A picture to be looked at closely: a ground of Leaflet that is measured in the picture's pixels. */
import type { Map as LeafletMap, MapOptions, ZoomAnimEvent } from "leaflet";
import "leaflet/src/geo/crs/CRS.Earth.js"; // before others: Leaflet's modules go round in a circle
import { Simple } from "leaflet/src/geo/crs/CRS.Simple.js";
import { element } from "../page.ts";
import type { Translate } from "../strings.ts";
import { closestLevel, lookOfKey, wholeLevel, type Look } from "./looking.ts";

/** Makes a map that readers move as the story's own. */
export type MakeMap = (container: HTMLElement, options: MapOptions) => LeafletMap;

/** A picture's size in pixels, and how many its finest file has in a row. */
export interface Size {
  width: number;
  height: number;
  across: number;
}

export class CloseUp {
  readonly ground = element("div", "hung-ground");
  readonly tools = element("div", "map-tools");
  private readonly buttons: Record<"nearer" | "farther" | "whole", HTMLButtonElement>;
  private readonly size: Size;
  private readonly still: () => boolean;
  private map: LeafletMap | null = null;
  private least = 0;

  constructor(size: Size, t: Translate, still: () => boolean) {
    this.size = size;
    this.still = still;
    this.ground.dir = "ltr"; // as the map
    this.ground.tabIndex = 0;
    this.ground.role = "group";
    this.ground.ariaLabel = t("Picture: arrow keys move it, + and − zoom, 0 shows it whole");
    this.ground.addEventListener("keydown", (event) => this.press(event));
    this.buttons = {
      nearer: this.button("+", t("Zoom in"), { by: 1 }),
      farther: this.button("−", t("Zoom out"), { by: -1 }),
      whole: this.button("", t("Show the whole picture"), "whole"),
    };
    this.buttons.whole.className = "hung-whole";
  }

  /** The ground is on the page: the picture stands whole in it, whatever its size, until the signal ends it. */
  open(make: MakeMap, looked: (level: number) => void, signal: AbortSignal): void {
    const { ground, size: { width, height } } = this;
    this.map = make(ground, {
      crs: Simple, zoomControl: false, attributionControl: false, keyboard: false, fadeAnimation: false,
      zoomAnimation: !this.still(), inertia: !this.still(), zoomSnap: 0, wheelPxPerZoomLevel: 110, bounceAtZoomLimits: false,
      maxBounds: [[-height, 0], [0, width]], maxBoundsViscosity: 1,
    });
    this.map.on("zoomend moveend", () => { this.tell(); looked(this.map!.getZoom()); }); // a pinch ends without the first
    const watch = new ResizeObserver(() => this.fit());
    watch.observe(ground);
    signal.addEventListener("abort", () => watch.disconnect());
    this.fit();
  }

  /** Lay a file of the picture over what is there; Leaflet's own class for it would bring a second Leaflet along. */
  put(image: HTMLImageElement): void {
    const map = this.map!, { width, height } = this.size;
    const lie = (level: number, x: number, y: number, scale = 1) => {
      Object.assign(image.style, { width: `${width * 2 ** level}px`, height: `${height * 2 ** level}px`, transform: `translate3d(${x}px, ${y}px, 0) scale(${scale})` });
    };
    const stand = () => { const { x, y } = map.latLngToLayerPoint([0, 0]); lie(map.getZoom(), x, y); };
    image.className = "hung-picture leaflet-zoom-animated";
    map.getPane("overlayPane")!.append(image);
    map.on("zoom viewreset", stand);
    map.on("zoomanim", (event) => {
      const { center, zoom } = event as ZoomAnimEvent, origin = map.containerPointToLayerPoint(map.getSize().divideBy(2));
      const { x, y } = map.project([0, 0], zoom).subtract(map.project(center, zoom)).add(origin);
      lie(map.getZoom(), x, y, map.getZoomScale(zoom));
    });
    stand();
  }

  private look(look: Look): void {
    const map = this.map!, animate = !this.still();
    if (look === "whole") map.setView(this.middle, this.least, { animate });
    else if ("by" in look) map.setZoom(map.getZoom() + look.by, { animate });
    else map.setView(map.containerPointToLatLng(map.getSize().divideBy(2).add([look.x, look.y])), map.getZoom(), { animate });
  }

  private press(event: KeyboardEvent): void {
    const look = event.altKey || event.ctrlKey || event.metaKey ? null : lookOfKey(event.key, event.shiftKey);
    if (!look) return;
    event.preventDefault(); // neither the story's keys nor the page's
    this.look(look);
  }

  /** The frame has another size: what was seen whole stays whole. */
  private fit(): void {
    const map = this.map!, { size: { width, height, across }, ground: { clientWidth: x, clientHeight: y } } = this;
    if (x === 0 || y === 0) return;
    const whole = this.least === 0 || this.isWhole();
    map.invalidateSize({ pan: false });
    this.least = map.options.minZoom = wholeLevel({ x, y }, width, height);
    map.options.maxZoom = closestLevel(this.least, width, across);
    if (whole || map.getZoom() < this.least) map.setView(this.middle, this.least, { animate: false });
    this.tell();
  }

  private isWhole(): boolean {
    return this.map!.getZoom() < this.least + 0.01;
  }

  private get middle(): [number, number] {
    return [-this.size.height / 2, this.size.width / 2];
  }

  /** Buttons that would change nothing say so, and whoever asks the page hears how the picture stands. */
  private tell(): void {
    const map = this.map!, { nearer, farther, whole } = this.buttons;
    nearer.ariaDisabled = String(map.getZoom() > map.getMaxZoom() - 0.01);
    farther.ariaDisabled = whole.ariaDisabled = String(this.isWhole());
    this.ground.dataset.level = (map.getZoom() - this.least).toFixed(1);
  }

  private button(sign: string, name: string, look: Look): HTMLButtonElement {
    const button = element("button", "", sign);
    button.type = "button";
    button.ariaLabel = name;
    button.addEventListener("click", () => this.look(look));
    this.tools.append(button);
    return button;
  }
}
