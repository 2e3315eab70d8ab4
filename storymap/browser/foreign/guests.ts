/** Foreign layers on the story's map: each comes and goes with its chapter, however late it arrives. */

/** A chapter's id, or null for all of them, and the script that adds a layer to a map. */
export type Script = [chapter: string | null, run: (map: object) => void];

/** What can be added to a map, a layer or a control. */
interface Guest {
  addTo(map: object): unknown;
  remove(): unknown;
}

/** What is given to Leaflet's `on`: types of events, or functions by type. */
type Heard = [types: unknown, heard?: unknown, context?: unknown];

interface OwnMap {
  on(...heard: Heard): unknown;
  off(...heard: Heard): unknown;
  addLayer(layer: Guest): unknown;
  removeLayer(layer: Guest): unknown;
}

interface Visit {
  script: Script;
  guests: Set<Guest> | null;
  heard: Heard[];
  here: boolean;
}

/** Moving the map is the chapter's business. */
const MOVES = new Set(["fitBounds", "fitWorld", "flyTo", "flyToBounds", "panBy", "panTo", "setView", "setZoom", "setZoomAround", "setMaxBounds", "setMinZoom", "setMaxZoom"]);

export class Guests {
  private readonly visits: Visit[];
  private readonly map: () => OwnMap | null;

  constructor(scripts: Script[], map: () => OwnMap | null) {
    this.visits = scripts.map((script) => ({ script, guests: null, heard: [], here: false }));
    this.map = map;
  }

  /** Show the layers of a chapter and no others. */
  show(chapter: string): void {
    const map = this.map();
    if (!map) return;
    for (const visit of this.visits) {
      const wanted = visit.script[0] === null || visit.script[0] === chapter;
      if (wanted === visit.here) continue;
      visit.here = wanted;
      if (!wanted) {
        for (const guest of visit.guests ?? []) guest.remove();
        for (const heard of visit.heard) map.off(...heard);
      } else if (visit.guests) {
        for (const guest of visit.guests) guest.addTo(map);
        for (const heard of visit.heard) map.on(...heard);
      } else this.invite(visit, map);
    }
  }

  /** Run a script once; what it adds to the map or listens to, now or later, is remembered. */
  private invite(visit: Visit, map: OwnMap): void {
    const guests = visit.guests = new Set<Guest>();
    const add = (guest: Guest) => {
      guests.add(guest);
      if (visit.here) guest.addTo(map);
      return face;
    };
    const leave = (guest: Guest) => {
      guests.delete(guest);
      guest.remove();
      return face;
    };
    const listen = (...heard: Heard) => {
      visit.heard.push(heard);
      if (visit.here) map.on(...heard);
      return face;
    };
    const own: Record<string, unknown> = { addLayer: add, addControl: add, removeLayer: leave, removeControl: leave, on: listen, addEventListener: listen, guest: add };
    const face: object = new Proxy(map, {
      get(target, name) {
        if (typeof name === "string" && name in own) return own[name];
        if (typeof name === "string" && MOVES.has(name)) return () => face;
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? (...given: unknown[]) => value.apply(target, given) : value;
      },
    });
    visit.script[1](face);
  }
}
