/** The categories of a set, each with its sign and count, to show or to leave out. */
import { element } from "../page.ts";
import type { Translate } from "../strings.ts";
import type { Choice } from "./choice.ts";
import { button } from "./pages.ts";
import { kindOf, outline, type Look } from "./scale.ts";
import type { Counted } from "./summary.ts";

const SIGN = 16;

export class Kinds {
  readonly root = element("details", "event-kinds");
  private readonly words = element("summary");
  private readonly boxes: { box: HTMLInputElement; count: HTMLElement; sign: HTMLCanvasElement }[];

  private readonly choice: Choice;
  private readonly t: Translate;
  private readonly figure: (value: number) => string;

  constructor(categories: Counted[], choice: Choice, t: Translate, figure: (value: number) => string, changed: () => void) {
    this.choice = choice;
    this.t = t;
    this.figure = figure;
    const list = element("ul");
    list.setAttribute("role", "list");
    this.boxes = categories.map(({ id }, at) => {
      const box = element("input"), sign = element("canvas"), count = element("span", "kind-count"), label = element("label"), name = element("span", "", id || t("without a category"));
      box.type = "checkbox";
      box.addEventListener("change", () => { choice.shown[at] = Number(box.checked); changed(); });
      sign.setAttribute("aria-hidden", "true");
      name.dir = "auto";
      label.append(box, sign, name, " ", count);
      const item = element("li");
      item.append(label);
      list.append(item);
      return { box, count, sign };
    });
    this.root.append(this.words, list, button(t("Show all categories"), () => { choice.shown.fill(1); changed(); }));
  }

  /** Show the choice, with how many rows of the chosen time each category has. */
  show(counts: number[] | null): void {
    const chosen = this.choice.shown.reduce((sum, one) => sum + one, 0), n = this.boxes.length;
    this.words.textContent = this.choice.every ? this.t("All {n} categories", { n }) : this.t("{chosen} of {n} categories", { chosen, n });
    this.boxes.forEach(({ box, count }, at) => {
      box.checked = this.choice.shown[at] === 1;
      if (counts) count.textContent = this.figure(counts[at]!);
    });
  }

  /** Draw the signs in the colours of the page. */
  paint(look: Look): void {
    this.boxes.forEach(({ sign }, at) => {
      const ratio = Math.min(devicePixelRatio, 2), ctx = sign.getContext("2d")!, { colour, shape } = kindOf(at, look);
      sign.width = sign.height = SIGN * ratio;
      ctx.scale(ratio, ratio);
      outline(ctx, shape, SIGN / 2, SIGN / 2, 5);
      ctx.fillStyle = colour;
      ctx.fill();
    });
  }
}
