/** What plugins of Leaflet's first years mix into their classes; Leaflet warns of its own object, not of a copy. */

// Foreign code may ask for anything that Leaflet has.
type Anything = any;
const { L } = globalThis as unknown as { L: Anything };
const { Events } = L.Mixin;

L.Mixin = { get Events() { return { ...Events }; } };

export {};
