/** Where the player's resources come from: addresses of a site, or one file that brought them all along. */
import type { StoryDocument } from "./document.ts";
import type { Outline } from "./outline.ts";

type DetailModule = typeof import("./basemap/detail.ts");
type LayersModule = typeof import("./layers/layers.ts");
type EventsModule = typeof import("./events/events.ts");
type MakeGround = (module: DetailModule) => InstanceType<DetailModule["Ground"]>;

export interface Resources {
  outline(): Promise<Outline>;
  /** The module that draws the detailed basemap. */
  detail(): Promise<DetailModule>;
  /** The module that paints layers; only stories that have some load it. */
  layers(): Promise<LayersModule>;
  /** The module that draws large event sets; a file that holds a whole story has none. */
  events?(): Promise<EventsModule>;
  /** The ground of the detailed basemap, from the module. */
  ground: MakeGround;
  /** The picture that shades the hills, or null. */
  relief: string | Blob | null;
  /** The story's finer tiles, by address or as bytes. */
  archive: string | ArrayBuffer;
  /** Whether a reader's choices may stand in the address bar: a file opened from disk can't change its address's query. */
  choicesInAddress: boolean;
}

/** An address of the document, as a full one. */
export function absolute(address: string): string {
  return new URL(address, document.baseURI).href;
}

let brought: Resources | null = null;

/** Use what the page's own file holds, in place of addresses. */
export function bring(resources: Resources): void {
  brought = resources;
}

/** What the page's file brought along, else what lies at the addresses of its document. */
export function resourcesOf({ urls, language }: StoryDocument): Resources {
  return brought ?? {
    outline: async () => (await (await fetch(absolute(urls.outline))).json()) as Outline,
    detail: async () => (await import(absolute(urls.detail))) as DetailModule,
    layers: async () => (await import(absolute(urls.layers))) as LayersModule,
    events: async () => (await import(absolute(urls.events))) as EventsModule,
    ground: ({ Ground }) => new Ground(absolute(urls.basemap), language, urls.cut),
    relief: urls.relief ? absolute(urls.relief) : null,
    archive: absolute(urls.archive),
    choicesInAddress: true,
  };
}
