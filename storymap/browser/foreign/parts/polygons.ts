/** Marks with a number of sides: folium.RegularPolygonMarker. The library that it names is large, and one mark is used. */

// Foreign code may ask for anything that Leaflet has.
type Anything = any;
const { L } = globalThis as unknown as { L: Anything };

L.RegularPolygonMarker = L.CircleMarker.extend({
  _updatePath(this: Anything): void {
    const { number_of_sides, numberOfSides = number_of_sides ?? 4, rotation = 0 } = this.options;
    const corners = Array.from({ length: numberOfSides }, (_, corner) => {
      const angle = ((rotation + (360 * corner) / numberOfSides) * Math.PI) / 180;
      return this._point.add([this._radius * Math.cos(angle), this._radius * Math.sin(angle)]);
    });
    this._parts = [corners];
    this._renderer._updatePoly(this, true);
  },
});

export {};
