/** What a painter needs of a layer in a state: its points and shapes, once projected, and which of them are shown. */
import type { Geometry, Layer } from "../document.ts";
import { project } from "../mercator.ts";

export interface Shown {
  layer: Layer;
  /** Numbers of all the features that are shown, and of the points among them. */
  all: number[];
  features: number[];
  /** The points' coordinates in the unit square. */
  xs: Float64Array;
  ys: Float64Array;
}

function positionOf(layer: Layer, feature: number): [number, number] | null {
  if (layer.points) return [layer.points.lon[feature]! / 10 ** layer.points.decimals, layer.points.lat[feature]! / 10 ** layer.points.decimals];
  const geometry = layer.shapes[feature];
  return geometry?.type === "Point" ? geometry.coordinates : null;
}

/** The features of a layer that a filter leaves, with the points among them projected. */
export function shownOf(layer: Layer, filter: number[] | null): Shown {
  const count = layer.points ? layer.points.lon.length : layer.shapes.length;
  const all = filter ?? Array.from({ length: count }, (_, index) => index);
  const points = all.filter((feature) => positionOf(layer, feature));
  const xs = new Float64Array(points.length), ys = new Float64Array(points.length);
  points.forEach((feature, index) => { [xs[index], ys[index]] = project(positionOf(layer, feature)!) as [number, number]; });
  return { layer, all, features: points, xs, ys };
}

/** The lines and areas among the shown features, each with its number. */
export function outlines(shown: Shown): [feature: number, geometry: Geometry][] {
  return shown.all.flatMap((feature) => {
    const geometry = shown.layer.shapes[feature];
    return geometry && geometry.type !== "Point" ? [[feature, geometry] as [number, Geometry]] : [];
  });
}
