/** A text longer than its column is turned over page by page, so that it never holds up the article around it. */
import type { Translate } from "./strings.ts";

/** What stays in sight from the page before: a share of the column, and no more pixels than these. */
const OVERLAP = 40;
const OVERLAP_SHARE = 0.25;

export class Reading {
  private readonly column: HTMLElement;
  private readonly button: HTMLElement;
  private readonly t: Translate;

  constructor(column: HTMLElement, button: HTMLElement, t: Translate) {
    this.column = column;
    this.button = button;
    this.t = t;
    column.addEventListener("scroll", () => this.update(), { passive: true });
    column.addEventListener("toggle", () => this.update(), { capture: true });
    new ResizeObserver(() => requestAnimationFrame(() => this.update())).observe(column);
  }

  /** Show the next page, or the first one after the last. */
  turn(): void {
    const { scrollTop, clientHeight } = this.column;
    this.column.scrollTop = this.atEnd() ? 0 : scrollTop + clientHeight - Math.min(OVERLAP, OVERLAP_SHARE * clientHeight);
    this.update();
  }

  /** Another text stands there, or has another height. */
  update(): void {
    const room = this.column.clientHeight + (this.button.hidden ? 0 : this.button.offsetHeight);
    this.button.hidden = this.column.scrollHeight <= room;
    this.button.textContent = this.atEnd() ? this.t("Back to the beginning") : this.t("Read the rest");
  }

  private atEnd(): boolean {
    const { scrollTop, clientHeight, scrollHeight } = this.column;
    return scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 1;
  }
}
