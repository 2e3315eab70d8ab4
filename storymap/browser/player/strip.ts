/** The timeline strip: every event's extent drawn, the chapter's window, and its events as buttons. */
import type { Chapter, StoryDocument } from "./document.ts";
import { element, eventInPage, part } from "./page.ts";
import { readPalette } from "./palette.ts";
import { markAt, marks, scaleOf, tickLabel, ticks, xOf, type Mark, type Scale } from "./timeline.ts";

const MOST_BUTTONS = 40;
const LANE = 5;
const TOP = 6;

export class Strip {
  private readonly root = part(".timeline");
  private readonly canvas = part<HTMLCanvasElement>(".timeline canvas");
  private readonly years = part(".timeline-years");
  private readonly buttons = part(".timeline-marks");
  private chapter: Chapter | null = null;
  private scale: Scale | null = null;
  private all: Mark[] = [];

  private readonly story: StoryDocument;
  private readonly choose: (event: string) => void;
  private readonly point: (event: string | null) => void;

  constructor(story: StoryDocument, choose: (event: string) => void, point: (event: string | null) => void) {
    this.story = story;
    this.choose = choose;
    this.point = point;
    this.root.hidden = story.events.every(({ extent }) => extent[0] === null && extent[1] === null);
    this.canvas.addEventListener("click", (event) => {
      const mark = this.under(event);
      if (mark) this.choose(mark.id);
    });
    this.root.addEventListener("pointermove", (event) => this.hover(this.under(event)));
    this.root.addEventListener("pointerleave", () => this.hover(null));
    this.buttons.addEventListener("keydown", (event) => this.rove(event));
  }

  /** Show a chapter's window and events, or the whole story when `chapter` is null. */
  show(chapter: Chapter | null): void {
    this.chapter = chapter;
    this.draw();
  }

  /** Draw anew: the size or the colours have changed. */
  draw(): void {
    const { width, height } = this.root.getBoundingClientRect();
    if (this.root.hidden || width === 0) return;
    const extents = this.story.span ? [this.story.span.extent] : [];
    this.scale = scaleOf([...extents, ...this.story.events.map(({ extent }) => extent)], width);
    if (!this.scale) return;
    const lanes = Math.max(1, Math.floor((height - TOP - (this.years.offsetParent ? 20 : 2)) / LANE));
    this.all = marks(this.story.events, new Set(this.chapter?.events), this.scale, lanes);
    this.paint(width, height);
    this.years.replaceChildren(...ticks(this.scale).map((tick) => {
      const label = element("span", "", tickLabel(tick, this.story.language));
      label.style.left = `${tick.x}px`;
      return label;
    }));
    this.showButtons();
  }

  private paint(width: number, height: number): void {
    const ratio = Math.min(devicePixelRatio, 2);
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    const ctx = this.canvas.getContext("2d")!;
    ctx.scale(ratio, ratio);
    const palette = readPalette();
    this.paintWindow(ctx, height, palette.accent);
    ctx.fillStyle = palette.line;
    for (const { x } of ticks(this.scale!)) ctx.fillRect(Math.round(x), 0, 1, height - 19);
    for (const pass of [false, true]) {
      for (const mark of this.all.filter(({ current }) => current === pass)) this.paintMark(ctx, mark, pass ? palette.accent : palette.muted);
    }
  }

  private paintWindow(ctx: CanvasRenderingContext2D, height: number, colour: string): void {
    const extent = this.chapter?.window?.extent;
    if (!extent || !this.scale) return;
    const x0 = xOf(this.scale, Math.max(extent[0] ?? this.scale.from, this.scale.from));
    const x1 = xOf(this.scale, Math.min(extent[1] ?? this.scale.to, this.scale.to));
    ctx.globalAlpha = 0.12;
    ctx.fillStyle = colour;
    ctx.fillRect(x0 - 3, 0, x1 - x0 + 6, height);
    ctx.globalAlpha = 1;
  }

  private paintMark(ctx: CanvasRenderingContext2D, mark: Mark, colour: string): void {
    const fill = ctx.createLinearGradient(mark.x, 0, mark.x + mark.width, 0);
    fill.addColorStop(0, mark.fadeStart ? "transparent" : colour);
    if (mark.fadeStart) fill.addColorStop(0.4, colour);
    if (mark.fadeEnd) fill.addColorStop(0.6, colour);
    fill.addColorStop(1, mark.fadeEnd ? "transparent" : colour);
    ctx.globalAlpha = mark.current ? 1 : 0.5;
    const [y, height] = [TOP + mark.lane * LANE, mark.current ? 4 : mark.width > 40 ? 2 : 4];
    if (mark.doubtful && mark.width > 8) {
      ctx.strokeStyle = fill;
      ctx.setLineDash([2, 2]);
      ctx.strokeRect(mark.x + 0.5, y + 0.5, Math.max(2, mark.width - 1), height - 1);
      ctx.setLineDash([]);
    } else {
      ctx.fillStyle = fill;
      ctx.fillRect(mark.x, y, mark.width, height);
    }
    ctx.globalAlpha = 1;
  }

  /** The chapter's events as one tab stop; arrow keys go from one to the next. */
  private showButtons(): void {
    const current = this.all.filter((mark) => mark.current);
    const made = current.slice(0, current.length > MOST_BUTTONS ? 0 : MOST_BUTTONS).map((mark, index) => {
      const button = element("button");
      button.type = "button";
      button.dataset.id = mark.id;
      button.tabIndex = index === 0 ? 0 : -1;
      button.ariaLabel = button.title = describe(mark.id);
      button.style.left = `${Math.min(mark.x + mark.width / 2 - 12, mark.x)}px`;
      button.style.width = `${Math.max(24, mark.width)}px`;
      button.style.top = `${TOP + mark.lane * LANE - 10}px`;
      button.addEventListener("click", () => this.choose(mark.id));
      button.addEventListener("focus", () => this.point(mark.id));
      button.addEventListener("blur", () => this.point(null));
      return button;
    });
    this.buttons.replaceChildren(...made);
  }

  private rove(event: KeyboardEvent): void {
    const buttons = [...this.buttons.children] as HTMLButtonElement[];
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const target = buttons[buttons.indexOf(event.target as HTMLButtonElement) + step];
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    target?.focus();
  }

  private under(event: MouseEvent): Mark | null {
    const { left, top } = this.root.getBoundingClientRect();
    return markAt(this.all, event.clientX - left, Math.floor((event.clientY - top - TOP) / LANE));
  }

  private hover(mark: Mark | null): void {
    this.canvas.title = mark ? describe(mark.id) : "";
    this.point(mark?.id ?? null);
  }
}

/** "11 July 1995: …": the date and title of an event, as the page has them. */
function describe(id: string): string {
  const event = eventInPage(id);
  const when = event?.querySelector(".event-when > *")?.textContent ?? "";
  return `${when}: ${event?.querySelector(".event-title")?.firstChild?.textContent?.trim() ?? ""}`;
}
