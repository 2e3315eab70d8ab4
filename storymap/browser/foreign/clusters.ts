/** Gathered markers on a map whose least zoom is no whole number, which the plugin doesn't expect everywhere. */
import "leaflet.markercluster";

// Foreign code may ask for anything that Leaflet has.
const { MarkerCluster } = (globalThis as unknown as { L: any }).L;
const { _recursively } = MarkerCluster.prototype;

MarkerCluster.include({
  _recursively(this: any, bounds: unknown, from: number, ...rest: unknown[]) {
    _recursively.call(this, bounds, Math.floor(from), ...rest);
  },
});
