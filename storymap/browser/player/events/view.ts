/** One event set on the map: its picture, what is chosen of it, and what lies where a reader points. */
import type { EventSet, EventSetState } from "../document.ts";
import type { Frame, Lie } from "../frame.ts";
import { element, part } from "../page.ts";
import { absolute } from "../resources.ts";
import { Archive } from "./archive.ts";
import { Choice } from "./choice.ts";
import { Control, type Words } from "./control.ts";
import { aboutCell, aboutRows, whereabouts, type About, type Where } from "./details.ts";
import { points, spots, type Scene, type Spot } from "./drawing.ts";
import { Months } from "./months.ts";
import { Picture } from "./picture.ts";
import { Places } from "./places.ts";
import type { Rows } from "./rows.ts";
import { largestShare, type Look } from "./scale.ts";
import { readSummary, type Summary } from "./summary.ts";
import { Tiles } from "./tiles.ts";
import { Totals } from "./totals.ts";

/** How near to a point a reader must point, in pixels. */
const REACH = 9;
/** How long the list of what is in view gets. */
const MOST_LISTED = 1000;

/** What a set needs of the page around it. */
export interface Page {
  words: Words;
  look: () => Look;
  placeName: (id: string) => string;
  open: (title: string, body: HTMLElement[]) => void;
  /** Called when the map shows what is chosen, and when it doesn't yet. */
  settled: (whole: boolean) => void;
}

export class SetView {
  readonly set: EventSet;
  readonly summary: Summary;
  readonly places: Places;
  readonly picture: Picture;
  private readonly months: Months;
  private readonly tiles: Tiles;
  private readonly totals: Totals;
  private readonly page: Page;
  private control: Control | null = null;
  private due = 0;

  /** Read the summary of a set. */
  static async of(set: EventSet, page: Page): Promise<SetView> {
    return new SetView(set, await readSummary(absolute(set.summary)), page);
  }

  private constructor(set: EventSet, summary: Summary, page: Page) {
    this.set = set;
    this.summary = summary;
    this.page = page;
    this.months = new Months(summary.months.from, summary.months.counts.length, document.documentElement.lang || "en");
    this.tiles = new Tiles(new Archive(absolute(set.archive)), this.months, () => {
      part("#announcer").textContent = this.words.t("The events of {title} can't be fetched now; the rest of the story is there.", { title: set.title });
    });
    this.totals = new Totals(summary, this.tiles);
    this.places = new Places(absolute(set.places), summary);
    this.picture = new Picture(page.look, (whole) => { this.legend(); page.settled(whole); });
  }

  get words(): Words {
    return this.page.words;
  }

  get choice(): Choice {
    return this.control!.choice;
  }

  /** Show what a chapter says, in its article; null shows nothing. */
  show(state: EventSetState | null, host: HTMLElement | null): void {
    this.control?.leave();
    this.control?.root.remove();
    this.control = null;
    if (!state) return this.picture.show(null);
    const choice = new Choice(state, this.months, this.summary.categories.map(({ id }) => id));
    this.control = new Control(this.summary, this.totals, this.months, choice, this.words, (done) => this.changed(done));
    host?.append(this.control.root);
    this.picture.show(this.drawn());
    this.tell();
  }

  /** The map lies elsewhere. */
  lies(lie: Lie, still: boolean): void {
    this.picture.lies(lie, still);
  }

  /** Colours have changed. */
  repaint(): void {
    this.picture.paint();
    this.legend();
  }

  /** Open the panel about what lies at a pixel of the map, or nearest to it; false where nothing does. */
  press(x: number, y: number, nearest: boolean): boolean {
    const { scene, frame, seen } = this.picture;
    if (!scene || !frame || !seen || !this.control) return false;
    const [px, py] = [x + seen.left - frame.left, y + seen.top - frame.top];
    const found = this.rowsAt(scene, frame, px, py, nearest);
    if (found.length > 0) {
      const [holder, at] = found[0]!;
      const turns = Math.floor((frame.left + px) / frame.world); // which copy of the world the reader sees
      this.tellAbout(found.length, { x: holder.xs[at]! + turns, y: holder.ys[at]!, wide: 0 }, (where) => aboutRows(found, where, this.about()));
      return true;
    }
    let cell: Spot | null = null, least = nearest ? Infinity : 0.5;
    spots(scene, frame, this.choice, (spot) => {
      const away = Math.max(Math.abs(spot.x - px), Math.abs(spot.y - py)) / spot.wide;
      if (away <= least) [cell, least] = [spot, away];
    });
    if (cell) this.openSpot(cell);
    return cell !== null;
  }

  /** The rows within reach of a point of the picture; or those about the one nearest to it. */
  private rowsAt(scene: Scene, frame: Frame, px: number, py: number, nearest: boolean): [Rows, number][] {
    let [cx, cy, least] = [px, py, nearest ? Infinity : REACH];
    points(scene, frame, this.choice, (x, y) => {
      const away = Math.hypot(x - px, y - py);
      if (away < least) [cx, cy, least] = [x, y, away];
    });
    const rows: { row: [Rows, number]; away: number }[] = [];
    points(scene, frame, this.choice, (x, y, at, holder) => {
      const away = Math.hypot(x - cx, y - cy);
      if (away < REACH) rows.push({ row: [holder, at], away });
    });
    return rows.sort((one, other) => one.away - other.away).map(({ row }) => row);
  }

  /** Open the panel about a cell. */
  openSpot(spot: Spot): void {
    this.tellAbout(spot.count, this.whereOf(spot), (where) => aboutCell(spot, where, this.about()));
  }

  /** The panel is about something else, or closed. */
  leaveSpot(): void {
    this.picture.ring(null);
  }

  /** A cell's position in words. */
  nameOf(spot: Spot): string {
    return whereabouts(this.whereOf(spot), this.words.t);
  }

  /** The cells and the rows that the reader sees, those with the most first. */
  inView(): { spots: Spot[]; rows: [Rows, number][] } {
    const { scene, frame, seen } = this.picture;
    if (!scene || !frame || !seen || !this.control) return { spots: [], rows: [] };
    const found: Spot[] = [], rows: [Rows, number][] = [];
    const [left, top] = [seen.left - frame.left, seen.top - frame.top];
    const within = (x: number, y: number) => x >= left && y >= top && x <= left + seen.width && y <= top + seen.height;
    spots(scene, frame, this.choice, (spot) => { if (within(spot.x, spot.y)) found.push(spot); });
    points(scene, frame, this.choice, (x, y, at, holder) => { if (rows.length < MOST_LISTED && within(x, y)) rows.push([holder, at]); });
    return { spots: found.sort((one, other) => other.count - one.count), rows };
  }

  /** How many of a place's rows there are, as a line for its panel; null where there is none. */
  lineOf(site: string): HTMLElement | null {
    const found = this.summary.places.find(({ id }) => id === site);
    if (!found || !this.control) return null;
    const line = element("p", "event-here");
    line.append(element("b", "", `${this.set.title}: `), this.words.t("{n} events here in all", { n: this.words.figure(found.count) }));
    return line;
  }

  placeName(id: string): string {
    return this.page.placeName(id);
  }

  private tellAbout(count: number, where: Where, body: (where: Where) => HTMLElement[]): void {
    this.page.open(`${this.set.title}: ${this.words.figure(count)}`, body(where));
    this.picture.ring(where);
  }

  private whereOf({ x, y, wide }: Spot): Where {
    const { left, top, world } = this.picture.frame!;
    return { x: (left + x) / world, y: (top + y) / world, wide: wide / world };
  }

  private about(): About {
    const { summary, months, words: { t, figure } } = this;
    return { title: this.set.title, summary, months, chosen: this.choice, placeName: this.page.placeName, t, figure };
  }

  /** The reader chose something else: the map follows at its next frame. */
  private changed(done: boolean): void {
    cancelAnimationFrame(this.due);
    this.due = requestAnimationFrame(() => {
      performance.mark("storymap-events-begin");
      this.picture.change(this.drawn());
      this.tell();
      performance.measure("storymap-events-step", "storymap-events-begin");
    });
    if (done) setTimeout(() => { if (this.control) part("#announcer").textContent = this.control.sentence; }, 300);
  }

  /** Put the choice into numbers, now or when they are known. */
  private tell(): void {
    const { control, totals } = this;
    if (!control) return;
    control.show();
    part("#map").dataset.events = `${this.set.id} ${control.choice.word}`;
    if (control.choice.always && control.choice.every) return;
    void totals.load().then(() => { if (control === this.control) { control.show(); this.picture.change(this.drawn()); this.legend(); } }, () => {});
  }

  private legend(): void {
    const { scene, frame } = this.picture;
    this.control?.paint(scene, scene && frame ? frame.world / 2 ** scene.z : 0, this.page.look());
  }

  private drawn() {
    const { choice, summary, totals, tiles } = this;
    const counts = totals.byMonth(choice) ?? summary.months.counts;
    const all = counts.reduce((sum, count) => sum + count, 0) / Math.max(1, summary.shown);
    const share = choice.always ? all : all * largestShare(counts.slice(0, this.months.count), choice.to - choice.from + 1);
    return { tiles, choice, zooms: summary.tiles.zooms, share };
  }
}
