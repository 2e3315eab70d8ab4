/** Scroll mode: the chapter in the reading line is the current one. */

export class Scrolling {
  private readonly observer: IntersectionObserver;
  private active = false;

  private readonly entered: (step: number) => void;

  constructor(chapters: (HTMLElement | null)[], entered: (step: number) => void) {
    this.entered = entered;
    this.observer = new IntersectionObserver((entries) => {
      const entry = entries.filter(({ isIntersecting }) => isIntersecting).at(-1);
      if (entry && this.active) this.entered(chapters.indexOf(entry.target as HTMLElement));
    }, { rootMargin: "-55% 0px -44% 0px" });
    for (const chapter of chapters) if (chapter) this.observer.observe(chapter);
  }

  /** Follow the page's scrolling, or leave it alone. */
  set(on: boolean): void {
    this.active = on;
  }
}
