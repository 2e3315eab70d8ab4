/** GeoJSON geometries as canvas paths, in units that hold at every zoom. */
import type { Geometry, Position } from "./document.ts";
import { project } from "./mercator.ts";

/** Units per world in which the paths are built: large enough for a stable float, whatever the zoom. */
export const SCALE = 2 ** 20;

function trace(path: Path2D, line: Position[], closed: boolean): void {
  line.forEach((position, index) => {
    const [x, y] = project(position);
    if (index === 0) path.moveTo(x * SCALE, y * SCALE);
    else path.lineTo(x * SCALE, y * SCALE);
  });
  if (closed) path.closePath();
}

/** Add a line or an area to a path; points have no outline. */
export function addGeometry(path: Path2D, geometry: Geometry): void {
  switch (geometry.type) {
    case "Polygon": geometry.coordinates.forEach((ring) => trace(path, ring, true)); break;
    case "MultiPolygon": geometry.coordinates.flat().forEach((ring) => trace(path, ring, true)); break;
    case "LineString": trace(path, geometry.coordinates, false); break;
    case "MultiLineString": geometry.coordinates.forEach((line) => trace(path, line, false)); break;
  }
}

/** The path of a line or an area. */
export function geometryPath(geometry: Geometry): Path2D {
  const path = new Path2D();
  addGeometry(path, geometry);
  return path;
}
