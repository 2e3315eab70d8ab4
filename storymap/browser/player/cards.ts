/** The chapters' texts: which one stands in the column, the rail, and the words on Previous and Next. */
import { part, parts } from "./page.ts";
import { moved } from "./steps.ts";
import type { Translate } from "./strings.ts";

export class Cards {
  /** The text of each step; an embed leaves some out. */
  readonly chapters: (HTMLElement | null)[];
  readonly links = parts<HTMLAnchorElement>(".rail a");
  private readonly contents = parts<HTMLAnchorElement>(".contents a");
  private readonly column = part(".column");
  private readonly previous = part<HTMLButtonElement>(".step-previous");
  private readonly next = part<HTMLButtonElement>(".step-next");

  private readonly steps: number[];
  private readonly t: Translate;

  /** Texts of the chapters with these ids, of which a reader goes through some steps. */
  constructor(ids: string[], steps: number[], t: Translate) {
    const articles = new Map(parts("article.chapter:not(.cover)").map((one) => [one.dataset.chapter ?? one.id, one]));
    this.chapters = [part(".cover"), ...ids.map((id) => articles.get(id) ?? null), part(".end")];
    this.steps = steps;
    this.t = t;
  }

  /** The title of a step, as the rail has it. */
  title(step: number): string {
    return this.links[step]?.textContent?.trim() ?? "";
  }

  /** Show a step; in step mode all others are inert. */
  show(step: number, mode: "step" | "scroll"): void {
    const focused = this.chapters.findIndex((chapter) => chapter?.contains(document.activeElement));
    this.chapters.forEach((chapter, index) => {
      if (!chapter) return;
      const current = index === step;
      chapter.toggleAttribute("data-current", current);
      chapter.toggleAttribute("data-entering", current);
      chapter.inert = mode === "step" && !current;
    });
    if (mode === "step") this.column.scrollTop = 0;
    if (mode === "step" && focused >= 0 && focused !== step) this.column.focus({ preventScroll: true });
    this.showRail(step);
    this.name(this.previous, "previous", step);
    this.name(this.next, "next", step);
  }

  /** Scroll the page to a step (scroll mode). */
  scrollTo(step: number, smooth: boolean): void {
    this.chapters[step]?.scrollIntoView({ behavior: smooth ? "smooth" : "instant", block: "start" });
  }

  /** What a screen reader hears after a change. */
  announcement(step: number, mapText: string): string {
    const total = this.chapters.length - 2;
    if (step === 0 || step > total) return this.title(step);
    const place = this.t("Chapter {n} of {total}", { n: step, total });
    return [`${place}: ${this.title(step).replace(/^\d+\. /, "")}.`, mapText].join(" ").trim();
  }

  /** The rail is one tab stop; the current tick has it. */
  private showRail(step: number): void {
    const hadFocus = this.links.includes(document.activeElement as HTMLAnchorElement);
    this.links.forEach((link, index) => {
      link.tabIndex = index === step ? 0 : -1;
      link.toggleAttribute("data-visited", index < step);
      if (index === step) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    });
    for (const link of this.contents) {
      if (Number(link.dataset.step) === step) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (hadFocus) this.links[step]?.focus();
  }

  private name(button: HTMLButtonElement, which: "previous" | "next", step: number): void {
    const there = moved(step, which, this.steps);
    const title = there === step ? "" : this.title(there);
    part(`[data-title="${which}"]`, button).textContent = title;
    button.setAttribute("aria-disabled", String(title === ""));
  }
}
