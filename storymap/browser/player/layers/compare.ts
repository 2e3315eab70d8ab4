/** The reader's hold on a comparison: a divider that is a slider, and a spy-glass that follows the pointer. */
import { element, part } from "../page.ts";
import type { Translate } from "../strings.ts";
import css from "./compare.css" with { type: "text" };
import { middle, moveTo, radiusOf, type Lens, type Side } from "./lens.ts";
import { adopt } from "./styles.ts";

const STEP = 16;
const STEPS: Record<string, [x: number, y: number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** A layer's title and the side on which it is seen. */
export interface Compared {
  title: string;
  side: Side;
}

export class Compare {
  /** Where divider and glass stand now; a chapter gets one of its own, so that what fades out stays where it was. */
  lens: Lens = middle();
  private shown: HTMLElement[] = [];
  private listening = new AbortController();
  private readonly map = part("#map");
  private readonly t: Translate;
  private readonly moved: () => void;

  constructor(t: Translate, moved: () => void) {
    this.t = t;
    this.moved = moved;
    adopt(css);
  }

  /** Show what compares these layers, from the middle; nothing where there are none. */
  show(compared: Compared[]): void {
    this.lens = middle();
    this.listening.abort();
    this.listening = new AbortController();
    if (this.shown.some((one) => one.contains(document.activeElement))) part("#chapters").focus({ preventScroll: true });
    for (const one of this.shown) one.remove();
    const titles = (side: Side) => compared.filter((one) => one.side === side).map(({ title }) => title).join(", ");
    const [left, right, seen] = [titles("left"), titles("right"), titles("glass")];
    this.shown = [];
    if (left) this.shown.push(this.divider(left, right || this.t("Map")));
    if (seen) this.shown.push(this.glass(seen));
    this.map.after(...this.shown);
  }

  private divider(left: string, right: string): HTMLElement {
    const { lens } = this, made = element("div", "swipe"), slider = element("input");
    made.dir = "ltr"; // as the map
    const names = element("p", "swipe-names");
    names.ariaHidden = "true";
    for (const [side, name] of [["left", left], ["right", right]] as const) {
      const text = element("span", side, name);
      text.dir = "auto";
      names.append(text);
    }
    Object.assign(slider, { type: "range", min: "0", max: "100", step: "1", value: "50" });
    slider.ariaLabel = this.t("Divider: {left} on the left, {right} on the right", { left, right });
    const move = () => {
      lens.divider = Number(slider.value) / 100;
      made.style.setProperty("--at", String(lens.divider));
      slider.ariaValueText = this.t("{left} on {share} % of the map", { left, share: slider.value });
      this.moved();
    };
    slider.addEventListener("input", move);
    made.append(names, slider);
    move();
    return made;
  }

  private glass(seen: string): HTMLElement {
    const { lens, map, listening: { signal } } = this, made = element("div", "glass"), handle = element("button");
    made.dir = "ltr";
    handle.type = "button";
    handle.ariaLabel = this.t("Spy-glass: {title}. Arrow keys move it, Enter brings it back to the middle.", { title: seen });
    const size = () => ({ width: map.clientWidth, height: map.clientHeight });
    const place = () => {
      made.style.setProperty("--x", `${100 * lens.x}%`);
      made.style.setProperty("--y", `${100 * lens.y}%`);
      made.style.setProperty("--radius", `${radiusOf(size())}px`);
      this.moved();
    };
    const put = (x: number, y: number) => { moveTo(lens, x, y, size()); place(); };
    const by = (x: number, y: number) => put(lens.x * map.clientWidth + x, lens.y * map.clientHeight + y);
    const under = ({ clientX, clientY }: MouseEvent) => {
      const box = map.getBoundingClientRect();
      put(clientX - box.left, clientY - box.top);
    };
    map.addEventListener("pointermove", (event) => {
      const stands = event.movementX === 0 && event.movementY === 0; // the page moved under it
      if (event.pointerType !== "touch" && event.buttons === 0 && !stands) under(event);
    }, { signal });
    map.addEventListener("click", (event) => { if (event.detail > 0) under(event); }, { signal }); // not a key on a mark
    handle.addEventListener("click", () => { if (!dragged) put(map.clientWidth / 2, map.clientHeight / 2); });
    handle.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const far = event.shiftKey ? 4 * STEP : STEP;
      by(far * step[0], far * step[1]);
    });
    let dragged = false;
    handle.addEventListener("pointerdown", (event) => { dragged = false; handle.setPointerCapture(event.pointerId); });
    handle.addEventListener("pointermove", (event) => {
      if (!handle.hasPointerCapture(event.pointerId) || (event.movementX === 0 && event.movementY === 0)) return;
      dragged = true;
      by(event.movementX, event.movementY);
    });
    new ResizeObserver(place).observe(made);
    made.append(handle);
    return made;
  }
}
