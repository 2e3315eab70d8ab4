/** The site panel: one place's names, how well it is known, its events, dates and sources. */
import type { Site, StoryDocument } from "./document.ts";
import { element, eventInPage, part } from "./page.ts";
import type { Place } from "./places.ts";
import type { Translate } from "./strings.ts";

export class Panel {
  private readonly root = part("#panel");
  private readonly title = part("#panel-title");
  private readonly body = part("#panel-body");
  private opener: HTMLElement | null = null;

  private readonly story: StoryDocument;
  private readonly t: Translate;
  private readonly changed: (site: string | null) => void;

  constructor(story: StoryDocument, t: Translate, changed: (site: string | null) => void) {
    this.story = story;
    this.t = t;
    this.changed = changed;
  }

  get isOpen(): boolean {
    return !this.root.hidden;
  }

  /** Open the panel about a site; `opener` gets the focus back. */
  openSite(site: Site, opener: HTMLElement | null): void {
    const { name, number } = site.properties;
    this.title.textContent = number === null ? name : `${number}. ${name}`;
    this.body.replaceChildren(...this.about(site), this.events(site));
    this.open(opener);
    this.changed(site.id);
  }

  /** Open the panel with whatever stands in `body`. */
  show(title: string, body: HTMLElement[], opener: HTMLElement | null): void {
    this.title.textContent = title;
    this.body.replaceChildren(...body);
    this.open(opener);
  }

  /** Open the panel with the places that stand at one spot. */
  openPlaces(places: Place[], opener: HTMLElement | null, choose: (site: Site) => void): void {
    const list = element("ul");
    for (const { site } of places) {
      const button = element("button", "", site.properties.name);
      button.type = "button";
      button.addEventListener("click", () => choose(site));
      const item = element("li");
      item.append(button);
      list.append(item);
    }
    this.show(this.t("{n} places here", { n: places.length }), [list], opener);
  }

  /** Close the panel; the focus goes back to where it came from. */
  close(): void {
    if (!this.isOpen) return;
    const hadFocus = this.root.contains(document.activeElement);
    this.root.hidden = true;
    this.changed(null);
    if (hadFocus && this.opener?.isConnected) this.opener.focus();
  }

  private open(opener: HTMLElement | null): void {
    if (!this.root.contains(opener)) this.opener = opener;
    this.root.hidden = false;
    this.root.scrollTop = 0;
    this.title.focus();
  }

  private about(site: Site): HTMLElement[] {
    const row = document.getElementById(`place_${site.id}`);
    const names = [...(row?.querySelectorAll("th small") ?? [])].map((other) => {
      const line = element("p", "other-names");
      line.append(other.cloneNode(true));
      return line;
    });
    const known = element("div", "known");
    known.append(...[...(row?.querySelector("td:nth-of-type(2)")?.childNodes ?? [])].map((node) => node.cloneNode(true)));
    return [...names, known];
  }

  /** The site's events as they stand in the chapters: the page is their one source. */
  private events(site: Site): HTMLElement {
    const list = element("ol");
    for (const event of this.story.events.filter((event) => event.site === site.id)) {
      const told = eventInPage(event.id);
      if (told) list.append(told.cloneNode(true));
    }
    return list;
  }
}
