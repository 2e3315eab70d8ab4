/** Things that come and go: folium.plugins.Timeline and TimelineSlider, with a slider in the reader's language. */
import "leaflet.timeline";
import { t } from "../interface.ts";
import looks from "./timeline.css";

document.head.append(Object.assign(document.createElement("style"), { textContent: looks }));

// Foreign code may ask for anything that Leaflet has.
type Anything = any;
const { TimelineSliderControl } = (globalThis as unknown as { L: Anything }).L;
const plugin = { ...TimelineSliderControl.prototype };

/** What a button is called; the plugin knows it by an English word. */
function called(name: string): string {
  switch (name) {
    case "prev": return t("Earlier");
    case "next": return t("Later");
    case "pause": return t("Pause");
    default: return t("Play through time");
  }
}

TimelineSliderControl.include({
  initialize(this: Anything, options: Record<string, unknown>): void {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    // The keys of the whole page are the story's; those of the slider and of the buttons work in any case.
    plugin.initialize.call(this, { ...options, enableKeyboardControls: false, autoPlay: options.autoPlay && !still });
  },
  onAdd(this: Anything, map: unknown): HTMLElement {
    const box: HTMLElement = plugin.onAdd.call(this, map);
    box.role = "group";
    box.ariaLabel = t("Time on the map");
    box.addEventListener("keydown", (event) => event.stopPropagation());
    this._timeSlider.ariaLabel = t("Time");
    if (this.options.showTicks) this._datalist.firstChild?.setAttribute("aria-label", t("Time"));
    return box;
  },
  onRemove(this: Anything): void {
    this.pause();
    plugin.onRemove.call(this);
  },
  _makeButton(this: Anything, box: HTMLElement, name: string): void {
    plugin._makeButton.call(this, box, name);
    const button = box.lastElementChild as HTMLElement;
    button.title = button.ariaLabel = called(name);
  },
  /** Say the time in words, too. */
  _setTime(this: Anything, time: number, kind: string): void {
    plugin._setTime.call(this, time, kind);
    if (this._output) this._timeSlider.ariaValueText = this._output.textContent;
  },
});
