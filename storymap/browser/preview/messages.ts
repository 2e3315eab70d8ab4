/** The messages between the editor and its preview: what may come in, and the view that goes out. */

type Box = [west: number, south: number, east: number, north: number];

export interface View {
  center: [lon: number, lat: number];
  zoom: number;
  bounds: Box;
}

/** The plain words of a record: a story's title and summary, an event's title, a place's name. */
export interface Words { type: "storymap:words"; kind: string; id: string; field: string; words: string }

export type Message =
  | Words
  | { type: "storymap:chapter"; id: string; title: string; html: string }
  | { type: "storymap:go"; chapter: string };

/** Return the message that a value is, or null for anything else. */
export function readMessage(value: unknown): Message | null {
  if (typeof value !== "object" || value === null) return null;
  const { type, id, title, html, chapter, kind, field, words } = value as Record<string, unknown>;
  if (type === "storymap:words" && [kind, id, field, words].every((each) => typeof each === "string")) return value as Words;
  if (type === "storymap:chapter" && typeof id === "string" && typeof title === "string" && typeof html === "string") {
    return { type, id, title, html };
  }
  return type === "storymap:go" && typeof chapter === "string" ? { type, chapter } : null;
}

/** The view as it is written into a story: on one turn of the globe, and no more digits than a screen can show. */
export function standing({ center, zoom, bounds }: View): View {
  const turn = Math.floor((center[0] + 180) / 360) * 360;
  const [west, south, east, north] = bounds;
  return {
    center: [round(center[0] - turn, 5), round(center[1], 5)],
    zoom: round(zoom, 2),
    bounds: [round(west - turn, 5), round(south, 5), round(east - turn, 5), round(north, 5)],
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
