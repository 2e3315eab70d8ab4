/** What the map shows with a chapter: where it stands, which places, events and layers, and the route. */
import type { JSX } from "preact";
import { app, mapView } from "../../app.ts";
import { Button } from "../../form/buttons.tsx";
import { Checkbox, Select } from "../../form/controls.tsx";
import { Group } from "../../form/field.tsx";
import { IdsField } from "../../pick/ids.tsx";
import type { Value } from "../../store/changes.ts";
import { t } from "../../words.ts";
import { ChapterEventSets } from "./event_sets.tsx";
import { ChapterLayers } from "./layers.tsx";
import { listOf, shownIds, viewAt, viewOf, withShown, type Shown } from "./values.ts";

export function ChapterMap({ id }: { id: string }): JSX.Element {
  const { store } = app(), chapter = store.book.record("chapter", id), editable = store.mayEdit.value;
  const show = (key: Shown, ids: readonly string[]) => store.set("chapter", id, "show", withShown(store.book.peek("chapter", id), key, ids));
  const sites = store.book.ids("site");
  return (
    <>
      <h3>{t("On the map")}</h3>
      <ViewField id={id} />
      <IdsField kind="event" ids={shownIds(chapter, "events")} label={t("Events")} field="show" add={t("Show an event")} help={t("Their places show with them.")} change={(ids) => show("events", ids)} />
      <IdsField kind="site" ids={shownIds(chapter, "sites")} label={t("Further places")} field="sites" add={t("Show a place")} change={(ids) => show("sites", ids)} />
      <Tags shown={shownIds(chapter, "tags")} change={(tags) => show("tags", tags)} />
      <ChapterLayers id={id} />
      <ChapterEventSets id={id} />
      <IdsField kind="site" ids={listOf(chapter?.route)} label={t("Route")} field="route" add={t("Add a place to the route")} help={t("A line that joins places in this order.")} ordered change={(ids) => store.set("chapter", id, "route", ids)} />
      {sites.length > 0 ? <Select label={t("Main place")} field="place" value={store.book.text("chapter", id, "place")} disabled={!editable} onChange={(site) => store.set("chapter", id, "place", site)}
        options={[{ value: "", label: t("none") }, ...sites.map((site) => ({ value: site, label: store.nameOf("site", site) }))]} /> : null}
    </>
  );
}

function ViewField({ id }: { id: string }): JSX.Element {
  const { store } = app(), field = store.book.record("chapter", id)?.view, standing = mapView.value, editable = store.mayEdit.value;

  function set(value: Value, said: string): void {
    store.set("chapter", id, "view", value);
    store.say(said);
  }

  return (
    <Group label={t("Part of the world")}>
      <p data-field="view" tabIndex={-1}>{words(field)}</p>
      {editable ? (
        <div class="row">
          <Button disabled={standing === null} onClick={() => { if (standing) set(viewAt(standing), t("The chapter keeps the view of the map as it stands.")); }}>{t("Use the current map view")}</Button>
          {viewOf(field).kind === "all" ? null : <Button look="quiet" onClick={() => set(null, t("The map shows all of the chapter."))}>{t("Show all of the chapter")}</Button>}
        </div>
      ) : null}
      {standing === null && editable ? <p class="help">{t("Move the map in the preview first; then its view can be kept.")}</p> : null}
    </Group>
  );
}

function words(field: Value): string {
  const view = viewOf(field);
  if (view.kind === "center") return t("Around {lat}, {lon}, zoom {zoom}.", { lat: view.lat, lon: view.lon, zoom: view.zoom || "–" });
  if (view.kind === "bounds") return t("From {west}, {south} to {east}, {north}.", { west: view.box[0] ?? "", south: view.box[1] ?? "", east: view.box[2] ?? "", north: view.box[3] ?? "" });
  if (view.kind === "sites") return t("So that these are seen: {places}", { places: view.ids.map((id) => app().store.nameOf("site", id)).join(", ") });
  return t("All that the chapter shows.");
}

/** The tags that events of the story have. */
function Tags({ shown, change }: { shown: readonly string[]; change(tags: string[]): void }): JSX.Element | null {
  const { store } = app(), { book } = store;
  const known = [...new Set([...shown, ...book.ids("event").flatMap((id) => listOf(book.peek("event", id)?.tags))])].sort();
  if (known.length === 0) return null;
  return (
    <Group label={t("Events with these tags")}>
      <div class="checks">{known.map((tag) => <Checkbox key={tag} label={tag} checked={shown.includes(tag)} disabled={!store.mayEdit.value} onChange={(on) => change(on ? [...shown, tag] : shown.filter((one) => one !== tag))} />)}</div>
    </Group>
  );
}
