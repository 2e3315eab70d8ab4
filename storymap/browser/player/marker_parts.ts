/** In place of two of Leaflet's modules: readers drag no marks, and every mark brings its own icon. */
export const MarkerDrag = null;
export class IconDefault {}
