/** How the picture would be drawn and how far its points lie off, which the server reckons when the points have stood for a moment. */
import { useEffect, useState } from "preact/hooks";
import type { Position } from "../../../player/document.ts";
import { ApiError } from "../../api.ts";
import { app } from "../../app.ts";
import { kmWords } from "../../places/candidates.ts";
import { spoken, t } from "../../words.ts";
import { keptOf, rowOf, numberOf, type Row } from "./values.ts";

export interface Fit {
  /** Null where the points don't tie the picture to the map. */
  method: string | null;
  suits: boolean;
  needed: number;
  error_km: number | null;
  off_km: number | null;
  /** In the order of the points that the story holds. */
  points: { off_km: number; bent_km: number }[];
  /** The edge of the picture on the map, a closed ring. */
  outline: Position[];
  /** `cells` × `cells`, by rows from the upper left corner on. */
  cells: number;
  mesh: Position[];
}

const PAUSE = 250;

export function useFit(rows: readonly Row[], width: number, height: number, transformation: string): Fit | string | null {
  const points = keptOf(rows).map(rowOf).map((row) => ({ pixel: [numberOf(row, "x"), numberOf(row, "y")], at: [numberOf(row, "lon"), numberOf(row, "lat")] }));
  const body = JSON.stringify({ width: width || 1, height: height || 1, points, transformation }), [found, setFound] = useState<{ body: string; fit: Fit | string } | null>(null);
  useEffect(() => {
    const asked = new AbortController(), { api, saver } = app();
    const timer = window.setTimeout(() => {
      api.ask<Fit>(`${saver.path}/overlay-fit`, { method: "POST", body: JSON.parse(body), signal: asked.signal }).then((fit) => setFound({ body, fit }), (error: unknown) => {
        if (asked.signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        setFound({ body, fit: error.message });
      });
    }, PAUSE);
    return () => { clearTimeout(timer); asked.abort(); };
  }, [body]);
  if (found?.body === body) return found.fit;
  const before = typeof found?.fit === "object" ? found.fit : null;
  return before?.method && before.points.length === points.length ? before : null; // nothing blinks while numbers are typed
}

/** The transformations with what each does; "" is the one that goes with the number of points. */
export function transformations(): [string, string][] {
  return [
    ["", t("by itself, as the number of points allows")], ["similarity", t("turned and scaled (2 points or more)")], ["affine", t("sheared, too (3 points or more)")],
    ["projective", t("in perspective (4 points or more)")], ["polynomial-2", t("bent, polynomial of the 2nd order (6 points or more)")],
    ["polynomial-3", t("bent, polynomial of the 3rd order (10 points or more)")], ["spline", t("bent through all points, thin plate (3 points or more)")],
  ];
}

function methodWords(method: string): string {
  return {
    similarity: t("turned and scaled"), affine: t("turned, scaled and sheared"), projective: t("in perspective"), spline: t("bent through all points (thin plate)"),
    "polynomial-2": t("bent by a polynomial of the 2nd order"), "polynomial-3": t("bent by a polynomial of the 3rd order"),
  }[method] ?? method;
}

/** What the whole fit says, in sentences; `numbers` are those of the points that the story holds. */
export function fitWords(fit: Fit, numbers: readonly number[]): string[] {
  if (numbers.length < 2) return [t("Two points or more tie the picture to the map. Points with all four numbers: {n}.", { n: numbers.length })];
  if (fit.method === null) return [t("These points don’t tie the picture to the map: they lie in one place or in one line. It isn’t shown.")];
  const km = (value: number) => kmWords(value, spoken());
  return [
    t("The picture is drawn {method}.", { method: methodWords(fit.method) }),
    ...(fit.suits ? [] : [t("What you chose takes {n} points or more that don’t lie in a line.", { n: fit.needed })]),
    t("Its points lie {off} off (root mean square).", { off: km(fit.off_km ?? 0) }),
    ...(fit.error_km === null ? [] : [t("It has to be bent by {error} (median of its points).", { error: km(fit.error_km) })]),
    ...farthest(fit, numbers),
  ];
}

/** Which point to look at first: the one that lies farthest off, or else the one that bends the picture most. */
function farthest({ points, error_km }: Fit, numbers: readonly number[]): string[] {
  if (error_km === null) return [];
  const key = points.some(({ off_km }) => off_km > 0.01) ? "off_km" : "bent_km";
  const most = points.reduce((best, point, at) => (point[key] > points[best]![key] ? at : best), 0);
  if (!(points[most]![key] > 0.01)) return [];
  return [key === "off_km" ? t("Point {n} lies farthest off.", { n: numbers[most]! }) : t("Point {n} bends it most.", { n: numbers[most]! })];
}

/** What the fit says of one point. */
export function pointWords({ off_km, bent_km }: Fit["points"][number], bends: boolean): string {
  const values = { off: kmWords(off_km, spoken()), bent: kmWords(bent_km, spoken()) };
  return bends ? t("Lies {off} off; {bent} from where it would lie if the picture weren’t bent.", values) : t("Lies {off} off.", values);
}
