/** Time sliders of foreign layers: in the reader's language, by keyboard, at rest where no motion is wanted. */
import dayjs from "dayjs";
import "dayjs/locale/vi";
import utc from "dayjs/plugin/utc";
import "leaflet-timedimension";
import { language, t } from "./interface.ts";

// Foreign code may ask for anything that Leaflet has.
type Anything = any;
const { Control, TimeDimension } = (globalThis as unknown as { L: Anything }).L;
const plugin = { ...Control.TimeDimension.prototype };
const { _getFeatureTimes, _getFeatureBetweenDates } = TimeDimension.Layer.GeoJson.prototype;
const NO_ZONE = /^(.+)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/;

/** What a button is called; the plugin knows it by an English word. */
function called(title: string): string {
  switch (title) {
    case "Backward": return t("Earlier");
    case "Forward": return t("Later");
    case "Play": return t("Play through time");
    case "Play Reverse": return t("Play backwards");
    case "Loop": return t("Again and again");
    default: return t("Date");
  }
}

/** A knob becomes a slider for the keyboard and for screen readers. */
function slider(knob: Anything, label: string, text: () => string, step: number, moved: (value: number) => void): void {
  const handle: HTMLElement = knob._element;
  handle.tabIndex = 0;
  handle.role = "slider";
  handle.ariaLabel = label;
  const tell = (): void => {
    handle.ariaValueMin = String(knob.getMinValue());
    handle.ariaValueMax = String(knob.getMaxValue());
    handle.ariaValueNow = String(knob.getValue() || 0);
    handle.ariaValueText = text();
  };
  knob.on("positionchanged", tell);
  handle.addEventListener("keydown", (event) => {
    const now: number = knob.getValue();
    const to = { ArrowLeft: now - step, ArrowDown: now - step, ArrowRight: now + step, ArrowUp: now + step, Home: knob.getMinValue(), End: knob.getMaxValue() }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    knob.setValue(to);
    moved(knob.getValue());
  });
  tell();
}

Control.TimeDimension.include({
  onAdd(this: Anything, map: unknown): HTMLElement {
    const box: HTMLElement = plugin.onAdd.call(this, map);
    box.role = "group";
    box.ariaLabel = t("Time on the map");
    if (this._sliderTime) {
      slider(this._sliderTime, t("Time"), () => this._displayDate?.textContent || "", 1, (value) => this._sliderTimeValueChanged(value));
    }
    if (this._sliderSpeed) {
      slider(this._sliderSpeed, t("Speed"), () => this._getDisplaySpeed(this._sliderSpeed.getValue()), 1, (value) => this._sliderSpeedValueChanged(value));
    }
    return box;
  },
  onRemove(this: Anything): void {
    this._player.stop();
    plugin.onRemove.call(this);
  },
  _initPlayer(this: Anything): void {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.options.autoPlay = false;
    plugin._initPlayer.call(this);
  },
  _createButton(this: Anything, title: string, container: HTMLElement): HTMLElement {
    const link: HTMLElement = plugin._createButton.call(this, title, container);
    link.title = called(title);
    if (title === "Date") link.removeAttribute("href"); // another zone of time would show the same
    else {
      link.role = "button";
      link.ariaLabel = link.title;
      link.addEventListener("keydown", (event) => {
        if (event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        link.click();
      });
    }
    return link;
  },
  _onPlayerStateChange(this: Anything): void {
    plugin._onPlayerStateChange.call(this);
    const button: HTMLElement | undefined = this._buttonPlayPause;
    if (button) button.title = button.ariaLabel = this._player.isPlaying() ? t("Pause") : called("Play");
    if (this._buttonLoop) this._buttonLoop.ariaPressed = String(this._player.isLooped());
  },
  _onTimeLimitsChanged(this: Anything): void {
    plugin._onTimeLimitsChanged.call(this);
    this._update(); // the knob was put on its place before the slider had its length
  },
  _switchTimeZone(): void {},
  _getDisplaySpeed: (steps: number) => t("{n} a second", { n: steps }),
  _getDisplayNoTimeError: () => t("No date"),
});

TimeDimension.Util.sort_and_deduplicate = (times: number[]) => [...new Set(times)].sort((a, b) => a - b); // also before 1970
TimeDimension.Layer.GeoJson.include({
  /** A time that names no zone is the same for all readers, as a date is. */
  _getFeatureTimes(this: Anything, feature: Anything): number[] {
    for (const name of feature.featureTimes ? [] : ["coordTimes", "times", "linestringTimestamps"]) {
      const times: unknown = feature.properties?.[name];
      if (Array.isArray(times)) feature.properties[name] = times.map((time) => (typeof time === "string" ? time.trim().replace(NO_ZONE, "$1T$2Z") : time));
    }
    return _getFeatureTimes.call(this, feature);
  },
  /** What stays once it was there stays from the beginning of time, not from 1970. */
  _getFeatureBetweenDates(this: Anything, feature: Anything, from: number, to: number): Anything {
    return _getFeatureBetweenDates.call(this, feature, this._duration ? from : -Infinity, to);
  },
});

/** What the plugin's dates are made of, with the names of months in the page's language. */
function moment(date: Date): dayjs.Dayjs {
  return dayjs.utc(date).locale(language().slice(0, 2));
}
dayjs.extend(utc);
Object.assign(globalThis, { moment });
