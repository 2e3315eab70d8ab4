/** What the map shows at a step, from the document alone, so that every way to a step shows the same. */
import type { Camera } from "./mercator.ts";
import { near, project } from "./mercator.ts";
import type { Chapter, LayerState, Leg, Site, Spell, StoryDocument, View } from "./document.ts";

export type PlaceState = "current" | "visited" | "later";

export interface Place {
  site: Site;
  state: PlaceState;
  /** Events of this step at the place. */
  events: number;
}

export interface MapState {
  places: Place[];
  legs: Leg[];
  layers: LayerState[];
  steps: Spell[];
  view: View;
  text: string;
}

/** Places that stand so close together that one mark stands for all; the first in order speaks. */
export interface Gathering {
  lead: Place;
  others: Place[];
}

/** The full state of the map at a step: 0 the cover, then the chapters, then the end. */
export function mapState(document: StoryDocument, step: number): MapState {
  const chapter = document.chapters[step - 1];
  const drawn = document.sites.features.filter((site) => site.properties.centre);
  if (!chapter) return overview(document, drawn);
  const visited = new Set(document.chapters.slice(0, step - 1).flatMap((earlier) => earlier.sites));
  const counts = eventCounts(document, chapter);
  const places = drawn.map((site) => ({
    site,
    state: stateOf(site.id, chapter, visited),
    events: counts.get(site.id) ?? 0,
  }));
  return {
    places: ordered(places, chapter.sites),
    legs: chapter.legs,
    layers: chapter.layers,
    steps: chapter.steps,
    view: chapter.view,
    text: chapter.map_text,
  };
}

function overview(document: StoryDocument, drawn: Site[]): MapState {
  const places = drawn.map((site) => ({ site, state: "current" as const, events: 0 }));
  return { places: ordered(places, []), legs: [], layers: [], steps: [], view: { bounds: document.bounds, max_zoom: 9 }, text: "" };
}

function stateOf(id: string, chapter: Chapter, visited: Set<string>): PlaceState {
  if (chapter.sites.includes(id)) return "current";
  return visited.has(id) ? "visited" : "later";
}

function eventCounts(document: StoryDocument, chapter: Chapter): Map<string, number> {
  const shown = new Set(chapter.events);
  const counts = new Map<string, number>();
  for (const { id, site } of document.events) {
    if (site && shown.has(id)) counts.set(site, (counts.get(site) ?? 0) + 1);
  }
  return counts;
}

/** Current places first, in the chapter's order; then the others in the order of the story. */
function ordered(places: Place[], sites: string[]): Place[] {
  const rank = new Map(sites.map((id, index) => [id, index]));
  const key = ({ site }: Place) => rank.get(site.id) ?? 1e6 + (site.properties.number ?? 1e6);
  return places.sort((a, b) => key(a) - key(b));
}

/** Gather places that would stand within `radius` pixels of each other at a camera, in their given order. */
export function gather(places: Place[], camera: Camera, radius: number): Gathering[] {
  const world = 256 * 2 ** camera.zoom;
  const grid = new Map<string, { x: number; y: number; gathering: Gathering }[]>();
  const result: Gathering[] = [];
  for (const place of places) {
    const [lon, lat] = place.site.properties.centre!;
    const [ux, uy] = project([near(lon, camera.center[0]), lat]);
    const [x, y] = [ux * world, uy * world];
    const found = neighbour(grid, x, y, radius);
    if (found) {
      found.others.push(place);
      continue;
    }
    const gathering = { lead: place, others: [] };
    result.push(gathering);
    const cell = `${Math.floor(x / radius)},${Math.floor(y / radius)}`;
    grid.set(cell, [...(grid.get(cell) ?? []), { x, y, gathering }]);
  }
  return result;
}

function neighbour(grid: Map<string, { x: number; y: number; gathering: Gathering }[]>, x: number, y: number, radius: number) {
  const [column, row] = [Math.floor(x / radius), Math.floor(y / radius)];
  for (let dx = -1; dx <= 1; dx++) {
    for (let dy = -1; dy <= 1; dy++) {
      const near = grid.get(`${column + dx},${row + dy}`)?.find((mark) => Math.hypot(mark.x - x, mark.y - y) < radius);
      if (near) return near.gathering;
    }
  }
  return null;
}
