/** What the gazetteer offers for a name, and what choosing one of its places means for a record. */
import { near } from "../../player/mercator.ts";
import type { Position } from "../../player/document.ts";
import type { Translate } from "../../player/strings.ts";
import { present, type Fields, type Value } from "../store/changes.ts";
import { trimmed } from "./positions.ts";
import { distanceKm } from "./radius.ts";

/** A place as GET /api/places gives it. */
export interface Place {
  id: string;
  name: string;
  country: string;
  country_name: string;
  kind: string;
  kind_words: string;
  lon: number;
  lat: number;
  parent: string;
  score: number;
  confidence: number;
  sure: boolean;
  reasons: string[];
  distance_km: number | null;
  nearest_site: string | null;
}

/** The answer to a question: candidates for a name, or the position that coordinates name. */
export interface Found {
  query: string;
  position: { lon: number; lat: number; notation?: string; words?: string } | null;
  candidates: Place[];
}

/** How wide the middle of a place of each kind stands for it, in km; the same as `storymap geocode` writes. */
const PRECISION_KM: Record<string, number> = {
  country: 300, region: 60, district: 20, city: 8, town: 3, village: 1.5, airport: 2, airbase: 2, water: 10, mountains: 20, island: 10, area: 20,
};
const OWN = "site:";

/** The story's own site that a candidate is, or null. */
export function ownSite(place: Place): string | null {
  return place.id.startsWith(OWN) ? place.id.slice(OWN.length) : null;
}

/** The fields of a site at this place; a name that is there stays. */
export function fieldsAt(place: Place, here: Fields): Fields {
  const km = PRECISION_KM[place.kind];
  return {
    ...(present(here.name) ? {} : { name: place.name }),
    lat: trimmed(place.lat, 5), lon: trimmed(place.lon, 5), kind: place.kind, country: place.country,
    precision_km: km === undefined ? "" : String(km), gazetteer_id: ownSite(place) ? "" : place.id,
  };
}

/** The fields of a site at a position that a person gave: exact, and no place of the gazetteer. */
export function fieldsAtPosition([lon, lat]: Position): Fields {
  return { lat: trimmed(lat), lon: trimmed(near(lon, 0)), precision_km: "", gazetteer_id: "" };
}

/** The row of geocoding.csv: what was asked, what a person chose, what else it could have been. */
export function decisionOf(place: Place, found: Found, record: string, file = "sites.csv"): Value {
  return {
    file, record, asked: found.query, status: "accepted", chosen: place.id, name: place.name, lat: place.lat, lon: place.lon,
    score: place.score, confidence: place.confidence, by: "author",
    rivals: found.candidates.filter(({ id }) => id !== place.id).map(rival),
  };
}

function rival({ id, name, kind, parent, country, confidence }: Place): string {
  return `${[`${id} ${name}`, kind, parent, country].filter(Boolean).join(", ")} (${confidence.toFixed(2)})`;
}

/** How sure the gazetteer is, in words. */
export function confidenceWords({ confidence, sure }: Pick<Place, "confidence" | "sure">, t: Translate): string {
  if (sure) return t("sure");
  if (confidence >= 0.6) return t("likely");
  return confidence >= 0.2 ? t("possible") : t("a guess");
}

/** "city, Thừa Thiên Huế, Vietnam". */
export function whatAndWhere(place: Place): string {
  return [place.kind_words, place.parent, place.country_name].filter((word, index, all) => word && all.indexOf(word) === index).join(", ");
}

/** Kilometres as people say them: "600 m", "2.4 km", "540 km". */
export function kmWords(km: number, language: string): string {
  const [value, unit] = km < 1 ? [Math.round(km * 1000), "meter"] : [km, "kilometer"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: km < 10 && km >= 1 ? 1 : 0 }).format(value);
}

/** The nearest of other places, and how far it is. */
export function nearestOf(position: Position, others: readonly { name: string; position: Position }[]): { name: string; km: number } | null {
  let found: { name: string; km: number } | null = null;
  for (const other of others) {
    const km = distanceKm(position, other.position);
    if (!found || km < found.km) found = { name: other.name, km };
  }
  return found;
}

/** The position in two fields of text, or null while they don't hold one. */
export function positionIn(fields: Fields): Position | null {
  const [lat, lon] = [numberIn(fields.lat), numberIn(fields.lon)];
  return lat !== null && lon !== null && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null;
}

/** The number that a field holds, with a decimal point or comma; null for none. */
export function numberIn(value: Value): number | null {
  const text = typeof value === "number" ? String(value) : typeof value === "string" ? value.trim().replace(",", ".").replace("−", "-") : "";
  return /^[+-]?\d+(\.\d*)?$/.test(text) ? Number(text) : null;
}
