/** The fields of one place, with the search for it and the map beside. */
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Geometry, Position } from "../../../player/document.ts";
import { app } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { heldMessage, LanguageTexts } from "../../form/bound.tsx";
import { decisionOf, fieldsAt, fieldsAtPosition, numberIn, ownSite, positionIn, whatAndWhere, type Found, type Place } from "../../places/candidates.ts";
import { NOTHING, PlaceChooser } from "../../places/chooser.tsx";
import type { Drawn } from "../../places/drawing.ts";
import type { PlaceMap } from "../../places/map.ts";
import { Nearest } from "../../places/nearest.tsx";
import { MapView } from "../../places/place_map.tsx";
import { trimmed } from "../../places/positions.ts";
import { ShapeEditor } from "../../places/shape.tsx";
import { SourcesField } from "../../pick/sources.tsx";
import { go } from "../../route.ts";
import type { Fields, Value } from "../../store/changes.ts";
import { before, freeId } from "../../store/order.ts";
import { t } from "../../words.ts";
import { MoreFields, PositionFields } from "./fields.tsx";
import { placedSites } from "./neighbours.ts";
import { RemovePlace } from "./remove.tsx";
import { usesOf } from "./uses.ts";

export function PlaceForm({ id, fresh }: { id: string; fresh: boolean }): JSX.Element {
  const { store } = app(), { book } = store, fields = book.record("site", id)!;
  const editable = store.mayEdit.value, name = book.text("site", id, "name");
  const position = positionIn(fields), geometry = (fields.geometry ?? null) as unknown as Geometry | null;
  const [found, setFound] = useState<Found>(NOTHING);
  const [looked, setLooked] = useState<string | null>(null);
  const [drawing, setDrawing] = useState<Drawn | null>(null);
  const [moved, setMoved] = useState(0);
  const map = useRef<PlaceMap>(null);
  const others = placedSites(id), key = others.map((other) => `${other.id} ${other.position.join()}`).join("|");
  const neighbours = useMemo(() => others, [key]);
  const candidates = useMemo(() => found.candidates.map((place, index) => ({ lon: place.lon, lat: place.lat, words: `${index + 1}. ${place.name}, ${whatAndWhere(place)}` })), [found]);

  useEffect(() => {
    if (!drawing) return map.current?.stopDrawing();
    map.current!.startDrawing(drawing, (drawn) => { setDrawing(null); setShape(drawn); });
  }, [drawing]);

  function choose(place: Place, answer: Found): void {
    const own = ownSite(place);
    if (own && own !== id) return go("places", own);
    take(id, place, fresh && name === t("New place"), (one) => [decisionOf(place, answer, one)]);
    setMoved(moved + 1);
  }

  function put([lon, lat]: Position, group: string): void {
    store.setAll("site", id, { lat: trimmed(lat), lon: trimmed(lon) }, { group });
    store.say(t("The place is at {position}.", { position: `${trimmed(lat)}, ${trimmed(lon)}` }));
  }

  function setShape(shape: Geometry | null): void {
    store.setAll("site", id, { geometry: shape as never });
    setMoved(moved + 1);
  }

  return (
    <section class="place-detail" aria-label={name}>
      <div class="place-fields">
        <Heading id={id} name={name} />
        {editable ? <PlaceChooser key={id} label={t("Find the place")} start={fresh ? "" : name} found={setFound} look={setLooked} choose={choose}
          position={(at) => { store.setAll("site", id, fieldsAtPosition(at)); setMoved(moved + 1); }} /> : null}
        <LanguageTexts kind="site" id={id} field="name" label={t("Name")} />
        <PositionFields id={id} />
        {position ? <Nearest position={position} others={neighbours} /> : <p class="help lone">{geometry ? t("The shape says where this place is. A position would only say where its number stands.") : t("No position yet: find the place, click on the map, or write the numbers.")}</p>}
        <ShapeEditor geometry={geometry} editable={editable} drawing={drawing} draw={setDrawing} change={setShape} middle={() => map.current!.center()} />
        <Rest id={id} />
      </div>
      <div class="place-map">
        <MapView label={position ? t("Map around {name}", { name }) : t("Map")} editable={editable} look={`${id} ${moved} ${found.query} ${found.candidates.length}`} map={map}
          name={name} position={position} km={numberIn(fields.precision_km)} uncertain={!["", "certain"].includes(book.text("site", id, "certainty"))} geometry={geometry}
          candidates={candidates} chosen={looked === null ? null : found.candidates.findIndex((place) => place.id === looked)} neighbours={neighbours}
          place={(at) => put(at, `site ${id} position`)} choose={(index) => choose(found.candidates[index]!, found)}
          radius={(km) => store.setAll("site", id, { precision_km: String(km) }, { group: `site ${id} radius` })} />
        {editable && !position && !geometry ? <Button onClick={() => put(map.current!.center(), "")}>{t("Put the place in the middle of the map")}</Button> : null}
      </div>
    </section>
  );
}

/** Put a place where the gazetteer has it; one without a name takes that of the gazetteer. */
function take(id: string, place: Place, unnamed: boolean, decisions: (id: string) => Value[]): void {
  const { store } = app(), fields = store.book.peek("site", id)!, named = fieldsAt(place, unnamed ? {} : fields);
  if (!unnamed || !renamed(id, { ...fields, ...named }, decisions)) store.setAll("site", id, named, { decisions: decisions(id) });
  store.say(t("{name} is now at {what}.", { name: String(named.name ?? fields.name ?? id), what: `${place.name}, ${whatAndWhere(place)}` }));
}

/** Give a place that nothing names yet an id of its name, since ids stay for good; false when it keeps the one it has. */
function renamed(id: string, values: Fields, decisions: (id: string) => Value[]): boolean {
  const { store } = app(), { events, chapters } = usesOf(store.book, id), name = String(values.name ?? "");
  const was = store.book.peek("site", id), made = freeId(name, { has: (one) => one === id || store.book.has("site", one) }, "place");
  if (events.length + chapters.length > 0 || !was || !name || made === id) return false;
  store.change([{ op: "remove", kind: "site", id, was, after: before(store.book.order("site"), id) }, { op: "add", kind: "site", id: made, values, after: null }], { label: name, decisions: decisions(made) });
  go("places", made);
  return true;
}

function Heading({ id, name }: { id: string; name: string }): JSX.Element {
  const held = heldMessage("site", id);
  return (
    <>
      <a class="back" href="#places" onClick={(event) => { event.preventDefault(); go("places"); }}>{t("All places")}</a>
      <h2 dir="auto">{name || id}</h2>
      {held ? <p class="error-text">{held}</p> : null}
    </>
  );
}

function Rest({ id }: { id: string }): JSX.Element {
  return (
    <>
      <MoreFields id={id} />
      <SourcesField kind="site" id={id} />
      <LanguageTexts kind="site" id={id} field="note" label={t("Note")} help={t("What readers should know about this place.")} rows={3} />
      {app().store.mayEdit.value ? <RemovePlace id={id} /> : null}
    </>
  );
}
