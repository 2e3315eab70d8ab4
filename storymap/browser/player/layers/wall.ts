/** The wall over the map: while a chapter has a picture in the map's place, it hangs there. */
import { part } from "../page.ts";
import type { Translate } from "../strings.ts";
import type { MakeMap } from "./close_up.ts";
import { Hung } from "./hung.ts";
import { adopt } from "./styles.ts";
import css from "./wall.css" with { type: "text" };

const FADE = 320;

/** Hang the picture of the current chapter now and after every step; chapters without one have the map. */
export function hangPictures(make: MakeMap, t: Translate, still: () => boolean): void {
  adopt(css);
  const wall = new Wall(make, t, still);
  wall.show(false);
  document.addEventListener("storymap:step", () => wall.show(!still()));
}

class Wall {
  private hung: Hung | null = null;
  private readonly stage = part(".stage");
  private readonly name = this.stage.ariaLabel;
  private readonly make: MakeMap;
  private readonly t: Translate;
  private readonly still: () => boolean;

  constructor(make: MakeMap, t: Translate, still: () => boolean) {
    this.make = make;
    this.t = t;
    this.still = still;
  }

  /** Show what the current chapter has: its picture, or the map again. */
  show(animate: boolean): void {
    const chapter = document.querySelector(".chapter[data-current]"), figure = chapter?.querySelector<HTMLElement>(".in-map") ?? null;
    const next = chapter?.nextElementSibling?.querySelector<HTMLImageElement>(".in-map img");
    if (next) next.loading = "eager"; // it is there when the reader comes
    const before = this.hung;
    if (figure === (before?.source ?? null)) return;
    if (this.stage.contains(document.activeElement)) part("#chapters").focus({ preventScroll: true }); // what had it goes
    before?.leave();
    this.stage.ariaLabel = figure ? this.t("Picture in the map’s place") : this.name;
    this.hung = figure && new Hung(figure, this.t, this.still);
    if (this.hung) this.hang(this.hung, before, animate);
    else if (before) this.clear(before, animate);
  }

  private hang(hung: Hung, before: Hung | null, animate: boolean): void {
    this.stage.append(hung.element);
    hung.begin(this.make);
    void fade(hung.element, 0, 1, animate).then(() => {
      before?.element.remove(); // it stood behind the new one
      if (this.hung === hung) this.stage.dataset.hung = "";
    });
  }

  private clear(before: Hung, animate: boolean): void {
    delete this.stage.dataset.hung;
    void fade(before.element, 1, 0, animate).then(() => before.element.remove());
  }
}

async function fade(element: HTMLElement, from: number, to: number, animate: boolean): Promise<void> {
  if (animate) await element.animate({ opacity: [from, to] }, { duration: FADE, easing: "ease-in-out" }).finished;
}
