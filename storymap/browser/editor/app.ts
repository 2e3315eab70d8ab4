/** What every view may use: the story, the saver, the API, the page, and where the person is. */
import { signal } from "@preact/signals";
import type { Api } from "./api.ts";
import type { PageIsland } from "./page.ts";
import type { Saver } from "./store/saver.ts";
import type { Store } from "./store/store.ts";

export interface App { store: Store; saver: Saver; api: Api; page: PageIsland }

let made: App | null = null;

/** Called once by main.tsx, before anything is drawn. */
export function start(app: App): void {
  made = app;
}

/** The one app of this page. */
export function app(): App {
  if (!made) throw new Error("The editor has not started yet.");
  return made;
}

export interface MapView { center: [lon: number, lat: number]; zoom: number; bounds: [west: number, south: number, east: number, north: number] }

/** Where the preview's map stands now. */
export const mapView = signal<MapView | null>(null);
/** The language that the preview and the forms show first. */
export const shownLanguage = signal("");
