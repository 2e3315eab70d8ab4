/** The frames of the preview: a new page loads behind the old one and takes its place when it is ready. */
import type { MapView } from "../app.ts";

export interface Heard { view(view: MapView): void; step(chapter: string): void }

const LONGEST = 8_000;

export class Frames {
  private readonly place: HTMLElement;
  private readonly title: string;
  private readonly heard: Heard;
  private shown: HTMLIFrameElement | null = null;
  private coming: HTMLIFrameElement | null = null;
  private timer = 0;
  /** What was said while a page was on its way. */
  private readonly waiting = new Map<string, unknown>();

  constructor(place: HTMLElement, title: string, heard: Heard) {
    this.place = place;
    this.title = title;
    this.heard = heard;
    addEventListener("message", this.listen);
  }

  end(): void {
    removeEventListener("message", this.listen);
    clearTimeout(this.timer);
    this.place.replaceChildren();
  }

  /** Load a page; the one before stays in sight until it stands. */
  show(address: string): void {
    this.coming?.remove();
    const frame = document.createElement("iframe");
    frame.title = this.title;
    frame.src = address;
    if (this.shown) frame.dataset.coming = "";
    this.place.append(frame);
    this.coming = frame;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.arrive(frame), LONGEST); // a page without the player, such as an error
  }

  /** Say something to the page, now and to the one that is coming. */
  tell(message: { type: string; [more: string]: unknown }): void {
    this.shown?.contentWindow?.postMessage(message, location.origin);
    if (this.coming) this.waiting.set([message.type, message.kind, message.id, message.field].join(" "), message);
  }

  private readonly listen = (event: MessageEvent): void => {
    if (event.origin !== location.origin) return;
    const from = [this.coming, this.shown].find((frame) => frame !== null && frame.contentWindow === event.source);
    if (!from || typeof event.data !== "object" || event.data === null) return;
    const { type, chapter, center, zoom, bounds } = event.data as Record<string, unknown>;
    if (type === "storymap:view") {
      this.arrive(from);
      this.heard.view({ center, zoom, bounds } as MapView);
    } else if (type === "storymap:step" && typeof chapter === "string" && document.activeElement === from) this.heard.step(chapter); // a person went there, in the preview
  };

  private arrive(frame: HTMLIFrameElement): void {
    if (frame !== this.coming) return;
    clearTimeout(this.timer);
    if (this.shown) scrollAlike(this.shown, frame);
    this.shown?.remove();
    delete frame.dataset.coming;
    this.shown = frame;
    this.coming = null;
    for (const message of this.waiting.values()) frame.contentWindow?.postMessage(message, location.origin);
    this.waiting.clear();
  }
}

/** A page of the same chapter goes on where the one before was read. */
function scrollAlike(before: HTMLIFrameElement, now: HTMLIFrameElement): void {
  const [from, to] = [before.contentWindow, now.contentWindow];
  if (!from || !to || from.location.pathname !== to.location.pathname) return;
  const read = from.document.querySelector(".column")?.scrollTop ?? 0;
  const column = to.document.querySelector(".column");
  if (column && read > 0) column.scrollTop = read;
}
