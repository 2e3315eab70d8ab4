/** Where the story's places are, for maps that show them all. */
import { app } from "../../app.ts";
import type { Geometry, Position } from "../../../player/document.ts";
import { positionIn } from "../../places/candidates.ts";
import { allPositions } from "../../places/positions.ts";

export interface Neighbour {
  id: string;
  name: string;
  position: Position;
}

/** Where a site stands: its position, or the middle of its shape's frame; null for nowhere. Follows the record. */
export function positionOfSite(id: string): Position | null {
  const fields = app().store.book.record("site", id) ?? {};
  const position = positionIn(fields);
  if (position || typeof fields.geometry !== "object" || fields.geometry === null) return position;
  const positions = allPositions(fields.geometry as unknown as Geometry);
  if (positions.length === 0) return null;
  const [lons, lats] = [positions.map(([lon]) => lon), positions.map(([, lat]) => lat)];
  return [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2];
}

/** All sites that stand somewhere, without one. */
export function placedSites(without: string | null): Neighbour[] {
  const { book, nameOf } = { book: app().store.book, nameOf: (id: string) => app().store.nameOf("site", id) };
  return book.ids("site").flatMap((id) => {
    const position = id === without ? null : positionOfSite(id);
    return position ? [{ id, name: nameOf(id), position }] : [];
  });
}
