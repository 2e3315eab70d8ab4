/** One picture on the wall, with the words under it: its file first, a larger one for who looks closely. */
import { leaveScrollingToArticle } from "../gestures.ts";
import { element, part } from "../page.ts";
import type { Translate } from "../strings.ts";
import { CloseUp, type MakeMap } from "./close_up.ts";
import { needsMore } from "./looking.ts";

export class Hung {
  readonly element = element("figure", "hung");
  /** The figure of the chapter's text that it shows. */
  readonly source: HTMLElement;
  private readonly image: HTMLImageElement;
  private readonly closeUp: CloseUp;
  private readonly leaving = new AbortController();
  private readonly t: Translate;

  constructor(source: HTMLElement, t: Translate, still: () => boolean) {
    this.source = source;
    this.t = t;
    this.image = part<HTMLImageElement>("img", source);
    const of = (name: string) => Number(this.image.getAttribute(name));
    this.closeUp = new CloseUp({ width: of("width"), height: of("height"), across: of("data-across") }, t, still);
    this.element.append(this.closeUp.ground, this.closeUp.tools);
    const words = source.querySelector("figcaption")?.cloneNode(true) as HTMLElement | undefined;
    if (words) this.element.append(words);
  }

  /** It is on the page: let the picture come. */
  begin(make: MakeMap): void {
    const { closeUp, leaving: { signal } } = this;
    closeUp.open(make, (level) => { if (needsMore(level, devicePixelRatio)) void this.refine(); }, signal);
    this.shareGestures();
    this.letWordsScroll();
    void this.show();
  }

  /** The chapter is left: nothing may come any more, and nobody can reach it. */
  leave(): void {
    this.leaving.abort();
    this.element.inert = true;
  }

  private async show(): Promise<void> {
    const { alt, src } = this.image, picture = await this.load(src, alt);
    if (this.leaving.signal.aborted) return;
    if (picture) this.closeUp.put(picture);
    else this.closeUp.ground.append(element("p", "hung-missing", `${this.t("The picture can’t be loaded.")} ${alt}`));
    this.element.dataset.shown = picture ? "file" : "words";
  }

  /** Lay the larger file over the first one, once. */
  private async refine(): Promise<void> {
    const { large } = this.image.dataset, { dataset } = this.element;
    if (!large || dataset.large) return;
    dataset.large = "coming";
    const picture = await this.load(large, "");
    if (this.leaving.signal.aborted) return;
    if (picture) this.closeUp.put(picture);
    dataset.large = picture ? "shown" : "missing";
  }

  /** A file that is ready to be painted, or null when it doesn't come. */
  private async load(src: string, alt: string): Promise<HTMLImageElement | null> {
    const image = element("img");
    Object.assign(image, { src, alt });
    try {
      await image.decode();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      return null;
    }
    return image;
  }

  /** Where the page scrolls, the plain wheel and one finger are the page's, as over the map. */
  private shareGestures(): void {
    const { t, closeUp: { ground } } = this, root = document.documentElement;
    if (parent !== window && !root.hasAttribute("data-preview")) {
      leaveScrollingToArticle(this.element, ground, document.querySelector<HTMLElement>("#hint"),
        (key) => t("Hold {key} and turn the wheel to zoom the picture", { key }), t("Move the picture with two fingers"));
      ground.addEventListener("keydown", ({ key }) => { if (key === "Escape") part("#chapters").focus({ preventScroll: true }); });
    }
    this.element.addEventListener("wheel", (event) => {
      if (root.dataset.mode === "scroll" && !event.ctrlKey && !event.metaKey) event.stopPropagation();
    }, { capture: true, passive: true });
  }

  /** Words that are longer than their part of the wall can be scrolled by keys too. */
  private letWordsScroll(): void {
    const words = this.element.querySelector("figcaption");
    if (!words) return;
    const watch = new ResizeObserver(() => {
      if (words.scrollHeight > words.clientHeight + 1) words.tabIndex = 0;
      else words.removeAttribute("tabindex");
    });
    watch.observe(words);
    this.leaving.signal.addEventListener("abort", () => watch.disconnect());
  }
}
