/** Find a place by a name in any language, by coordinates or by a map address; nothing is chosen unless the person chooses. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { app } from "../app.ts";
import { ApiError } from "../api.ts";
import { Combo } from "../combo/combo.tsx";
import { spoken, t } from "../words.ts";
import { confidenceWords, kmWords, ownSite, whatAndWhere, type Found, type Place } from "./candidates.ts";
import { plainPosition, written } from "./positions.ts";

const PAUSE = 220;
const POSITION = "position";
export const NOTHING: Found = { query: "", position: null, candidates: [] };

export interface ChooserProps {
  label: string;
  /** What is asked first. */
  start: string;
  kind?: string;
  when?: string;
  found(found: Found): void;
  look(id: string | null): void;
  choose(place: Place, found: Found): void;
  position(position: [lon: number, lat: number], found: Found): void;
}

export function PlaceChooser(props: ChooserProps): JSX.Element {
  const [text, setText] = useState(props.start);
  const [found, setFound] = useState<Found>(NOTHING);
  const [state, setState] = useState<"quiet" | "asking" | "failed">("quiet");
  const [reasonsOf, setReasonsOf] = useState<string | null>(null);
  const touched = useRef(false);
  const { api, store } = app();

  useEffect(() => {
    const query = text.trim();
    if (query === "" || !touched.current) return take(NOTHING, "quiet");
    const asked = new AbortController();
    const timer = window.setTimeout(() => void ask(query, asked.signal), PAUSE);
    setState("asking");
    return () => { clearTimeout(timer); asked.abort(); };
  }, [text, props.kind, props.when]);

  function take(answer: Found, next: "quiet" | "failed"): void {
    setFound(answer);
    setState(next);
    props.found(answer);
  }

  async function ask(q: string, signal: AbortSignal): Promise<void> {
    try {
      const answer = await api.ask<Found>("places", { query: { q, story: store.story, kind: props.kind || undefined, when: props.when || undefined, language: spoken() }, signal });
      const plain = answer.position ? null : plainPosition(q);
      take(plain ? { ...answer, position: { lon: plain[0], lat: plain[1] } } : answer, "quiet");
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      take(NOTHING, "failed");
    }
  }

  function choose(key: string): void {
    const place = found.candidates.find(({ id }) => id === key);
    if (key === POSITION && found.position) props.position([found.position.lon, found.position.lat], found);
    else if (place) props.choose(place, found);
    touched.current = false;
    take(NOTHING, "quiet");
  }

  const positions = found.position ? [{ key: POSITION, view: <PositionView found={found} /> }] : [];
  const places = found.candidates.map((place, index) => ({ key: place.id, view: <PlaceView place={place} number={index + 1} /> }));
  const about = found.candidates.find(({ id }) => id === reasonsOf) ?? null;
  return (
    <div class="chooser">
      <Combo label={props.label} text={text} choices={[...positions, ...places]} status={statusOf(found, state, text, touched.current)}
        help={t("A name in any language, coordinates in any notation, or the address of a map.")}
        type={(typed) => { touched.current = true; setText(typed); }} choose={choose}
        look={(key) => { props.look(key === POSITION ? null : key); if (key) setReasonsOf(key); }}
        press={(event) => { if (event.key === "Enter" && !touched.current) { touched.current = true; setText(`${text} `); event.preventDefault(); } }} />
      {about ? <Reasons place={about} /> : null}
    </div>
  );
}

function statusOf(found: Found, state: "quiet" | "asking" | "failed", text: string, touched: boolean): string {
  if (state === "failed") return t("The server does not answer. What you wrote is kept; try again.");
  if (text.trim() === "" || !touched) return "";
  if (state === "asking") return t("Looking…");
  if (found.position) return t("These are coordinates: {words}", { words: found.position.words ?? written([found.position.lon, found.position.lat]) });
  const [first] = found.candidates, n = found.candidates.length;
  if (!first) return t("No place of that name is known here. Try another spelling, or put the place on the map by hand.");
  const words = n === 1 ? t("1 place found") : t("{n} places found, the likeliest first", { n });
  return first.sure ? `${words}.` : `${words}. ${t("None is certain; choose the one that is meant.")}`;
}

function PositionView({ found }: { found: Found }): JSX.Element {
  const { lon, lat, notation, words } = found.position!;
  return (
    <>
      <span class="choice-number" aria-hidden="true">+</span>
      <span class="choice-main"><strong>{t("Put the place here")}</strong><span class="choice-more">{words ?? written([lon, lat])}{notation ? ` · ${notation}` : ""}</span></span>
    </>
  );
}

function PlaceView({ place, number }: { place: Place; number: number }): JSX.Element {
  const { store } = app(), own = ownSite(place);
  const far = place.distance_km === null || !place.nearest_site ? "" : t("{km} from {site}", { km: kmWords(place.distance_km, spoken()), site: store.nameOf("site", place.nearest_site) });
  return (
    <>
      <span class="choice-number" aria-hidden="true">{number}</span>
      <span class="choice-main">
        <strong dir="auto">{place.name}</strong>
        <span class="choice-more" dir="auto">{whatAndWhere(place)}</span>
        <span class="choice-more">{own ? t("already a place of this story") : far}</span>
      </span>
      <span class="choice-sure" data-sure={place.sure || undefined}>{confidenceWords(place, t)}</span>
    </>
  );
}

function Reasons({ place }: { place: Place }): JSX.Element {
  return (
    <details class="reasons">
      <summary>{t("Why {name}, {what}?", { name: place.name, what: whatAndWhere(place) })}</summary>
      <ul>{place.reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>
    </details>
  );
}
