/** The large event sets of a story: each chapter's state of them, whatever came before; loaded when a chapter that shows one is near. */
import type { StoryDocument } from "../document.ts";
import type { StoryMap } from "../map.ts";
import { part } from "../page.ts";
import { readPalette } from "../palette.ts";
import type { Panel } from "../panel.ts";
import { absolute } from "../resources.ts";
import type { Translate } from "../strings.ts";
import { lookOf, type Look } from "./scale.ts";
import { addTables } from "./table.ts";
import { SetView, type Page } from "./view.ts";

export class EventSets {
  private readonly views = new Map<string, Promise<SetView>>();
  private readonly shown = new Map<string, SetView>();
  private look: Look = lookOf(readPalette());
  private turn = 0;

  private readonly story: StoryDocument;
  private readonly map: StoryMap;
  private readonly panel: Panel;
  private readonly t: Translate;

  constructor(story: StoryDocument, map: StoryMap, panel: Panel, t: Translate) {
    this.story = story;
    this.map = map;
    this.panel = panel;
    this.t = t;
    addStyle(absolute(story.urls.events_style));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.look = lookOf(readPalette());
      for (const view of this.shown.values()) view.repaint();
    });
    part("#map").addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== event.currentTarget) return;
      const { width, height } = part("#map").getBoundingClientRect();
      for (const view of this.shown.values()) if (view.press(width / 2, height / 2, true)) return;
    });
  }

  /** Show the sets of a step and no others. */
  async show(step: number): Promise<void> {
    const turn = ++this.turn, chapter = this.story.chapters[step - 1], states = chapter?.event_sets ?? [];
    for (const [id, view] of this.shown) {
      if (states.some((state) => state.id === id)) continue;
      view.show(null, null);
      this.shown.delete(id);
    }
    if (states.length === 0) this.tell(true);
    for (const state of states) {
      const view = await this.view(state.id);
      if (turn !== this.turn) return; // the reader has gone on
      if (!view) continue;
      this.shown.set(state.id, view);
      const id = CSS.escape(chapter!.id); // a chapter with the id of a part of the page is named beside it
      const article = document.querySelector(`article[data-chapter="${id}"]`) ?? document.querySelector(`article#${id}`);
      view.show(state, article?.querySelector<HTMLElement>(`[data-event-set="${CSS.escape(state.id)}"]`) ?? null);
    }
  }

  /** The panel is about a site, where it says how many of each set's rows lie there; or about nothing. */
  tellOf(site: string | null): void {
    for (const view of this.shown.values()) view.leaveSpot();
    for (const view of site ? this.shown.values() : []) {
      const line = view.lineOf(site!);
      if (line) part("#panel-body").append(line);
    }
  }

  private async view(id: string): Promise<SetView | null> {
    const set = this.story.event_sets.find((one) => one.id === id);
    if (!set) return null;
    let view = this.views.get(id);
    if (!view) {
      view = SetView.of(set, this.page());
      this.views.set(id, view);
      view.then((made) => this.add(made), () => {
        this.views.delete(id);
        part("#announcer").textContent = this.t("The events of {title} can't be fetched now; the rest of the story is there.", { title: set.title });
      });
    }
    return view.catch(() => null);
  }

  /** Put a set onto the map and its tables into the page. */
  private add(view: SetView): void {
    this.map.attach(view.picture.canvas, (lie, still) => view.lies(lie, still), (x, y) => { view.press(x, y, false); });
    const article = document.getElementById(`layer_set.${view.set.id}`);
    if (article) addTables(article, view);
  }

  private page(): Page {
    const figures = new Intl.NumberFormat(document.documentElement.lang || "en");
    const names = new Map(this.story.sites.features.map(({ id, properties }) => [id, properties.name]));
    return {
      words: { t: this.t, figure: (value) => figures.format(value), still: () => matchMedia("(prefers-reduced-motion: reduce)").matches },
      look: () => this.look,
      placeName: (id) => names.get(id) ?? id,
      open: (title, body) => {
        if (part("#places").hasAttribute("data-open")) part('#places [data-do="close"]').click();
        this.panel.show(title, body, part("#map"));
      },
      settled: (whole) => this.tell(whole),
    };
  }

  /** What the map shows, for whoever asks the page. */
  private tell(whole: boolean): void {
    const map = part("#map");
    map.toggleAttribute("data-events-coming", !whole);
    if (this.shown.size === 0) delete map.dataset.events;
  }
}

/** The style of the controls comes with them. */
function addStyle(href: string): void {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
}
