/** "Where is this?": the place and the country around a position, asked when the position has stood for a moment. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { app } from "../app.ts";
import { ApiError } from "../api.ts";
import type { Position } from "../../player/document.ts";
import { spoken, t } from "../words.ts";
import { kmWords, nearestOf, type Place } from "./candidates.ts";

interface Around {
  nearest: Place | null;
  distance_km: number | null;
  unit: string;
  country: string;
  country_name?: string;
}

const PAUSE = 300;

export function Nearest({ position, others }: { position: Position; others: readonly { name: string; position: Position }[] }): JSX.Element {
  const [around, setAround] = useState<Around | null>(null);
  useEffect(() => {
    const asked = new AbortController();
    const timer = window.setTimeout(() => {
      app().api.ask<Around>("places/nearest", { query: { lon: position[0], lat: position[1], language: spoken() }, signal: asked.signal }).then(setAround, (error: unknown) => {
        if (!asked.signal.aborted && !(error instanceof ApiError)) throw error;
      });
    }, PAUSE);
    return () => { clearTimeout(timer); asked.abort(); };
  }, [position[0], position[1]]);
  const other = nearestOf(position, others);
  return (
    <p class="nearest">
      <span dir="auto">{around ? wordsOf(around) : " "}</span>
      {other ? <span class="choice-more" dir="auto"> {t("{km} from {site}", { km: kmWords(other.km, spoken()), site: other.name })}</span> : null}
    </p>
  );
}

function wordsOf({ nearest, distance_km: km, unit, country, country_name: name }: Around): string {
  const where = [unit, name || country].filter(Boolean).join(", ");
  if (!nearest) return where || t("Nothing is known near here.");
  const words = km !== null && km >= 0.5 ? t("{km} from {site}", { km: kmWords(km, spoken()), site: nearest.name }) : nearest.name;
  return where ? `${words} · ${where}` : words;
}
