/** Heat that draws nothing more once it has left the map. */
import "./leaflet.ts";
import "leaflet.heat";

// Foreign code may ask for anything that Leaflet has.
type Anything = any;
const { L } = globalThis as unknown as { L: Anything };

const { onRemove } = L.HeatLayer.prototype;
L.HeatLayer.include({
  onRemove(this: Anything, map: Anything) {
    L.Util.cancelAnimFrame(this._frame);
    this._frame = null;
    onRemove.call(this, map);
  },
});
