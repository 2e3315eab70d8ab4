/** Time sliders of foreign layers: they rest where readers want no motion, and when their chapter is over. */
import dayjs from "dayjs";
import "leaflet-timedimension";

// Foreign code may ask for anything that Leaflet has.
const { Control } = (globalThis as unknown as { L: any }).L;
const { _initPlayer, onRemove } = Control.TimeDimension.prototype;

Control.TimeDimension.include({
  _initPlayer(this: any) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.options.autoPlay = false;
    _initPlayer.call(this);
  },
  onRemove(this: any) {
    this._player.stop();
    onRemove.call(this);
  },
});
Object.assign(globalThis, { moment: dayjs });
